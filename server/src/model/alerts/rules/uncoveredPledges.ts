/**
 * R08: units in which a campaign is past its deadline and not everybody has signed; one condition a campaign and unit
 * where people stand. Cost: one question a unit that an overdue campaign reaches, with a pause between them so that
 * nobody else waits.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../../db/schema.ts'
import type { Scene, Standing } from '../standing.ts'
import { setImmediate } from 'node:timers/promises'

export interface Coverage { readonly campaign: string, readonly dueMs: number, readonly num: number, readonly den: number }

/** Coverage of each campaign that counts in a unit, over the people who stand in it. */
export type CoverageOf = (db: Kysely<Database>, unit: string, atMs: number) => Promise<readonly Coverage[]>

export async function uncoveredPledges({ db, org, nowMs }: Scene, coverageOf: CoverageOf): Promise<Standing[]> {
  const overdue = await db.selectFrom('pledge_campaign').select('unit').distinct().where('due_ms', '<', nowMs).execute()
  const tree = org.at(nowMs)
  const found: Standing[] = []
  for (const unit of new Set(overdue.flatMap(campaign => tree.subtree(campaign.unit)))) {
    for (const { campaign, dueMs, num, den } of await coverageOf(db, unit, nowMs)) {
      if (dueMs < nowMs && num < den)
        found.push({ rule: 'R08', unit, object: `campaign/${campaign}`, startMs: dueMs, covered: { num, den } })
    }
    await setImmediate()
  }
  return found
}
