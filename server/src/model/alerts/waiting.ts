/** Alerts that wait for somebody's next step: those in hand, and those closed whose effect nobody has confirmed yet. */
import type { AlertEntry } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Row } from '../../db/store.ts'
import { FINAL_ALERT_STATES } from '@qinglian/shared'
import { sql } from 'kysely'

/** More than this nobody works through; the newest come first. */
const MOST_CLOSED = 500

/** Reads what is open or closed, through the partial indexes `alert_open` and `alert_closed`; never what is done with. */
export async function waitingAlerts(db: Kysely<Database>): Promise<AlertEntry[]> {
  const known = db.selectFrom('alert').selectAll().where('unit', 'is not', null)
  const open = await known.where('state', 'not in', FINAL_ALERT_STATES.map(state => sql.lit(state))).execute()
  const closed = await known.where('state', '=', sql.lit('closed')).orderBy('raised_ms', 'desc').limit(MOST_CLOSED).execute()
  return [...open, ...closed].sort((a, b) => b.raised_ms! - a.raised_ms! || (a.alert < b.alert ? -1 : 1)).map(entryOf)
}

function entryOf(row: Row<'alert'>): AlertEntry {
  return {
    alert: row.alert,
    unit: row.unit!,
    rule: row.rule!,
    object: row.object!,
    severity: row.severity as AlertEntry['severity'],
    state: row.state as AlertEntry['state'],
    condition: row.condition === 'gone' ? 'gone' : 'standing',
    cycle: row.cycle,
    raisedAt: new Date(row.raised_ms!).toISOString(),
    dueAt: new Date(row.due_ms!).toISOString(),
  }
}
