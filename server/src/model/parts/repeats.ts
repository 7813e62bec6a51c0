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
  const windowFrom = today - REPEAT_DAYS + 1
  // A write-off covers the days after it, so one on the last day before the window covers all of it.
  const coversAllFrom = windowFrom - 1
  const inWindow = sql`unit = ${unit} and day between ${windowFrom} and ${today}`
  const offDay = (from: number, to: number, order: 'asc' | 'desc') => sql`(
    select day from tally where unit = ${unit} and measure = 'off:' || category.name and n > 0
      and day between ${from} and ${to} order by day ${sql.raw(order)} limit 1)`
  const { rows: [row] } = await sql<{ raised: number | null, first: number | null, written_off: number | null }>`
    with recursive raised (measure) as (
      select min(measure) from tally where unit = ${unit} and measure >= 'raised:' and measure < 'raised;'
      union all
      select (select min(measure) from tally where unit = ${unit} and measure > raised.measure and measure < 'raised;') from raised where raised.measure is not null
    ),
    category (name) as (select substr(measure, 8) from raised where measure is not null),
    uncovered (name, since, until) as materialized (
      select name,
        coalesce(${offDay(coversAllFrom - REPEAT_DAYS, coversAllFrom - 1, 'desc')} + ${sql.lit(REPEAT_DAYS + 1)}, ${windowFrom}),
        coalesce(${offDay(coversAllFrom, today, 'asc')}, ${today})
      from category
    )
    select
      (select sum(n) from tally where ${inWindow} and measure = 'raised') as raised,
      (select sum((select sum(n) from tally where unit = ${unit} and measure = 'raised:' || uncovered.name and day between uncovered.since and uncovered.until)) from uncovered) as first,
      (select sum(n) from tally where ${inWindow} and measure = 'off') as written_off`.execute(db)
  const [raised, first, writtenOff] = [row?.raised, row?.first, row?.written_off].map(sum => Number(sum ?? 0)) as [number, number, number]
  return { repeated: Math.min(raised - first, writtenOff), writtenOff }
}
