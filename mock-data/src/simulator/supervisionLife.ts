/**
 * Tasks and findings as they go on. What has happened is dated now; deadlines lie on the real calendar, one to
 * three weeks ahead, except for the few that will be late: theirs comes within the hour.
 */
import type { Life } from './life.ts'
import { findingRaised, rectificationReturned, rectificationSubmitted, rectificationVerified, rectificationWrittenOff, taskCancelled, taskCompleted, taskPlanned } from '@qinglian/shared'
import { MINUTE_MS } from '../calendar.ts'
import { BRIGADE, DISTRICT, STATION_CODES } from '../district/units.ts'
import { CANCEL_REASONS, FINDING_CATEGORIES, KIND_WEIGHTS, RETURN_REASONS, SEVERITY_WEIGHTS, TASK_TOPICS } from '../lists.ts'
import { findingsAt, pickByDeadline, ready, willBeLate } from './life.ts'

const FINDING_SHARE = 0.42
const CANCELLED_SHARE = 0.02
const RETURNED_SHARE = 0.08

interface Deadline { dueMs: number, notBeforeMs?: number }

function drawDeadline(life: Life, [shortest, longest]: readonly [number, number]): Deadline {
  const { random, calendar, nowMs } = life
  if (!willBeLate(life))
    return { dueMs: calendar.at(calendar.plusWorkdays(nowMs, random.int(shortest, longest)), 18) }
  const dueMs = nowMs - nowMs % MINUTE_MS + random.int(10, 40) * MINUTE_MS
  return { dueMs, notBeforeMs: dueMs + random.int(30, 120) * MINUTE_MS }
}

export function planTask(life: Life): void {
  const { recorder, random, calendar, standing, nowMs } = life
  const unit = random.chance(0.06) ? DISTRICT : random.pick(STATION_CODES)
  const task = `T-${life.tag}-${life.nextNumber()}`
  const deadline = drawDeadline(life, [6, 12])
  const kind = random.weighted(KIND_WEIGHTS)
  const inspectingUnit = kind === 'routine' ? undefined : random.pick([DISTRICT, BRIGADE, ...STATION_CODES].filter(code => code !== unit))
  recorder.record(taskPlanned, {
    system: 'supervision',
    subject: unit,
    timeMs: nowMs,
    data: { task, topic: random.pick(TASK_TOPICS), kind, dueAt: calendar.format(deadline.dueMs), ...(inspectingUnit === undefined ? {} : { inspectingUnit }) },
  })
  standing.tasks.push({ task, unit, ...deadline })
}

/** Completed, now and then with a finding, or cancelled. */
export function endTask(life: Life): void {
  const { recorder, random, calendar, standing, nowMs } = life
  const ended = pickByDeadline(life, ready(life, standing.tasks))
  if (ended === undefined)
    return
  standing.tasks = standing.tasks.filter(task => task !== ended)
  const { task, unit } = ended
  const statement = { system: 'supervision', subject: unit, timeMs: nowMs } as const
  const at = calendar.format(nowMs - random.int(0, 20_000))
  if (random.chance(CANCELLED_SHARE)) {
    recorder.record(taskCancelled, { ...statement, data: { task, at, reason: random.pick(CANCEL_REASONS) } })
    return
  }
  recorder.record(taskCompleted, { ...statement, data: { task, at } })
  if (random.chance(FINDING_SHARE))
    raiseFinding(life, ended)
}

function raiseFinding(life: Life, { task, unit }: { task: string, unit: string }): void {
  const { recorder, random, calendar, standing, nowMs } = life
  const finding = `F-${life.tag}-${life.nextNumber()}`
  const severity = random.weighted(SEVERITY_WEIGHTS)
  const deadline = drawDeadline(life, severity === 'high' ? [5, 8] : [8, 16])
  recorder.record(findingRaised, {
    system: 'supervision',
    subject: unit,
    timeMs: nowMs,
    data: { finding, task, category: random.pick(FINDING_CATEGORIES), severity, raisedAt: calendar.format(nowMs), dueAt: calendar.format(deadline.dueMs) },
  })
  standing.findings.push({ finding, unit, ...deadline, stage: 'raised', stageMs: nowMs })
}

type OpenFinding = Life['standing']['findings'][number]

/** Dates the step now, and after the step before it. */
function advance(life: Life, finding: OpenFinding): { statement: { system: 'supervision', subject: string, timeMs: number }, data: { finding: string, at: string } } {
  finding.stageMs = Math.max(life.nowMs, finding.stageMs + 1)
  return {
    statement: { system: 'supervision', subject: finding.unit, timeMs: life.nowMs },
    data: { finding: finding.finding, at: life.calendar.format(finding.stageMs) },
  }
}

export function submitRectification(life: Life): void {
  const finding = pickByDeadline(life, ready(life, findingsAt(life.standing, 'raised', 'returned')))
  if (finding === undefined)
    return
  const { statement, data } = advance(life, finding)
  finding.stage = 'submitted'
  life.recorder.record(rectificationSubmitted, { ...statement, data })
}

/** Verified, or returned with a reason. */
export function judgeRectification(life: Life): void {
  const finding = pickByDeadline(life, ready(life, findingsAt(life.standing, 'submitted')))
  if (finding === undefined)
    return
  const { statement, data } = advance(life, finding)
  if (life.random.chance(RETURNED_SHARE)) {
    finding.stage = 'returned'
    life.recorder.record(rectificationReturned, { ...statement, data: { ...data, reason: life.random.pick(RETURN_REASONS) } })
    return
  }
  finding.stage = 'verified'
  life.recorder.record(rectificationVerified, { ...statement, data })
}

export function writeOff(life: Life): void {
  const { standing } = life
  const finding = pickByDeadline(life, findingsAt(standing, 'verified'))
  if (finding === undefined)
    return
  const { statement, data } = advance(life, finding)
  standing.findings = standing.findings.filter(other => other !== finding)
  life.recorder.record(rectificationWrittenOff, { ...statement, data })
}
