/**
 * Stocks of a unit at the end of a day, from its tallies.
 *
 * A passing stock enters on a day and leaves on a later one, so over all days it comes to nothing, and what has entered by a
 * day is what leaves after it: it is counted from **what lies ahead**, which is bounded by plans and windows, and not from
 * what lies behind, which grows for years. A lasting stock has one row, of all time.
 * A window is a passing stock too: what happened in a month counts from that day on and leaves with the month.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { sql } from 'kysely'
import { TIMELESS } from '../projections/projection.ts'

export interface StockQuestion {
  readonly unit: string
  /** The last day that counts, whole. */
  readonly day: number
}

/** The passing stocks of these measures; one that is not there is 0. */
export async function passingStocks(db: Kysely<Database>, { unit, day }: StockQuestion, measures: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.selectFrom('tally').select(['measure', eb => eb.fn.sum<number>('n').as('n')])
    .where('unit', '=', unit)
    .where('measure', 'in', measures)
    .where('day', '>', day)
    .groupBy('measure')
    .execute()
  return new Map(rows.map(row => [row.measure, -row.n]))
}

/** The first of some days, both ends included, on which more entered each of these stocks than left it; one that never rose is not there. */
export async function firstRises(db: Kysely<Database>, { unit, from, to }: { readonly unit: string, readonly from: number, readonly to: number }, measures: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.selectFrom('tally').select(['measure', eb => eb.fn.min<number>('day').as('day')])
    .where('unit', '=', unit)
    .where('measure', 'in', measures)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('n', '>', 0)
    .groupBy('measure')
    .execute()
  return new Map(rows.map(row => [row.measure, row.day]))
}

/** The lasting stocks of these measures; they do not depend on the day. */
export async function lastingStocks(db: Kysely<Database>, unit: string, measures: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.selectFrom('tally').select(['measure', 'n']).where('unit', '=', unit).where('measure', 'in', measures).where('day', '=', TIMELESS).execute()
  return new Map(rows.map(row => [row.measure, row.n]))
}

/** Every stock whose measure begins with `<subject>/`, without that beginning. */
export async function stocksOfSubject(db: Kysely<Database>, { unit, day }: StockQuestion, subject: string): Promise<Map<string, number>> {
  const n = sql<number>`sum(case when day = ${sql.lit(TIMELESS)} then n else -n end)`
  const rows = await db.selectFrom('tally').select(['measure', n.as('n')])
    .where('unit', '=', unit)
    .where('measure', '>', `${subject}/`)
    .where('measure', '<', `${subject}0`)
    .where(eb => eb.or([eb('day', '>', day), eb('day', '=', TIMELESS)]))
    .groupBy('measure')
    .execute()
  return new Map(rows.map(row => [row.measure.slice(subject.length + 1), Number(row.n)]))
}
