/**
 * Alerts that the engine still has to look after: those on which somebody has to act, and those that people have ended while
 * their condition stood. Read through the partial indexes `alert_open` and `alert_unsettled`.
 */
import type { AlertState } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { FINAL_ALERT_STATES } from '@qinglian/shared'
import { sql } from 'kysely'

export interface OpenAlert {
  readonly alert: string
  readonly unit: string
  readonly rule: string
  readonly object: string
  readonly severity: string
  readonly raised_ms: number
  readonly condition: string
  readonly condition_ms: number
  readonly state: AlertState
}

const COLUMNS = ['alert', 'unit', 'rule', 'object', 'severity', 'raised_ms', 'condition', 'condition_ms', 'state'] as const

/** The states stand in the text of the query, in the order of the index: only then the planner sees that it fits. */
export function openAlertsQuery(db: Kysely<Database>) {
  return db.selectFrom('alert')
    .select(COLUMNS)
    .where('state', 'not in', FINAL_ALERT_STATES.map(state => sql.lit(state)))
    .where('unit', 'is not', null)
    .orderBy('unit')
    .orderBy('rule')
    .$narrowType<OpenAlert>()
}

/** Ended by people in these states, an alert stands for its condition until that has gone: it is not raised anew the next minute. */
const SETTLED_STATES = ['closed', 'transferred', 'merged', 'cancelled'] as const

/** Ended by people, while the condition stands. What is written off is done with: if it still stands, that is another alert. */
export function unsettledAlertsQuery(db: Kysely<Database>) {
  return db.selectFrom('alert')
    .select(COLUMNS)
    .where('condition', '=', sql.lit('standing'))
    .where('state', 'in', SETTLED_STATES.map(state => sql.lit(state)))
    .where('unit', 'is not', null)
    .orderBy('unit')
    .orderBy('rule')
    .$narrowType<OpenAlert>()
}

/** Fewer than either database takes as parameters of one question. */
const IDS_AT_ONCE = 1000

/** Which of these alerts are there and are over. */
export async function endedAmong(db: Kysely<Database>, alerts: readonly string[]): Promise<Set<string>> {
  const ended = new Set<string>()
  for (let from = 0; from < alerts.length; from += IDS_AT_ONCE) {
    const rows = await db.selectFrom('alert').select('alert').where('alert', 'in', alerts.slice(from, from + IDS_AT_ONCE)).where('state', 'in', FINAL_ALERT_STATES).execute()
    for (const { alert } of rows)
      ended.add(alert)
  }
  return ended
}
