/** The course of one alert while its steps are walked: where it stands, who has acted, what its deadlines are, and its trail. */
import type { AlertState, Severity } from '@qinglian/shared'
import type { Terms } from '../../calendar/terms.ts'
import type { Clocks, Missed } from './clocks.ts'
import type { Disposal, Raised } from './disposal.ts'
import type { Held, Trail } from './trail.ts'
import { FINAL_ALERT_STATES, SEVERITIES } from '@qinglian/shared'
import { addLimit, workMinutesBetween } from '../../calendar/workHours.ts'
import { CLOCKS, createClocks, workingDaysFrom } from './clocks.ts'
import { createStock } from './trail.ts'

/** What a course remembers beside its state; moves change it. */
export interface Course {
  state: AlertState
  cycle: number
  severity: Severity
  maxSeverity: Severity
  assigner: string | undefined
  handler: string | undefined
  /** Who passed it in this round of review; `undefined` where that was not told. */
  reviewers: (string | undefined)[]
  extensions: number
  returns: number
  /** Somebody found it true (研判); until then it deducts nothing. */
  isConfirmed: boolean
  /** False once verification has found nothing to it. */
  isSubstantiated: boolean
  closedMs: number | null
  suspendedFrom: AlertState | undefined
  readonly clocks: Clocks
  /** The working days that it has to be finished in, without what was granted later. */
  readonly termDays: number
  readonly terms: Terms
  passTime: (atMs: number) => void
  /** Keeps what was found late. */
  miss: (missed: readonly Missed[]) => void
  escalate: (severity: Severity, atMs: number) => void
  enter: (state: AlertState, atMs: number) => void
  assign: (atMs: number) => void
  sign: (atMs: number) => void
  close: (atMs: number) => void
  strike: (atMs: number) => void
  suspend: (atMs: number) => void
  resume: (atMs: number) => void
  reopen: (atMs: number) => void
  /** Takes back that it was ever late; a false alarm never deducted either. */
  dismiss: (atMs: number, isFalse: boolean) => void
  result: () => Disposal
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] }

export function createCourse(raised: Raised, terms: Terms): Course {
  const clocks = createClocks(terms)
  const open = createStock<Severity>((a, b) => a === b)
  const held = createStock<Held>((a, b) => a.severity === b.severity && a.lates === b.lates)
  const trail: Pick<Growing<Trail>, 'struck' | 'signings' | 'closings' | 'judged' | 'falseMs'> = { struck: [], signings: [], closings: [], judged: [], falseMs: null }
  let lates = 0
  let beginMs = raised.atMs
  /** Since when it waits to be signed for, and how many minutes it had waited before it was suspended. */
  let waiting: { sinceMs: number, minutes: number } | null = null
  let suspensions: { fromMs: number, untilMs: number }[] = []
  let suspendedMs = 0

  const course: Course = {
    state: 'triage',
    cycle: 0,
    severity: raised.severity,
    maxSeverity: raised.severity,
    assigner: undefined,
    handler: undefined,
    reviewers: [],
    extensions: 0,
    returns: 0,
    isConfirmed: false,
    isSubstantiated: true,
    closedMs: null,
    suspendedFrom: undefined,
    clocks,
    terms,
    termDays: Math.max(1, terms.working.workingDaysBetween(raised.atMs, raised.dueMs)),
    passTime: atMs => course.miss(clocks.passedBy(atMs)),
    miss(missed) {
      for (const { clock, atMs } of missed) {
        lates += 1
        if (clock === 'finish')
          trail.judged.push({ atMs, isKept: false })
        note(atMs)
      }
    },
    escalate(severity, atMs) {
      course.passTime(atMs)
      course.severity = severity
      course.maxSeverity = worse(course.maxSeverity, severity)
      note(atMs)
    },
    enter(state, atMs) {
      course.state = state
      if (FINAL_ALERT_STATES.includes(state))
        stopAll(atMs)
      note(atMs)
    },
    assign(atMs) {
      course.isConfirmed = true
      waiting = { sinceMs: atMs, minutes: 0 }
      clocks.start('sign', addLimit(atMs, terms.disposal.limits[course.severity].sign, terms))
    },
    sign(atMs) {
      course.miss(clocks.stop('sign', atMs))
      trail.signings.push({ atMs, minutes: (waiting?.minutes ?? 0) + workMinutesBetween(waiting?.sinceMs ?? atMs, atMs, terms) })
      waiting = null
      const { verify } = terms.disposal.limits[course.severity]
      if (verify !== undefined)
        clocks.start('verify', addLimit(atMs, verify, terms))
    },
    close(atMs) {
      course.closedMs = atMs
      if (!clocks.isMissed('finish') && clocks.dueMs('finish')! >= atMs)
        trail.judged.push({ atMs, isKept: true })
      trail.closings.push({ atMs, days: handledDays(beginMs, atMs, { suspensions, terms }) })
    },
    strike(atMs) {
      stopAll(atMs)
      if (course.isConfirmed && course.isSubstantiated)
        trail.struck.push({ atMs, what: { severity: course.maxSeverity, lates } })
    },
    suspend(atMs) {
      course.miss(clocks.suspend(atMs))
      course.suspendedFrom = course.state
      suspendedMs = atMs
      if (waiting !== null)
        waiting.minutes += workMinutesBetween(waiting.sinceMs, atMs, terms)
    },
    resume(atMs) {
      clocks.resume(atMs)
      suspensions.push({ fromMs: suspendedMs, untilMs: atMs })
      if (waiting !== null)
        waiting.sinceMs = atMs
    },
    reopen(atMs) {
      // What was struck off is gone but for its trace; what was only closed has never been forgiven.
      lates = course.state === 'written_off' ? 0 : lates
      beginMs = atMs
      suspensions = []
      clocks.start('finish', terms.working.addWorkingDays(atMs, course.termDays))
    },
    dismiss(atMs, isFalse) {
      stopAll(atMs)
      trail.falseMs = isFalse ? atMs : null
      trail.judged = []
    },
    result: () => ({
      state: course.state,
      cycle: course.cycle,
      severity: course.severity,
      maxSeverity: course.maxSeverity,
      level: course.state === 'written_off' ? 'green' : course.severity,
      dueMs: clocks.dueMs('finish') ?? raised.dueMs,
      extensions: course.extensions,
      returns: course.returns,
      trail: { ...trail, open: open.stretches(), held: trail.falseMs === null ? held.stretches() : [] },
    }),
  }
  clocks.start('finish', raised.dueMs)
  note(raised.atMs)
  return course

  function note(atMs: number): void {
    const isOpen = !FINAL_ALERT_STATES.includes(course.state)
    open.set(isOpen ? course.severity : null, atMs)
    const deducts = course.isConfirmed && (isOpen || (course.state === 'closed' && course.isSubstantiated))
    held.set(deducts ? { severity: course.maxSeverity, lates } : null, atMs)
  }

  function stopAll(atMs: number): void {
    for (const clock of CLOCKS)
      course.miss(clocks.stop(clock, atMs))
  }
}

function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b
}

/** Working days that it took: the first day not among them, the last one so; days of a suspension are not counted. */
function handledDays(fromMs: number, untilMs: number, { suspensions, terms }: { suspensions: readonly { fromMs: number, untilMs: number }[], terms: Terms }): number {
  const next = (ms: number): number => terms.startOf(terms.dayOf(ms) + 1)
  const all = workingDaysFrom(next(fromMs), next(untilMs), terms)
  return suspensions.reduce((days, one) => days - workingDaysFrom(Math.max(one.fromMs, next(fromMs)), one.untilMs, terms), all)
}
