/**
 * What is done once a day at seven in the morning (domain.md §6.1): portraits are drawn, guarded subjects change publicly.
 *
 * The first time comes as soon as the first load has come to rest and is presented, so that a wall that was just set up has
 * something to show. A server that was down at seven does it when it is back. The day it was last done stands in `meta`.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Tx } from '../../db/store.ts'
import type { Days } from './days.ts'

const SEVEN_MS = 7 * 3_600_000

export interface MorningQuestion {
  /** Under which name `meta` remembers it. */
  readonly key: string
  readonly days: Days
  readonly nowMs: number
  /** Whether what is being loaded has come to rest. */
  readonly isAtRest: boolean
}

export async function isMorningDue(db: Kysely<Database>, { key, days, nowMs, isAtRest }: MorningQuestion): Promise<boolean> {
  const last = await lastMorning(db, key)
  const today = days.dayOf(nowMs)
  return last === undefined ? isAtRest && await isPresented(db) : last < today && nowMs - days.startOf(today) >= SEVEN_MS
}

/** The day on which it was last done; `undefined` before the first time. */
export async function lastMorning(db: Kysely<Database>, key: string): Promise<number | undefined> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? undefined : Number(row.value)
}

export async function noteMorning({ db }: Tx, { key, days, nowMs }: Omit<MorningQuestion, 'isAtRest'>): Promise<void> {
  const value = String(days.dayOf(nowMs))
  await db.insertInto('meta').values({ key, value }).onConflict(oc => oc.column('key').doUpdateSet({ value })).execute()
}

/** There are units, and the presenter has caught up with what was loaded. */
async function isPresented(db: Kysely<Database>): Promise<boolean> {
  const isThere = async (table: 'part' | 'dirty_topic'): Promise<boolean> => await db.selectFrom(table).select('unit').limit(1).executeTakeFirst() !== undefined
  return await isThere('part') && !await isThere('dirty_topic')
}
