/**
 * Alerts of one own unit: counts by state, severity and kind (`alert|<state>|<severity>|<kind>`), those past their deadline, and
 * the risk indicators made of their disposal (domain.md §3.3), now or at the end of a past day.
 *
 * What is judged in working days and hours comes from tallies (`alerts/disposal/tallies.ts`), so that past days are as right as
 * the present one. `judged:<rule>` and `closed:<rule>` become indicators when asked for, by the rules that the public may count.
 */
import type { OwnPart, PartContext, PartUnit } from './part.ts'
import { FINAL_ALERT_STATES, SEVERITIES } from '@qinglian/shared'
import { HUNDREDTHS, scoreOf } from '../alerts/score.ts'
import { alertKind } from '../projections/alert.ts'
import { earliest, part } from './part.ts'
import { stocksOfSubject } from './stocks.ts'

export async function alertsPart(unit: PartUnit, context: PartContext): Promise<OwnPart> {
  const { days, atMs } = context
  const today = days.dayOf(atMs)
  const overdue = await overdueNow(unit, context)
  const sums = { ...await byState(unit, context), ...overdue.sums, ...await figures(unit, context) }
  return { part: part({ sums }), wakeMs: earliest(days.startOf(today + 1), overdue.next) }
}

async function byState(unit: PartUnit, { db }: PartContext): Promise<Record<string, number>> {
  const tallies = await db.selectFrom('tally').select(['measure', eb => eb.fn.sum<number>('n').as('n')]).where('unit', '=', unit.code).where('measure', '>=', 'alert|').where('measure', '<', 'alert}').groupBy('measure').execute()
  return Object.fromEntries(tallies.filter(({ n }) => n > 0).map(({ measure, n }) => [measure, n]))
}

/** Past their deadline; none runs while an alert is suspended. */
async function overdueNow(unit: PartUnit, { db, atMs }: PartContext): Promise<{ sums: Record<string, number>, next: number | null }> {
  const open = await db.selectFrom('alert').select(['rule', 'unit', 'object', 'due_ms', 'state']).where('unit', '=', unit.code).where('state', 'not in', FINAL_ALERT_STATES).execute()
  const sums: Record<string, number> = {}
  let next: number | null = null
  for (const alert of open.filter(({ state, due_ms }) => state !== 'suspended' && due_ms !== null)) {
    const name = `overdue|${alertKind(alert)}`
    if (alert.due_ms! < atMs)
      sums[name] = (sums[name] ?? 0) + 1
    else
      next = earliest(next, alert.due_ms! + 1)
  }
  return { sums, next }
}

/** Names that `indicatorsOf` makes indicators of, beside those that stand as such. */
const BY_RULE = /^(?:judged|judged\.kept|closed|closed\.days):/

async function figures(unit: PartUnit, { db, days, atMs }: PartContext): Promise<Record<string, number>> {
  const day = days.dayOf(atMs)
  const stocks = await stocksOfSubject(db, { unit: unit.code, day }, 'alerts')
  const stock = (name: string): number => stocks.get(name) ?? 0
  const open = SEVERITIES.map(severity => [severity, stock(`open.${severity}`)] as const)
  return {
    ...Object.fromEntries([...stocks].filter(([name, n]) => n !== 0 && BY_RULE.test(name))),
    ...fraction('m:rsk.alert_open', open.reduce((sum, [, n]) => sum + n, 0), 0),
    ...Object.assign({}, ...open.map(([severity, n]) => fraction(`m:rsk.alert_open.${severity}`, n, 0))) as Record<string, number>,
    ...fraction('m:rsk.sign_latency', stock('signed.minutes'), stock('signed') * 60),
    ...fraction('m:rsk.false_rate', stock('ended.false'), stock('ended')),
    ...fraction('o:rsk.score', await scoreOf(db, { unit: unit.code, day, held: stocks }, days), HUNDREDTHS),
  }
}

function fraction(name: string, num: number, den: number): Record<string, number> {
  return { [`${name}.num`]: num, [`${name}.den`]: den }
}
