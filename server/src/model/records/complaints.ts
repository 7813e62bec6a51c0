/**
 * Complaints (domain.md §3.7): how many, handled in time, with what outcome. Neither text nor identity is taken in.
 *
 * A complaint counts in the unit that received it. Closing and reopening: the later `at` stands, on a tie closed. One that was
 * reopened counts as closed from its closing until then; a closing that is stated again after a reopening takes the place of
 * the first, so the days between are open.
 *
 * In time means by the instant of `dueAt`. Figures go by days: a complaint is due from its day on (the last one of a month
 * would else count in none), and leaves with the month.
 *
 * All of it stays inside: no figure of complaints is on the public list (§3.11), and when one came in is nobody's to watch
 * (§6.1), so that the public sees the topic empty and no daily gate is needed. Whether a complaint about a member of staff was
 * found true changes no figure of this topic; one about conduct that was takes points from the unit's score (`alerts/score.ts`).
 */
import type { Days } from '../calendar/days.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import { complaintAccepted, complaintClosed, complaintReceived, complaintReopened } from '@qinglian/shared'
import { counted, inMonth, rolling, standing } from './windows.ts'

/** Complaints about conduct that were found true, for a year from the closing. */
export const CONDUCT_FOUND = 'complaints/conduct.found'
const FOUND_OVER = 365

const complaint: RecordKind = {
  kind: 'complaint',
  subject: 'complaints',
  object: ['complaint'],
  creates: [complaintReceived],
  steps: [complaintAccepted, complaintClosed, complaintReopened],
  times: view => ({ at_ms: view.ms('received', 'at'), due_ms: view.ms('received', 'dueAt'), done_ms: isClosed(view) ? view.ms('closed', 'at') : null, about: view.text('received', 'category') }),
  tallies(view, days) {
    const day = view.day('received', 'at')!
    return [
      ...inMonth('complaints/received', day, { days }),
      ...view.flag('received', 'involvesStaff') ? rolling('complaints/staff', day, { width: 90 }) : [],
      ...openTallies(view, day),
      ...dueTallies(view, days),
      ...surveyTallies(view, days),
      ...foundTallies(view),
    ]
  },
}

function isClosed(view: View): boolean {
  const closedMs = view.ms('closed', 'at')
  return closedMs !== null && closedMs >= (view.ms('reopened', 'at') ?? closedMs)
}

/** From the day of the closing that stands until it was reopened; null where it never was closed. */
function closure(view: View): { readonly from: number, readonly until: number | null } | null {
  const from = view.day('closed', 'at')
  return from === null ? null : { from, until: isClosed(view) ? null : view.day('reopened', 'at') }
}

/** Open from the day it came in, but for the days on which it stands closed. */
function openTallies(view: View, since: number): Tally[] {
  const closed = closure(view)
  if (closed === null)
    return standing('complaints/open', { since, until: null })
  const first = standing('complaints/open', { since, until: closed.from })
  return closed.until === null ? first : [...first, ...standing('complaints/open', { since: Math.max(since, closed.until), until: null })]
}

/** From its day on until the month ends: due, closed, and closed in time. */
function dueTallies(view: View, days: Days): Tally[] {
  const day = view.day('received', 'dueAt')!
  const leave = days.nextMonth(day)
  const closed = closure(view)
  const due = counted('complaints/due', { enter: day, leave })
  if (closed === null)
    return due
  const span = { enter: Math.max(day, closed.from), leave: Math.min(leave, closed.until ?? leave) }
  const isInTime = view.ms('closed', 'at')! <= view.ms('received', 'dueAt')!
  return [...due, ...counted('complaints/due.closed', span), ...isInTime ? counted('complaints/due.ontime', span) : []]
}

/** In the quarter of the closing, as long as it stands: who was asked, and who was satisfied. */
function surveyTallies(view: View, days: Days): Tally[] {
  const closed = closure(view)
  const satisfied = view.answer('closed', 'satisfied')
  if (closed === null || satisfied === null)
    return []
  const leave = days.nextQuarter(closed.from)
  const span = { enter: closed.from, leave: Math.min(leave, closed.until ?? leave) }
  return [...counted('complaints/surveyed', span), ...satisfied ? counted('complaints/surveyed.satisfied', span) : []]
}

/** For a year from the closing, as long as that stands. */
function foundTallies(view: View): Tally[] {
  const closed = closure(view)
  if (closed === null || view.text('received', 'category') !== 'conduct' || view.answer('closed', 'substantiated') !== true)
    return []
  return counted(CONDUCT_FOUND, { enter: closed.from, leave: Math.min(closed.from + FOUND_OVER, closed.until ?? Number.POSITIVE_INFINITY) })
}

export const complaints: RecordSubject = {
  subject: 'complaints',
  prefix: 'cmp.',
  kinds: [complaint],
  indicators: {
    'cmp.count': { num: 'received' },
    'cmp.ontime': { num: 'due.ontime', den: 'due' },
    'cmp.close_rate': { num: 'due.closed', den: 'due' },
    'cmp.satisfied': { num: 'surveyed.satisfied', den: 'surveyed' },
    'cmp.staff_related': { num: 'staff' },
  },
}
