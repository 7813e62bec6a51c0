/**
 * Instants and dates as the contract writes them: RFC 3339, always with an offset.
 *
 * `Date.parse` is too kind for a wire contract: it takes local times, month 13 of some shapes and
 * 29 February of any year. This module refuses all of that and is the only place that reads a time.
 */

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/i
const FULL_DATE = /^(\d{4})-(\d\d)-(\d\d)$/

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1)
    return false
  return day <= (month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1]!)
}

/** Years below 100 would be read as 19xx by `Date.UTC`; no fact of ours is that old. */
const FIRST_YEAR = 1900

/**
 * Milliseconds since 1970 of an RFC 3339 date-time, or `undefined` where it is not one.
 * A leap second (`:60`) is refused: no upstream clock of ours writes it, and JavaScript has no place for it.
 */
export function parseInstant(text: string): number | undefined {
  const m = DATE_TIME.exec(text)
  if (m === null)
    return undefined
  const year = +m[1]!
  const hour = +m[4]!
  const minute = +m[5]!
  const second = +m[6]!
  if (year < FIRST_YEAR || !isCalendarDay(year, +m[2]!, +m[3]!) || hour > 23 || minute > 59 || second > 59)
    return undefined
  // By its digits: as a number a long fraction rounds up into the next second.
  const ms = +(m[7] ?? '').slice(0, 3).padEnd(3, '0')
  const utc = Date.UTC(year, +m[2]! - 1, +m[3]!, hour, minute, second, ms)
  if (m[8] === undefined)
    return utc
  const offsetHours = +m[9]!
  const offsetMinutes = +m[10]!
  if (offsetHours > 23 || offsetMinutes > 59)
    return undefined
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000
  return m[8] === '+' ? utc - offsetMs : utc + offsetMs
}

/** The digits of a fraction that `parseInstant` leaves behind, without trailing zeros: two times are the same instant when both agree. */
export function subMillisecondDigits(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? ''
  return fraction.slice(3).replace(/0+$/, '')
}

/** Whether the text is an RFC 3339 full-date (`2026-11-23`) that exists in the calendar. */
export function isFullDate(text: string): boolean {
  const m = FULL_DATE.exec(text)
  return m !== null && +m[1]! >= FIRST_YEAR && isCalendarDay(+m[1]!, +m[2]!, +m[3]!)
}
