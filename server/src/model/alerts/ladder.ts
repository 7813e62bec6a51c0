/** When a standing condition is due to be raised, and how far up its rule's ladder it has climbed (domain.md §4). */
import type { Severity } from '@qinglian/shared'
import type { WorkingDays } from '../calendar/workingDays.ts'
import type { AlertRule, LadderStep } from '../config/alertRules.ts'
import type { Standing } from './standing.ts'
import { SEVERITIES } from '@qinglian/shared'
import { addSpan } from '../calendar/span.ts'

/** The instant after which it is to be raised: its start, with the rule's grace and hold behind it. */
export function dueAfter(standing: Standing, rule: AlertRule, workingDays: WorkingDays): number {
  const patientMs = [rule.grace, rule.hold].reduce((ms, span) => span === undefined ? ms : addSpan(ms, span, workingDays), standing.startMs)
  return Math.max(patientMs + (standing.waitMs ?? 0), standing.notBeforeMs ?? Number.NEGATIVE_INFINITY)
}

export interface Climb {
  readonly rule: AlertRule
  readonly dueMs: number
  readonly nowMs: number
  readonly workingDays: WorkingDays
}

/** The worst severity that its rule gives it now. */
export function severityOf(standing: Standing, climb: Climb): Severity {
  const reached = [climb.rule.severity, ...climb.rule.ladder.filter(step => isReached(step, standing, climb)).map(step => step.severity)]
  return SEVERITIES.findLast(severity => reached.includes(severity)) ?? climb.rule.severity
}

export function isWorse(a: Severity, b: string | null): boolean {
  return SEVERITIES.indexOf(a) > SEVERITIES.findIndex(severity => severity === b)
}

function isReached(step: LadderStep, standing: Standing, { rule, dueMs, nowMs, workingDays }: Climb): boolean {
  const fromMs = rule.countFrom === 'start' ? standing.startMs : dueMs
  return (step.after === undefined || nowMs > addSpan(fromMs, step.after, workingDays))
    && (step.below === undefined || isBelow(standing.covered, step.below))
    && (step.returns === undefined || (standing.returns ?? 0) >= step.returns)
}

/** Compared in whole numbers, so that 19 of 20 is exactly 95 %. */
function isBelow(covered: Standing['covered'], percent: number): boolean {
  return covered !== undefined && covered.num * 100_000 < Math.round(percent * 1000) * covered.den
}
