/** What changes about open alerts because of what stands now. Pure: the same in gives the same out. */
import type { OpenAlert } from './openAlerts.ts'
import type { Judge, Standing } from './standing.ts'
import type { Draft } from './statements.ts'
import { FINAL_ALERT_STATES } from '@qinglian/shared'
import { DAY_MS } from '../calendar/days.ts'
import { dueAfter, isWorse, severityOf } from './ladder.ts'
import { standingKey } from './standing.ts'
import { conditionChanged, escalated, minuteOf, writtenOff } from './statements.ts'

/** For so long a condition must be gone before the tick writes a blue alert off (domain.md §4, hysteresis). */
export const CLEAR_MS = DAY_MS

/** What changes about the open alerts: their condition, their severity, and for long gone blue ones their end. */
export function changesOf(open: readonly OpenAlert[], standings: readonly Standing[], judge: Judge): Draft[] {
  const standing = new Map(standings.map(one => [standingKey(one), one]))
  return open.flatMap((alert) => {
    const about = { alert: alert.alert, unit: alert.unit, atMs: Math.max(minuteOf(judge.nowMs), alert.raised_ms) }
    const one = standing.get(standingKey(alert))
    if (one === undefined)
      return alert.condition === 'standing' ? [conditionChanged(about, 'gone')] : endOf(alert, about, judge.nowMs)
    const back = alert.condition === 'gone' ? [conditionChanged(about, 'standing')] : []
    if (!mayClimb(alert))
      return back
    const rule = judge.rules.get(one.rule)
    const severity = rule && severityOf(one, { ...judge, rule, dueMs: dueAfter(one, rule, judge.workingDays) })
    return severity !== undefined && isWorse(severity, alert.severity) ? [...back, escalated(about, severity)] : back
  })
}

/** What people have ended or suspended is theirs to take up again; it does not get worse by itself meanwhile. */
function mayClimb({ state }: OpenAlert): boolean {
  return state !== 'suspended' && !FINAL_ALERT_STATES.includes(state)
}

/** From yellow up closing needs a human. */
function endOf(alert: OpenAlert, about: Parameters<typeof writtenOff>[0], nowMs: number): Draft[] {
  return alert.severity === 'blue' && nowMs - alert.condition_ms >= CLEAR_MS ? [writtenOff(about)] : []
}
