/**
 * Working days (domain.md §6.3): the holidays and make-up days that the State Council published, corrected by the
 * bureau's own file.
 *
 * A year that is not yet published has only the holidays that the law itself fixes (全国年节及纪念日放假办法 2024:
 * 元旦 1 day, 春节 4 from the eve on, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3), weekends off and no make-up days; such a
 * year is provisional. Days are the whole numbers of `days.ts`.
 */
import type { Days } from './days.ts'
import chineseDays from 'chinese-days'
import { DAY_MS } from './days.ts'

export interface WorkingDays {
  isWorkingDay: (day: number) => boolean
  /**
   * The instant `n` working days later, as far from its midnight as `ms` is from its own. From an instant on a day off
   * the next working day is the first that counts. `n` ≥ 0; 0 gives `ms` itself.
   */
  addWorkingDays: (ms: number, n: number) => number
  /** Whole working days from one instant to another: the greatest `n` with `addWorkingDays(fromMs, n) <= toMs`; negative backwards. */
  workingDaysBetween: (fromMs: number, toMs: number) => number
  /** Whether a year is not yet published: its days may still change. */
  isProvisional: (year: number) => boolean
}

/** What the bureau knows better; days as `2027-01-01`. */
export interface WorkdayCorrections {
  /** Years for which the corrections hold all that was published. */
  readonly published: readonly number[]
  readonly holidays: readonly { readonly date: string }[]
  readonly workdays: readonly { readonly date: string }[]
}

export const NO_CORRECTIONS: WorkdayCorrections = { published: [], holidays: [], workdays: [] }

export function createWorkingDays(days: Days, corrections: WorkdayCorrections = NO_CORRECTIONS): WorkingDays {
  const known = new Map<number, boolean>()
  const corrected = new Map([
    ...corrections.holidays.map(({ date }) => [date, false] as const),
    ...corrections.workdays.map(({ date }) => [date, true] as const),
  ])

  function isWorkingDay(day: number): boolean {
    let works = known.get(day)
    if (works === undefined) {
      const date = days.format(day)
      works = corrected.get(date) ?? (isPublished(yearOf(day)) ? chineseDays.isWorkday(date) : !isWeekend(day) && !lawfulHolidays(yearOf(day)).has(date))
      known.set(day, works)
    }
    return works
  }

  function addWorkingDays(ms: number, n: number): number {
    const from = days.dayOf(ms)
    let day = from
    for (let left = n; left > 0;) {
      day += 1
      if (isWorkingDay(day))
        left -= 1
    }
    return days.startOf(day) + (ms - days.startOf(from))
  }

  function workingDaysBetween(fromMs: number, toMs: number): number {
    if (toMs < fromMs)
      return -workingDaysBetween(toMs, fromMs)
    const from = days.dayOf(fromMs)
    const sinceMidnight = fromMs - days.startOf(from)
    const to = days.dayOf(toMs)
    // The last day counts only from the time of day at which the first one began.
    const last = toMs - days.startOf(to) >= sinceMidnight ? to : to - 1
    let count = 0
    for (let day = from + 1; day <= last; day++)
      count += isWorkingDay(day) ? 1 : 0
    return count
  }

  return {
    isWorkingDay,
    addWorkingDays,
    workingDaysBetween,
    isProvisional: year => !isPublished(year) && !corrections.published.includes(year),
  }
}

/** The library calls every weekday of a year it does not know a workday; it knows a year when it knows its 元旦. */
function isPublished(year: number): boolean {
  return chineseDays.getDayDetail(`${year}-01-01`).name.includes('元旦')
}

const lawful = new Map<number, ReadonlySet<string>>()

/** The days off that the law fixes, as dates. */
function lawfulHolidays(year: number): ReadonlySet<string> {
  let dates = lawful.get(year)
  if (dates === undefined) {
    const newYear = lunar(year, '01-01')
    dates = new Set([
      ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map(date => `${year}-${date}`),
      ...[-1, 0, 1, 2].map(offset => dateOf(dayNumber(newYear) + offset)),
      chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
      lunar(year, '05-05'),
      lunar(year, '08-15'),
    ])
    lawful.set(year, dates)
  }
  return dates
}

/** The date in the solar calendar of a day of the lunar year that begins in `year`. */
function lunar(year: number, monthAndDay: string): string {
  return chineseDays.getSolarDateFromLunar(`${year}-${monthAndDay}`).date
}

function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

/** 1 January 1970 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6
}
