/**
 * Which step is allowed in which state, and where it leads (domain.md §5.1).
 *
 * Four eyes: who signs has not assigned; who reviews has neither assigned nor handled; the second reviewer of a red alert is not
 * the first. This is judged as far as people are told: a sender that names nobody vouches for it.
 */
import type { AlertState } from '@qinglian/shared'
import type { Course } from './course.ts'
import type { Step } from './disposal.ts'
import { ALERT_STATES, FINAL_ALERT_STATES } from '@qinglian/shared'
import { DAY_MS } from '../../calendar/days.ts'

export interface Move {
  readonly from: readonly AlertState[]
  /** `back`: where it stood before it was suspended. */
  readonly to: AlertState | 'back'
  /** What the state alone does not tell. */
  readonly refuses?: (course: Course, step: Step) => boolean
  readonly effect?: (course: Course, step: Step) => void
}

const MOST_EXTENSIONS = 2
/** Without recurrence for so long, the effect of an orange or red alert is sure. */
const OBSERVED_MS = 30 * DAY_MS
const OPEN = ALERT_STATES.filter(state => !FINAL_ALERT_STATES.includes(state))
const IN_REVIEW = ['reported', 'review', 'not_substantiated'] as const

export const MOVES: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['assigned', { from: ['triage'], to: 'assigned', effect(course, { by, atMs }) {
    course.assigner = by
    course.assign(atMs)
  } }],
  ['returned-to-assigner', { from: ['assigned'], to: 'triage', effect: (course, { atMs }) => course.miss(course.clocks.stop('sign', atMs)) }],
  ['signed', { from: ['assigned'], to: 'signed', refuses: (course, { by }) => isSame(by, course.assigner), effect(course, { by, atMs }) {
    course.handler = by
    course.sign(atMs)
  } }],
  ['verification-begun', { from: ['signed'], to: 'verifying' }],
  ['not-substantiated', { from: ['verifying'], to: 'not_substantiated', effect(course, { atMs }) {
    course.isSubstantiated = false
    course.miss(course.clocks.stop('verify', atMs))
  } }],
  ['rectification-begun', { from: ['verifying'], to: 'rectifying', effect: (course, { atMs }) => course.miss(course.clocks.stop('verify', atMs)) }],
  ['extended', { from: ['rectifying'], to: 'rectifying', refuses: isNoExtension, effect(course, { days = 0 }) {
    course.extensions += 1
    course.clocks.start('finish', course.terms.working.addWorkingDays(course.clocks.dueMs('finish')!, days))
  } }],
  ['reported', { from: ['rectifying'], to: 'reported' }],
  ['review-returned', { from: IN_REVIEW, to: 'rectifying', refuses: isPartial, effect(course) {
    course.returns += 1
    course.reviewers = []
    course.isSubstantiated = true
  } }],
  ['review-passed', { from: IN_REVIEW, to: 'review', refuses: (course, step) => isPartial(course, step) || course.reviewers.some(reviewer => isSame(step.by, reviewer)), effect: (course, { by }) => void course.reviewers.push(by) }],
  ['closed', { from: ['review'], to: 'closed', refuses: course => course.reviewers.length < (course.severity === 'red' ? 2 : 1), effect: (course, { atMs }) => course.close(atMs) }],
  ['effect-confirmed', { from: ['closed'], to: 'written_off', refuses: isTooSoon, effect: (course, { atMs }) => course.strike(atMs) }],
  ['reopened', { from: ['closed', 'written_off'], to: 'rectifying', effect(course, { atMs }) {
    course.reopen(atMs)
    Object.assign(course, { cycle: course.cycle + 1, extensions: 0, returns: 0, reviewers: [], isConfirmed: true, isSubstantiated: true })
  } }],
  ['suspended', { from: OPEN.filter(state => state !== 'suspended'), to: 'suspended', effect: (course, { atMs }) => course.suspend(atMs) }],
  ['resumed', { from: ['suspended'], to: 'back', effect: (course, { atMs }) => course.resume(atMs) }],
  ['cancelled', { from: ['triage', 'assigned', 'signed', 'verifying'], to: 'cancelled', refuses: course => course.cycle > 0, effect: (course, { atMs }) => course.dismiss(atMs, true) }],
  ['merged', { from: ['triage'], to: 'merged', effect: (course, { atMs }) => course.dismiss(atMs, false) }],
  ['transferred', { from: OPEN, to: 'transferred' }],
  // The engine's own: it ends only what is blue, in whatever hands it is.
  ['written-off', { from: OPEN, to: 'written_off', refuses: course => course.severity !== 'blue', effect: (course, { atMs }) => course.strike(atMs) }],
])

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other
}

function isPartial({ assigner, handler }: Course, { by }: Step): boolean {
  return isSame(by, assigner) || isSame(by, handler)
}

/** A third one, a longer one than the whole time was, or one that comes when the time is over. */
function isNoExtension({ extensions, termDays, clocks }: Course, { days = 0, atMs }: Step): boolean {
  return extensions >= MOST_EXTENSIONS || days > termDays || atMs > clocks.dueMs('finish')!
}

function isTooSoon({ maxSeverity, closedMs }: Course, { proof, atMs }: Step): boolean {
  return proof === 'observation' && (maxSeverity === 'orange' || maxSeverity === 'red') && atMs < closedMs! + OBSERVED_MS
}
