/**
 * The disposal workflow (domain.md §5.1): the steps of an alert, by the engine and by people, as the state they lead to.
 *
 * Promise: pure, and a function of the set of steps. They are walked in the order (`atMs`, the order of `STEP_KINDS`); one that is
 * not allowed in the state reached counts for nothing and is no error: it may become allowed when a step before it arrives. What
 * is allowed stands in `moves.ts`.
 *
 * Where the text leaves room: 退回分办 leads back to 研判. `review` is an alert that somebody has passed and that is not closed
 * yet; a red one needs a second person before it may be. An extension is approved before the deadline or not at all. Every cycle
 * has the time that the first one had, from the reopening on, and two extensions of its own. A false alarm never counted: it is
 * neither late nor does it deduct, on no day.
 */
import type { AlertState, EffectProof, Severity } from '@qinglian/shared'
import type { Terms } from '../../calendar/terms.ts'
import type { Trail } from './trail.ts'
import { ALERT_STEPS } from '@qinglian/shared'
import { createCourse } from './course.ts'
import { MOVES } from './moves.ts'

/** A step's word after `qinglian.alert.`. */
const word = (type: string): string => type.slice('qinglian.alert.'.length)

/** In the order in which steps of one instant count: what the engine did, then people along the workflow. */
export const STEP_KINDS: readonly string[] = ['escalated', 'condition-changed', ...ALERT_STEPS.map(step => word(step.type)), 'written-off']

export interface Step {
  /** One of `STEP_KINDS`. */
  readonly kind: string
  readonly atMs: number
  /** Of an escalation. */
  readonly severity?: Severity | undefined
  /** Who took it, where that is told. */
  readonly by?: string | undefined
  /** Working days granted by an extension. */
  readonly days?: number | undefined
  /** By what an effect is known. */
  readonly proof?: EffectProof | undefined
}

export interface Raised { readonly severity: Severity, readonly atMs: number, readonly dueMs: number }

export interface Disposal {
  readonly state: AlertState
  /** How often it was reopened. */
  readonly cycle: number
  readonly severity: Severity
  readonly maxSeverity: Severity
  /** Green only once it is written off (复绿). */
  readonly level: Severity | 'green'
  /** By when it is to be finished, as extensions and suspensions have moved it; while suspended, as it stood. */
  readonly dueMs: number
  readonly extensions: number
  /** How often a review sent it back in this cycle. */
  readonly returns: number
  readonly trail: Trail
}

/** @param steps in any order; of one kind and instant only one */
export function disposalOf(raised: Raised, steps: readonly Step[], terms: Terms): Disposal {
  const course = createCourse(raised, terms)
  for (const step of [...steps].sort(inOrder)) {
    if (step.kind === 'escalated') {
      course.escalate(step.severity!, Math.max(step.atMs, raised.atMs))
      continue
    }
    const move = MOVES.get(step.kind)
    if (move === undefined || step.atMs < raised.atMs)
      continue
    course.passTime(step.atMs)
    if (move.from.includes(course.state) && move.refuses?.(course, step) !== true) {
      move.effect?.(course, step)
      course.enter(move.to === 'back' ? course.suspendedFrom ?? 'triage' : move.to, step.atMs)
    }
  }
  course.passTime(Number.POSITIVE_INFINITY)
  return course.result()
}

function inOrder(a: Step, b: Step): number {
  return a.atMs - b.atMs || STEP_KINDS.indexOf(a.kind) - STEP_KINDS.indexOf(b.kind)
}
