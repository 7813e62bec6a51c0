/**
 * Self checks (廉政自律自查) and joint meetings of monopoly and marketing (domain.md §3.1): records among the figures of
 * supervision.
 *
 * - A station owes one self check of each of its lines for each month of the quarter that has begun, the running one among them:
 *   what is still missing of that is progress. Which lines it has follows from its kind: a 管理所 and a 稽查队 monopoly, a 市场部
 *   marketing, a station of both, or of no stated kind, both. Above stations nobody owes one. A month counts for whoever is
 *   active at its end, or now.
 * - Bureaus check by month, quarter or year: a statement counts for each month of its period, from its day on, and no later than
 *   the quarter lasts. What is stated of a month beforehand counts when the month begins. How many issues were found changes no count.
 * - A planned joint meeting is due from its day on until its quarter ends, held beforehand or later within it. One that was
 *   never planned counts in neither.
 */
import type { SelfcheckLine, UnitKind } from '@qinglian/shared'
import type { Days } from '../calendar/days.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import { jointMeetingHeld, jointMeetingPlanned, SELFCHECK_LINES, selfcheckSubmitted } from '@qinglian/shared'
import { counted, kept } from './windows.ts'

/** Months of a quarter, and of a year, by number. */
const MONTHS_A_QUARTER = 3
const MONTHS_A_YEAR = 12

const LINES: Record<UnitKind, readonly SelfcheckLine[]> = {
  office: ['monopoly'],
  squad: ['monopoly'],
  market_dept: ['marketing'],
  office_and_dept: SELFCHECK_LINES,
}

/** The stock that tells whether a line's check of a month, the first of its quarter being 0, was stated. */
function stated(line: string, month: number): string {
  return `selfcheck.${line}.${month}`
}

/** All of them. */
export const SELFCHECK_STOCKS: readonly string[] = SELFCHECK_LINES.flatMap(line => Array.from({ length: MONTHS_A_QUARTER }, (_, month) => stated(line, month)))

const selfcheck: RecordKind = {
  kind: 'selfcheck',
  subject: 'supervision',
  object: ['line', 'period'],
  ofEachUnit: true,
  creates: [selfcheckSubmitted],
  times: view => ({ at_ms: view.ms('submitted', 'at'), about: view.text('submitted', 'line') }),
  tallies: selfcheckTallies,
}

function selfcheckTallies(view: View, days: Days): Tally[] {
  const day = view.day('submitted', 'at')!
  return monthsOf(view.text('submitted', 'period')!, days).flatMap(({ first, ofQuarter }) => counted(
    stated(view.text('submitted', 'line')!, ofQuarter),
    { enter: Math.max(day, first), leave: days.nextQuarter(first) },
  ))
}

/** The months of a period such as `2026`, `2026-Q4` or `2026-11`: the first day of each, and its number in its quarter from 0. */
function monthsOf(period: string, days: Days): { first: number, ofQuarter: number }[] {
  const [year, part] = [Number(period.slice(0, 4)), period.slice(5)]
  const [from, count] = part === '' ? [0, MONTHS_A_YEAR] : part.startsWith('Q') ? [(Number(part.slice(1)) - 1) * MONTHS_A_QUARTER, MONTHS_A_QUARTER] : [Number(part) - 1, 1]
  return Array.from({ length: count }, (_, i) => from + i).map(month => ({
    first: days.dayOf(days.parse(`${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-01`)!),
    ofQuarter: month % MONTHS_A_QUARTER,
  }))
}

/** A self check of a line that a unit owes of a month, and the stock that tells whether it was stated. */
export interface OwedSelfcheck { readonly line: SelfcheckLine, readonly firstDay: number, readonly measure: string }

/** The self checks that a unit owes of the quarter so far. */
export function owedSelfchecks({ code, level }: PartUnit, { org, days, atMs }: PartContext): OwedSelfcheck[] {
  const kind = org.describe(code, atMs)?.kind
  const lines = level !== 'station' ? [] : kind === undefined ? SELFCHECK_LINES : LINES[kind]
  const today = days.dayOf(atMs)
  const checks: OwedSelfcheck[] = []
  for (let first = days.quarterStart(today), month = 0; first <= today; first = days.nextMonth(first), month += 1) {
    if (org.at(Math.min(days.startOf(days.nextMonth(first)) - 1, atMs)).isActive(code))
      checks.push(...lines.map(line => ({ line, firstDay: first, measure: stated(line, month) })))
  }
  return checks
}

export const jointMeeting: RecordKind = {
  kind: 'joint-meeting',
  subject: 'supervision',
  object: ['meeting'],
  creates: [jointMeetingPlanned, jointMeetingHeld],
  times: view => ({ at_ms: view.ms('joint-held', 'heldAt'), due_ms: view.ms('joint-planned', 'dueAt') }),
  tallies(view, days) {
    const due = view.day('joint-planned', 'dueAt')
    return due === null ? [] : kept({ due: 'meeting.due', kept: 'meeting.held' }, { due, done: view.day('joint-held', 'heldAt'), leave: days.nextQuarter(due) })
  },
}

/** Kinds of record whose measures stand among those of supervision. */
export const SUPERVISION_KINDS: readonly RecordKind[] = [selfcheck, jointMeeting]
