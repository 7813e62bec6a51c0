/**
 * Holds: since when conditions have stood that must stand for a while before they count.
 *
 * A deadline says since when a unit can be uncovered, not since when it is: people join, pledges expire. So what was
 * seen standing is remembered from tick to tick, across restarts. A condition that was not there at the last tick
 * began just now; one that the tables date after the last tick began when they say.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Tx } from '../../db/store.ts'
import type { Standing } from './standing.ts'
import { Type } from '@qinglian/shared'
import Value from 'typebox/value'
import { standingKey } from './standing.ts'

const META_KEY = 'alert_holds'
const HoldsText = Type.Object({ tickMs: Type.Union([Type.Integer(), Type.Null()]), since: Type.Record(Type.String(), Type.Integer()) })

export interface Holds {
  /** The last tick that looked; null before the first. */
  readonly tickMs: number | null
  /** By the condition's key. */
  readonly since: ReadonlyMap<string, number>
}

/** The conditions with the instants since which they have stood without a break, and what to remember. */
export function held(standings: readonly Standing[], before: Holds, nowMs: number): { standings: Standing[], holds: Holds } {
  const dated = standings.map((standing) => {
    const known = before.since.get(standingKey(standing))
    const unwatched = before.tickMs === null || before.tickMs <= standing.startMs
    return { ...standing, startMs: Math.max(standing.startMs, known ?? (unwatched ? standing.startMs : nowMs)) }
  })
  return { standings: dated, holds: { tickMs: nowMs, since: new Map(dated.map(standing => [standingKey(standing), standing.startMs])) } }
}

export async function readHolds(db: Kysely<Database>): Promise<Holds> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', META_KEY).executeTakeFirst()
  const { tickMs, since } = row === undefined ? { tickMs: null, since: {} } : Value.Parse(HoldsText, JSON.parse(row.value))
  return { tickMs, since: new Map(Object.entries(since)) }
}

export async function writeHolds({ db }: Tx, { tickMs, since }: Holds): Promise<void> {
  const value = JSON.stringify({ tickMs, since: Object.fromEntries(since) })
  await db.insertInto('meta').values({ key: META_KEY, value }).onConflict(oc => oc.column('key').doUpdateSet({ value })).execute()
}
