/**
 * How long a licence case has run, and when it ended (行政许可法 42, 45, 50, 82; domain.md §6.3).
 *
 * - Limits are working days. The day of acceptance does not count; a limit of n days ends with the n-th day that counts.
 * - Pauses are subtracted by whole days: the day of the pause does not count, the day of the resumption does, so a pause within
 *   one day changes nothing. A second pause while paused says nothing new, nor does a resumption while running; of both at one
 *   instant the resumption is the later word.
 * - Ten days are added where the extension was approved before the twenty were over; an approval given later saves nothing.
 * - It ends with the first of: the decision, the applicant's withdrawal, or, of a renewal, the last day of the old licence, by
 *   which it is deemed granted. That shows on the day after; a decision stated for after it changes nothing.
 * - A case whose acceptance nobody stated does not run; once it is decided it has run since the application.
 */
import type { Terms } from '../calendar/terms.ts'
import type { View } from './recordKind.ts'

/** Working days that the law gives, and those that an extension adds. */
const STATUTORY_DAYS = 20
const EXTENSION_DAYS = 10
/** No limit reaches this far; bounds what a wrong year costs. */
const LONGEST_DAYS = 3_660

export interface CaseEnd {
  readonly how: 'decided' | 'deemed' | 'withdrawn'
  /** The day from which it counts as ended. */
  readonly day: number
  /** The last day that the case ran: before `day` only where it is deemed granted. */
  readonly lastDay: number
  readonly granted: boolean
}

/** Days that do not count: from the first on, until the last, which counts again; null while paused. */
export interface Pause { readonly from: number, readonly until: number | null }

export interface CaseClock {
  /** The day of acceptance; null for a case that does not run. */
  readonly startDay: number | null
  readonly end: CaseEnd | null
  readonly pauses: readonly Pause[]
  /** The last day of the limit; null for a case that does not run, or stands still before it. */
  readonly promisedDue: number | null
  readonly statutoryDue: number | null
  /** The n-th day that counts; the start itself for 0. */
  readonly dayOf: (n: number) => number | null
  /** Working days that the case took; 0 where it has not ended, or was never accepted. */
  readonly days: number
}

export function caseClock(view: View, terms: Terms): CaseClock {
  const startDay = view.day('accepted', 'at') ?? (view.has('decided') ? view.day('submitted', 'at') : null)
  const end = endOf(view, { terms, startDay })
  const pauses = pausesOf(view, terms)
  const counts = (day: number): boolean => terms.working.isWorkingDay(day) && !pauses.some(({ from, until }) => from <= day && (until === null || day < until))
  const stops = pauses.find(({ until }) => until === null)?.from ?? Number.POSITIVE_INFINITY

  function dayOf(n: number): number | null {
    if (startDay === null || n === 0)
      return startDay
    let left = n
    for (let day = startDay + 1; day < stops && day <= startDay + LONGEST_DAYS; day += 1) {
      left -= counts(day) ? 1 : 0
      if (left === 0)
        return day
    }
    return null
  }

  function daysUntil(lastDay: number): number {
    let days = 0
    for (let day = startDay! + 1; day <= Math.min(lastDay, startDay! + LONGEST_DAYS); day += 1)
      days += counts(day) ? 1 : 0
    return days
  }

  const twentieth = dayOf(STATUTORY_DAYS)
  const extended = view.day('extended', 'at')
  return {
    startDay,
    end,
    pauses,
    dayOf,
    promisedDue: dayOf(terms.licence.promisedDays),
    statutoryDue: extended !== null && (twentieth === null || extended <= twentieth) ? dayOf(STATUTORY_DAYS + EXTENSION_DAYS) : twentieth,
    days: startDay === null || end === null ? 0 : daysUntil(end.lastDay),
  }
}

/** Whether a case that ended kept a limit: one that stands still never comes to its end. */
export function keptLimit(end: CaseEnd, due: number | null): boolean {
  return due === null || end.lastDay <= due
}

/** The n-th working day after a day, where nothing pauses. */
export function workingDayAfter(day: number, n: number, { working }: Terms): number {
  let last = day
  for (let left = n; left > 0;) {
    last += 1
    left -= working.isWorkingDay(last) ? 1 : 0
  }
  return last
}

function endOf(view: View, { terms, startDay }: { terms: Terms, startDay: number | null }): CaseEnd | null {
  const ends: { atMs: number, end: CaseEnd }[] = []
  const expires = view.text('submitted', 'matter') === 'renew' ? view.day('submitted', 'licenceExpiresAt') : null
  if (expires !== null && startDay !== null && startDay <= expires)
    ends.push({ atMs: terms.startOf(expires + 1), end: { how: 'deemed', day: expires + 1, lastDay: expires, granted: true } })
  for (const how of ['decided', 'withdrawn'] as const) {
    const atMs = view.ms(how, 'at')
    if (atMs !== null)
      ends.push({ atMs, end: { how, day: terms.dayOf(atMs), lastDay: terms.dayOf(atMs), granted: view.text(how, 'decision') === 'granted' } })
  }
  // The sort is stable: of ends at one instant, the one named first above.
  return ends.sort((a, b) => a.atMs - b.atMs)[0]?.end ?? null
}

function pausesOf(view: View, terms: Terms): Pause[] {
  const words = [
    ...view.everyMs('paused', 'at').map(atMs => ({ atMs, pauses: true })),
    ...view.everyMs('resumed', 'at').map(atMs => ({ atMs, pauses: false })),
  ].sort((a, b) => a.atMs - b.atMs)
  const pauses: Pause[] = []
  let from: number | null = null
  for (const { atMs, pauses: begins } of words) {
    const day = terms.dayOf(atMs)
    if (!begins && from !== null)
      pauses.push({ from, until: day })
    from = begins ? from ?? day : null
  }
  return from === null ? pauses : [...pauses, { from, until: null }]
}
