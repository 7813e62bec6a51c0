/**
 * Repeated findings (R180, domain.md §3.1): raised within 180 days after one of the same category was written off,
 * against those written off in the last 180 days.
 *
 * Within a category it is enough to know two days: the last write-off before the window covers the window's first days,
 * the first one inside it covers all that follow. What was raised between the two is no repeat; it is little or nothing
 * where much happens. So the cost is a few seeks a category and one sum over the days, and no days are compared.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { sql } from 'kysely'

const REPEAT_DAYS = 180

export interface Repeats { readonly repeated: number, readonly writtenOff: number }

/** @param today the last day that counts, whole */
export async function repeatsOf(db: Kysely<Database>, unit: string, today: number): Promise<Repeats> {
  const inWindow = sql`unit = ${unit} and day between ${windowFrom(today)} and ${today}`
  const { rows: [row] } = await sql<{ raised: number | null, first: number | null, written_off: number | null }>`
    ${withUncovered(unit, today)}
    select
      (select sum(n) from tally where ${inWindow} and measure = 'raised') as raised,
      (select sum((select sum(n) from tally where unit = ${unit} and measure = 'raised:' || uncovered.name and day between uncovered.since and uncovered.until)) from uncovered) as first,
      (select sum(n) from tally where ${inWindow} and measure = 'off') as written_off`.execute(db)
  const [raised, first, writtenOff] = [row?.raised, row?.first, row?.written_off].map(sum => Number(sum ?? 0)) as [number, number, number]
  return { repeated: Math.min(raised - first, writtenOff), writtenOff }
}

/** Which days of the window make a finding of a category no repeat; the unit's categories alone. */
export async function uncoveredDays(db: Kysely<Database>, unit: string, today: number): Promise<ReadonlyMap<string, { readonly since: number, readonly until: number }>> {
  const { rows } = await sql<{ name: string, since: number, until: number }>`${withUncovered(unit, today)} select name, since, until from uncovered`.execute(db)
  return new Map(rows.map(({ name, since, until }) => [name, { since: Number(since), until: Number(until) }]))
}

/** First day of the window that ends with `today`. */
export function windowFrom(today: number): number {
  return today - REPEAT_DAYS + 1
}

/** `with uncovered (name, since, until)`: a category's days of the window that no write-off covers, both included; none where `since` is later. */
function withUncovered(unit: string, today: number) {
  // A write-off covers the days after it, so one on the last day before the window covers all of it.
  const coversAllFrom = windowFrom(today) - 1
  const offDay = (from: number, to: number, order: 'asc' | 'desc') => sql`(
    select day from tally where unit = ${unit} and measure = 'off:' || category.name and n > 0
      and day between ${from} and ${to} order by day ${sql.raw(order)} limit 1)`
  return sql`
    with recursive raised (measure) as (
      select min(measure) from tally where unit = ${unit} and measure >= 'raised:' and measure < 'raised;'
      union all
      select (select min(measure) from tally where unit = ${unit} and measure > raised.measure and measure < 'raised;') from raised where raised.measure is not null
    ),
    category (name) as (select substr(measure, 8) from raised where measure is not null),
    uncovered (name, since, until) as materialized (
      select name,
        coalesce(${offDay(coversAllFrom - REPEAT_DAYS, coversAllFrom - 1, 'desc')} + ${sql.lit(REPEAT_DAYS + 1)}, ${sql.lit(windowFrom(today))}),
        coalesce(${offDay(coversAllFrom, today, 'asc')}, ${sql.lit(today)})
      from category
    )`
}
