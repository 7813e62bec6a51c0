/**
 * What an indicator is judged as, where that is not its value: a rate of a year that fills up day by day is judged by how far
 * it is behind a steady year (domain.md §3.5, “prorated”), so that January is no failure.
 */
import type { Days } from '../calendar/days.ts'
import type { Fraction } from '../records/recordSubject.ts'
import { RECORD_SUBJECTS } from '../records/catalogue.ts'

const FILLING_UP: ReadonlySet<string> = new Set(RECORD_SUBJECTS.flatMap(({ fillsUp = [] }) => fillsUp))

export function judgedAs(code: string, fraction: Fraction, { days, atMs }: { readonly days: Days, readonly atMs: number }): Fraction {
  return FILLING_UP.has(code) ? withYearToCome(fraction, { days, today: days.dayOf(atMs) }) : fraction
}

/**
 * The rate with the days of the year that are still to come counted as done, in whole numbers: half of the staff at midyear is
 * 100 %, a third of them 83 %. What is left to 100 is how many points the rate is behind a steady year; today does not count yet.
 */
function withYearToCome({ num, den }: Fraction, { days, today }: { readonly days: Days, readonly today: number }): Fraction {
  const daysOfYear = days.nextYear(today) - days.yearStart(today)
  return { num: num * daysOfYear + den * (days.nextYear(today) - today), den: den * daysOfYear }
}
