/**
 * Alerts as people work on them, step by step (domain.md §5.1): assigned by the district's discipline member, handled by the head
 * of the unit, reviewed by the bureau's leaders. Nothing is
 * reported as mended, and nothing found untrue, while its condition still stands.
 */
import type { AlertEntry, AlertState } from '@qinglian/shared'
import type { Life } from './life.ts'
import {
  alertAssigned,
  alertCancelled,
  alertClosed,
  alertEffectConfirmed,
  alertNotSubstantiated,
  alertRectificationBegun,
  alertReported,
  alertResumed,
  alertReturnedToAssigner,
  alertReviewPassed,
  alertReviewReturned,
  alertSigned,
  alertVerificationBegun,
} from '@qinglian/shared'
import { DISTRICT } from '../district/units.ts'
import { ALERT_REASONS } from '../lists.ts'

type Step = 'assign' | 'cancel' | 'sign' | 'send-back' | 'verify' | 'dismiss' | 'rectify' | 'report' | 'pass' | 'return' | 'close' | 'confirm' | 'resume'

/** What follows on a state, by weight, and the state it comes to. */
const NEXT: Partial<Record<AlertState, readonly (readonly [Step, AlertState, number])[]>> = {
  triage: [['assign', 'assigned', 95], ['cancel', 'cancelled', 5]],
  assigned: [['sign', 'signed', 96], ['send-back', 'triage', 4]],
  signed: [['verify', 'verifying', 1]],
  verifying: [['rectify', 'rectifying', 95], ['dismiss', 'not_substantiated', 5]],
  rectifying: [['report', 'reported', 1]],
  reported: [['pass', 'review', 92], ['return', 'rectifying', 8]],
  not_substantiated: [['pass', 'review', 1]],
  review: [['close', 'closed', 1]],
  closed: [['confirm', 'written_off', 1]],
  suspended: [['resume', 'triage', 1]],
}

/** Alerts on which somebody can take a step now. */
export function actionable({ alerts }: Pick<Life, 'alerts'>): AlertEntry[] {
  return alerts.filter(({ state, condition }) => NEXT[state] !== undefined && (condition === 'gone' || (state !== 'rectifying' && state !== 'closed')))
}

/** Mostly on the one that is due first. */
export function stepAlert(life: Life): void {
  const { random } = life
  const ready = actionable(life)
  if (ready.length === 0)
    return
  const alert = random.chance(0.7) ? ready.reduce((first, one) => Date.parse(one.dueAt) < Date.parse(first.dueAt) ? one : first) : random.pick(ready)
  const likely = NEXT[alert.state]!.filter(([step]) => alert.condition === 'gone' || (step !== 'cancel' && step !== 'dismiss'))
  const [step, state] = random.weighted(likely.map(([one, to, weight]) => [[one, to] as const, weight]))
  recordStep(life, alert, step)
  alert.state = state
}

function recordStep(life: Life, alert: AlertEntry, step: Step): void {
  const { recorder, random, calendar, nowMs } = life
  const statement = { system: 'console', subject: alert.unit, timeMs: nowMs } as const
  const data = { alert: alert.alert, at: calendar.format(nowMs) }
  const reason = random.pick(ALERT_REASONS)
  switch (step) {
    case 'assign': return void recorder.record(alertAssigned, { ...statement, data: { ...data, ...by(life, DISTRICT, 'discipline_member') } })
    case 'cancel': return void recorder.record(alertCancelled, { ...statement, data: { ...data, reason } })
    case 'sign': return void recorder.record(alertSigned, { ...statement, data: { ...data, ...by(life, alert.unit, 'station_head') } })
    case 'send-back': return void recorder.record(alertReturnedToAssigner, { ...statement, data: { ...data, reason } })
    case 'verify': return void recorder.record(alertVerificationBegun, { ...statement, data })
    case 'dismiss': return void recorder.record(alertNotSubstantiated, { ...statement, data })
    case 'rectify': return void recorder.record(alertRectificationBegun, { ...statement, data })
    case 'report': return void recorder.record(alertReported, { ...statement, data })
    case 'pass': return void recorder.record(alertReviewPassed, { ...statement, data: { ...data, ...by(life, DISTRICT, 'bureau_leader') } })
    case 'return': return void recorder.record(alertReviewReturned, { ...statement, data: { ...data, ...by(life, DISTRICT, 'bureau_leader'), reason } })
    case 'close':
      // Red needs a second pair of eyes; if it is drawn to be the first again, the closing is tried anew.
      if (alert.severity === 'red')
        recorder.record(alertReviewPassed, { ...statement, data: { ...data, ...by(life, DISTRICT, 'bureau_leader') } })
      return void recorder.record(alertClosed, { ...statement, data })
    case 'confirm': return void recorder.record(alertEffectConfirmed, { ...statement, data: { ...data, proof: 'recheck' } })
    case 'resume': return void recorder.record(alertResumed, { ...statement, data })
  }
}

/** Somebody of the unit in that office; left out where there is nobody. */
function by({ standing, random }: Life, unit: string, role: string): { by?: string } {
  const people = standing.staff.filter(member => member.unit === unit && member.roles.includes(role))
  return people.length === 0 ? {} : { by: random.pick(people).staffNo }
}
