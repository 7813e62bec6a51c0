/** The days that an indicator's figure of a day is about (domain.md §3, "Period"). */
import type { Days } from '../calendar/days.ts'
import type { Indicator } from '../config/indicators.ts'

export type PeriodKind = Indicator['period']

const DAYS_A_WEEK = 7
/** Day 0, 1 January 1970, was a Thursday; weeks begin on Monday. */
const WEEKDAY_OF_DAY_0 = 3

/** First day of the period that ends with `day`; null where the figure is of no period but as things stand. */
export function periodStart(kind: PeriodKind, day: number, days: Days): number | null {
  switch (kind) {
    case 'D': return day
    case 'W': return day - (day + WEEKDAY_OF_DAY_0) % DAYS_A_WEEK
    case 'M': return days.monthStart(day)
    case 'Q': return days.quarterStart(day)
    case 'H': return days.halfStart(day)
    case 'Y': return days.yearStart(day)
    case 'N': return null
    case 'R30':
    case 'R90':
    case 'R180':
    case 'R365': return day - Number(kind.slice(1)) + 1
  }
}
