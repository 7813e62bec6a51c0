/** Alerts of one own unit: counts by state, severity and rule (`alert|<state>|<severity>|<rule>`), and those past their deadline. */
import type { OwnPart, PartContext, PartUnit } from './part.ts'
import { FINAL_ALERT_STATES } from '@qinglian/shared'
import { newestBySource } from './arrivals.ts'
import { earliest, part } from './part.ts'

export async function alertsPart(unit: PartUnit, { db, atMs }: PartContext): Promise<OwnPart> {
  const sums: Record<string, number> = {}
  const tallies = await db.selectFrom('tally').select(['measure', eb => eb.fn.sum<number>('n').as('n')]).where('unit', '=', unit.code).where('measure', '>=', 'alert|').where('measure', '<', 'alert}').groupBy('measure').execute()
  for (const { measure, n } of tallies) {
    if (n > 0)
      sums[measure] = n
  }
  const open = await db.selectFrom('alert').select(['rule', 'due_ms']).where('unit', '=', unit.code).where('state', 'not in', FINAL_ALERT_STATES).execute()
  let next: number | null = null
  for (const { rule, due_ms } of open) {
    if (due_ms !== null && due_ms < atMs)
      sums[`overdue|${rule!}`] = (sums[`overdue|${rule!}`] ?? 0) + 1
    else
      next = earliest(next, due_ms === null ? null : due_ms + 1)
  }
  return { part: part({ sums, latest: await newestBySource(db, unit.code, 'alerts') }), wakeMs: next }
}
