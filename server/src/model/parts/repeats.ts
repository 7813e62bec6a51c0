/**
 * Repeated findings (R180, domain.md §3.1): raised within 180 days after one of the same category was written off,
 * against those written off in the last 180 days.
 *
 * Within a category it is enough to know two days: the last write-off before the window covers the window's first days,
 * the first one inside it covers all that follow. So the cost is two seeks a category and the sum of its window, and no
 * days are compared with each other.
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
  const offDay = (from: number, to: number, order: 'asc' | 'desc') => sql`(
    select day from tally where unit = ${unit} and measure = 'off:' || category.name and n > 0
      and day between ${from} and ${to} order by day ${sql.raw(order)} limit 1)`
  const { rows: [row] } = await sql<{ repeated: number | null, written_off: number | null }>`
    with recursive off (measure) as (
      select min(measure) from tally where unit = ${unit} and measure >= 'off:' and measure < 'off;'
      union all
      select (select min(measure) from tally where unit = ${unit} and measure > off.measure and measure < 'off;') from off where off.measure is not null
    ),
    category (name) as (select substr(measure, 5) from off where measure is not null),
    covered (name, until, since) as (
      select name, ${offDay(coversAllFrom - REPEAT_DAYS, coversAllFrom - 1, 'desc')} + ${sql.lit(REPEAT_DAYS)}, ${offDay(coversAllFrom, today, 'asc')} + 1 from category
    )
    select
      sum((select sum(n) from tally where unit = ${unit} and measure = 'raised:' || covered.name
        and day between ${windowFrom} and ${today} and (day <= covered.until or day >= covered.since))) as repeated,
      sum((select sum(n) from tally where unit = ${unit} and measure = 'off:' || covered.name
        and day between ${windowFrom} and ${today})) as written_off
    from covered`.execute(db)
  const writtenOff = Number(row?.written_off ?? 0)
  return { repeated: Math.min(Number(row?.repeated ?? 0), writtenOff), writtenOff }
}
