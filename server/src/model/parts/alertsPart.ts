/** Alerts of one own unit: counts by state, severity and kind (`alert|<state>|<severity>|<kind>`), and those past their deadline. */
import type { OwnPart, PartContext, PartUnit } from './part.ts'
import { FINAL_ALERT_STATES } from '@qinglian/shared'
import { alertKind } from '../projections/alert.ts'
import { earliest, part } from './part.ts'

export async function alertsPart(unit: PartUnit, { db, atMs }: PartContext): Promise<OwnPart> {
  const sums: Record<string, number> = {}
  const tallies = await db.selectFrom('tally').select(['measure', eb => eb.fn.sum<number>('n').as('n')]).where('unit', '=', unit.code).where('measure', '>=', 'alert|').where('measure', '<', 'alert}').groupBy('measure').execute()
  for (const { measure, n } of tallies) {
    if (n > 0)
      sums[measure] = n
  }
  const open = await db.selectFrom('alert').select(['rule', 'unit', 'object', 'due_ms']).where('unit', '=', unit.code).where('state', 'not in', FINAL_ALERT_STATES).execute()
  let next: number | null = null
  for (const alert of open) {
    const name = `overdue|${alertKind(alert)}`
    if (alert.due_ms !== null && alert.due_ms < atMs)
      sums[name] = (sums[name] ?? 0) + 1
    else
      next = earliest(next, alert.due_ms === null ? null : alert.due_ms + 1)
  }
  return { part: part({ sums }), wakeMs: next }
}
