/**
 * Findings and their rectification: submitted, sometimes returned, verified, and written off after a recheck two
 * to three weeks later. Some were late in the year; four are overdue at the end, exactly, whatever the seed.
 */
import type { RectificationStage } from '@qinglian/shared'
import type { Random } from '../random.ts'
import type { DistrictContext } from './context.ts'
import type { Task } from './tasks.ts'
import { findingRaised, rectificationReturned, rectificationSubmitted, rectificationVerified, rectificationWrittenOff } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { FINDING_CATEGORIES, RETURN_REASONS, SEVERITY_WEIGHTS } from '../lists.ts'

export interface Step { stage: RectificationStage, atMs: number }

export interface Finding {
  finding: string
  unit: string
  task: string | undefined
  category: string
  severity: 'low' | 'medium' | 'high'
  raisedMs: number
  dueMs: number
  /** In order of time, each before the present. */
  steps: Step[]
}

const OVERDUE_AT_END = 4
const SHARE_OF_TASKS = 0.42
const TERM_DAYS = { low: [10, 20], medium: [8, 15], high: [5, 8] } as const

export function buildFindings(context: DistrictContext, tasks: readonly Task[]): Finding[] {
  const { random, nowMs, tag } = context
  const findings: Finding[] = []
  for (const task of tasks) {
    if (task.end?.how !== 'done' || !random.chance(SHARE_OF_TASKS))
      continue
    const raisedMs = task.end.atMs - random.int(0, 180) * MINUTE_MS
    const number = findings.length + 1
    // One in twenty comes from a report or an audit and names no task.
    findings.push(buildFinding(context, { finding: `F-${tag}-${number}`, unit: task.unit, task: number % 20 === 0 ? undefined : task.task, raisedMs }))
  }
  const due = findings.filter(({ dueMs, raisedMs }) => dueMs < nowMs && dueMs > nowMs - 9 * DAY_MS && raisedMs < dueMs)
  random.sample(due, OVERDUE_AT_END).forEach((finding, index) => {
    // Two wait for their verification, two have not been heard of.
    finding.steps = finding.steps.filter(step => index < 2 && step.stage === 'submitted').slice(0, 1)
  })
  return findings
}

function buildFinding(context: DistrictContext, start: Pick<Finding, 'finding' | 'unit' | 'task' | 'raisedMs'>): Finding {
  const { random, calendar } = context
  const severity = random.weighted(SEVERITY_WEIGHTS)
  const [shortest, longest] = TERM_DAYS[severity]
  const termDays = random.int(shortest, longest)
  const dueMs = calendar.at(calendar.plusWorkdays(start.raisedMs, termDays), 18)
  return { ...start, severity, category: random.pick(FINDING_CATEGORIES), dueMs, steps: buildSteps(context, { raisedMs: start.raisedMs, dueMs, termDays }) }
}

/** The way to write-off as far as it has come. Lateness across the present is `buildFindings`' business. */
function buildSteps(context: DistrictContext, finding: { raisedMs: number, dueMs: number, termDays: number }): Step[] {
  const { random, calendar, nowMs } = context
  const later = (ms: number, days: number) => Math.max(calendar.someWorkMoment(calendar.plusWorkdays(ms, days), random), ms + HOUR_MS)
  const submittedMs = later(finding.raisedMs, Math.max(1, Math.round(random.between(0.15, 0.6) * finding.termDays)))
  const steps: Step[] = [{ stage: 'submitted', atMs: submittedMs }]
  if (random.chance(0.08)) {
    const returnedMs = later(submittedMs, 1)
    steps.push({ stage: 'returned', atMs: returnedMs }, { stage: 'submitted', atMs: later(returnedMs, random.int(1, 2)) })
  }
  let verifiedMs = later(steps[steps.length - 1]!.atMs, random.int(1, 2))
  const lateMs = later(finding.dueMs, random.int(1, 6))
  if (random.chance(0.04) && lateMs < nowMs)
    verifiedMs = lateMs
  else if (verifiedMs > finding.dueMs && verifiedMs > nowMs)
    verifiedMs = Math.max(steps[steps.length - 1]!.atMs, finding.dueMs - HOUR_MS)
  steps.push({ stage: 'verified', atMs: verifiedMs }, { stage: 'written_off', atMs: later(verifiedMs, random.int(10, 15)) })
  return steps.filter(step => step.atMs < nowMs)
}

const STEP_EVENTS = {
  submitted: rectificationSubmitted,
  verified: rectificationVerified,
  written_off: rectificationWrittenOff,
} as const

export function recordFindings({ recorder, random, calendar }: DistrictContext, findings: readonly Finding[]): void {
  for (const { finding, unit, task, category, severity, raisedMs, dueMs, steps } of findings) {
    recorder.record(findingRaised, {
      system: 'supervision',
      subject: unit,
      timeMs: raisedMs + entryLag(random),
      data: { finding, ...(task === undefined ? {} : { task }), category, severity, raisedAt: calendar.format(raisedMs), dueAt: calendar.format(dueMs) },
    })
    for (const { stage, atMs } of steps) {
      const statement = { system: 'supervision', subject: unit, timeMs: atMs + entryLag(random) } as const
      const at = calendar.format(atMs)
      if (stage === 'returned')
        recorder.record(rectificationReturned, { ...statement, data: { finding, at, reason: random.pick(RETURN_REASONS) } })
      else
        recorder.record(STEP_EVENTS[stage], { ...statement, data: { finding, at } })
    }
  }
}

/** Entered within the hour, one in ten only the next day. */
function entryLag(random: Random): number {
  return random.chance(0.1) ? random.int(14, 26) * HOUR_MS : random.int(1, 60) * MINUTE_MS
}
