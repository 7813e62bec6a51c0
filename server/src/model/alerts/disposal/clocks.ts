/**
 * The deadlines of an alert: to sign, to verify, to finish. Absolute instants from the working calendar (domain.md §5.1).
 *
 * - While an alert is suspended no deadline runs. On resumption each one that had not passed moves by the working days from the
 *   day of the suspension on, the day of the resumption not among them: a suspension over days off moves nothing.
 * - A step that is late counts as late when that is sure: when it is taken after its deadline, when the alert is suspended after
 *   it, or with the midnight after a deadline by which nobody took it.
 */
import type { Terms } from '../../calendar/terms.ts'

export const CLOCKS = ['sign', 'verify', 'finish'] as const
export type ClockName = (typeof CLOCKS)[number]

interface Clock { dueMs: number, isMissed: boolean, isRunning: boolean }

/** A deadline that passed, and the instant from which that counts. */
export interface Missed { readonly clock: ClockName, readonly atMs: number }

export interface Clocks {
  start: (clock: ClockName, dueMs: number) => void
  /** Lets it stand as it is; gives the deadline as missed where it had passed and nobody had noticed. */
  stop: (clock: ClockName, atMs: number) => Missed[]
  /** What has passed unnoticed by an instant, in the order in which it counts; all that will ever pass, for an infinite one. */
  passedBy: (atMs: number) => Missed[]
  suspend: (atMs: number) => Missed[]
  resume: (atMs: number) => void
  readonly dueMs: (clock: ClockName) => number | null
  readonly isMissed: (clock: ClockName) => boolean
}

export function createClocks(terms: Terms): Clocks {
  const clocks = new Map<ClockName, Clock>()
  let suspendedMs: number | null = null

  const midnightAfter = (ms: number): number => terms.startOf(terms.dayOf(ms) + 1)
  const unnoticed = (): [ClockName, Clock][] => CLOCKS.flatMap((name): [ClockName, Clock][] => {
    const clock = clocks.get(name)
    return clock?.isRunning === true && !clock.isMissed ? [[name, clock]] : []
  })

  function notice(found: readonly [ClockName, Clock][], atMs?: number): Missed[] {
    return found.map(([name, clock]) => {
      clock.isMissed = true
      return { clock: name, atMs: atMs ?? midnightAfter(clock.dueMs) }
    }).sort((a, b) => a.atMs - b.atMs)
  }

  return {
    start: (name, dueMs) => void clocks.set(name, { dueMs, isMissed: false, isRunning: true }),
    stop(name, atMs) {
      const missed = notice(unnoticed().filter(([one, clock]) => one === name && clock.dueMs < atMs), atMs)
      const clock = clocks.get(name)
      if (clock !== undefined)
        clock.isRunning = false
      return missed
    },
    passedBy: atMs => suspendedMs === null ? notice(unnoticed().filter(([, clock]) => midnightAfter(clock.dueMs) <= atMs)) : [],
    suspend(atMs) {
      const missed = notice(unnoticed().filter(([, clock]) => clock.dueMs < atMs), atMs)
      suspendedMs = atMs
      return missed
    },
    resume(atMs) {
      const days = workingDaysFrom(suspendedMs!, atMs, terms)
      for (const [, clock] of unnoticed())
        clock.dueMs = terms.working.addWorkingDays(clock.dueMs, days)
      suspendedMs = null
    },
    dueMs: name => clocks.get(name)?.dueMs ?? null,
    isMissed: name => clocks.get(name)?.isMissed ?? false,
  }
}

/** No suspension is counted further than this. */
const LONGEST_DAYS = 3_660

/** Working days from that of one instant on, before that of another. */
export function workingDaysFrom(fromMs: number, untilMs: number, { dayOf, working }: Terms): number {
  const first = dayOf(fromMs)
  let count = 0
  for (let day = first; day < Math.min(dayOf(untilMs), first + LONGEST_DAYS); day += 1)
    count += working.isWorkingDay(day) ? 1 : 0
  return count
}
