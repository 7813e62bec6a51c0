/**
 * What goes on between the stations and those they serve: ratings, complaints, thanks; and what the stations do with their
 * scenarios and their culture of integrity. Dated now, like everything in the simulated life.
 */
import type { Life } from './life.ts'
import { appreciationReceived, complaintAccepted, complaintClosed, complaintReceived, cultureActivityHeld, evaluationHandled, evaluationSubmitted, scenarioUsed } from '@qinglian/shared'
import { drawComplaint, drawOutcome } from '../district/complaints.ts'
import { BAD_TO, dataOf, drawScore } from '../district/evaluation.ts'
import { ACTIVITIES, THANKS } from '../district/honours.ts'
import { SERVING_CODES } from '../district/retailers.ts'
import { LIVE_SCENARIOS } from '../district/scenarios.ts'
import { DISTRICT, PILOT, STATION_CODES } from '../district/units.ts'
import { HANDLING_ACTIONS } from '../lists.ts'
import { pickByDeadline } from './life.ts'

const TERM_WORKDAYS = 10

export function rateService({ recorder, random, calendar, standing, tag, nowMs, nextNumber }: Life): void {
  const unit = random.pick(SERVING_CODES)
  const evaluation = `EV-${tag}-${nextNumber()}`
  const score = drawScore(random)
  recorder.record(evaluationSubmitted, { system: 'onecard', subject: unit, timeMs: nowMs, data: dataOf({ evaluation, score, unit, random, atMs: nowMs, calendar }) })
  if (score <= BAD_TO)
    standing.badRatings.push({ evaluation, unit })
}

export function handleRating({ recorder, random, calendar, standing, nowMs }: Life): void {
  const handled = standing.badRatings.shift()
  if (handled !== undefined)
    recorder.record(evaluationHandled, { system: 'onecard', subject: handled.unit, timeMs: nowMs, data: { evaluation: handled.evaluation, at: calendar.format(nowMs), action: random.pick(HANDLING_ACTIONS) } })
}

/** Received and accepted at once: hotlines do so within the hour. */
export function receiveComplaint({ recorder, random, calendar, standing, tag, nowMs, nextNumber }: Life): void {
  const unit = random.pick(SERVING_CODES)
  const complaint = `CP-${tag}-${nextNumber()}`
  const dueMs = calendar.at(calendar.plusWorkdays(nowMs, TERM_WORKDAYS), 18)
  const statement = { system: 'hotline', subject: unit, timeMs: nowMs } as const
  const at = calendar.format(nowMs)
  recorder.record(complaintReceived, { ...statement, data: { complaint, ...drawComplaint(random), at, dueAt: calendar.format(dueMs) } })
  recorder.record(complaintAccepted, { ...statement, data: { complaint, at } })
  standing.complaints.push({ complaint, unit, dueMs })
}

export function closeComplaint(life: Life): void {
  const { recorder, random, calendar, standing, nowMs } = life
  const closed = pickByDeadline(life, standing.complaints)
  if (closed === undefined)
    return
  standing.complaints = standing.complaints.filter(other => other !== closed)
  recorder.record(complaintClosed, { system: 'hotline', subject: closed.unit, timeMs: nowMs, data: { complaint: closed.complaint, at: calendar.format(nowMs), ...drawOutcome(random) } })
}

export function receiveThanks({ recorder, random, calendar, tag, nowMs, nextNumber }: Life): void {
  recorder.record(appreciationReceived, { system: 'console', subject: random.pick(STATION_CODES), timeMs: nowMs, data: { appreciation: `AP-${tag}-${nextNumber()}`, kind: random.weighted(THANKS), at: calendar.format(nowMs) } })
}

export function holdActivity({ recorder, random, calendar, tag, nowMs, nextNumber }: Life): void {
  recorder.record(cultureActivityHeld, { system: 'party', subject: random.pick([DISTRICT, ...STATION_CODES]), timeMs: nowMs, data: { activity: `CA-${tag}-${nextNumber()}`, kind: random.weighted(ACTIVITIES), heldAt: calendar.format(nowMs), participants: random.int(6, 28) } })
}

export function useScenario({ recorder, random, calendar, nowMs }: Life): void {
  const { scenario } = random.pick(LIVE_SCENARIOS)
  recorder.record(scenarioUsed, { system: 'console', subject: PILOT, timeMs: nowMs, data: { scenario, at: calendar.format(nowMs), count: random.int(1, 6) } })
}
