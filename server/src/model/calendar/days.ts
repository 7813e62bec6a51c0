/**
 * Days, months and quarters of the installation's calendar.
 *
 * A day is a whole number: local days since 1 January 1970. All day arithmetic is then plain arithmetic, and the
 * time zone is asked only when an instant becomes a day or a day an instant.
 */
import { isFullDate, parseInstant } from '@qinglian/shared'

export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Offsets change on whole hours at the earliest; a year has 8,760 of them. */
const MAX_CACHED_HOURS = 20_000

export interface Days {
  /** Local day of an instant. */
  dayOf: (ms: number) => number
  /** First instant of a local day. */
  startOf: (day: number) => number
  /** First day of the month (quarter, half-year, year) that `day` lies in. */
  monthStart: (day: number) => number
  quarterStart: (day: number) => number
  halfStart: (day: number) => number
  yearStart: (day: number) => number
  /** First day, a Monday, of the week after. */
  nextWeek: (day: number) => number
  /** First day of the month (quarter, half-year, year) after. */
  nextMonth: (day: number) => number
  nextQuarter: (day: number) => number
  nextHalf: (day: number) => number
  nextYear: (day: number) => number
  /** The same date so many months later; the last of that month where it has no such date. */
  plusMonths: (day: number, months: number) => number
  /** Instant of a day or instant as the contract writes it; a bare day begins at its local midnight. Undefined where it is neither. */
  parse: (text: string) => number | undefined
  /** Local hour of the day, 0–23. */
  hourOf: (ms: number) => number
  /** `2026-11-23`. */
  format: (day: number) => string
}

/** @param timezone IANA name, `QINGLIAN_TIMEZONE`. */
export function createDays(timezone: string): Days {
  const offsets = new Map<number, number>()
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' })

  function readOffset(hourMs: number): number {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(hourMs))
      parts[type] = Number(value)
    return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - hourMs
  }

  /** Milliseconds to add to UTC for local time. */
  function offsetAt(ms: number): number {
    const hour = Math.floor(ms / HOUR_MS)
    let offset = offsets.get(hour)
    if (offset === undefined) {
      if (offsets.size >= MAX_CACHED_HOURS)
        offsets.clear()
      offset = readOffset(hour * HOUR_MS)
      offsets.set(hour, offset)
    }
    return offset
  }

  const dayOf = (ms: number): number => Math.floor((ms + offsetAt(ms)) / DAY_MS)
  function startOf(day: number): number {
    const guess = day * DAY_MS - offsetAt(day * DAY_MS)
    const start = day * DAY_MS - offsetAt(guess)
    // Where clocks go forward at midnight, west of Greenwich, that is the evening before: the day begins with the change.
    return dayOf(start) < day ? guess : start
  }

  return {
    dayOf,
    startOf,
    monthStart: day => firstOfMonth(day, 1, 0),
    quarterStart: day => firstOfMonth(day, 3, 0),
    halfStart: day => firstOfMonth(day, 6, 0),
    yearStart: day => firstOfMonth(day, 12, 0),
    nextWeek: day => day + 7 - weekdayOf(day),
    nextMonth: day => firstOfMonth(day, 1, 1),
    nextQuarter: day => firstOfMonth(day, 3, 1),
    nextHalf: day => firstOfMonth(day, 6, 1),
    nextYear: day => firstOfMonth(day, 12, 1),
    plusMonths,
    parse: text => isFullDate(text) ? startOf(Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS)) : parseInstant(text),
    hourOf: ms => Math.floor((ms + offsetAt(ms) - dayOf(ms) * DAY_MS) / HOUR_MS),
    format: day => new Date(day * DAY_MS).toISOString().slice(0, 10),
  }
}

/** 0 Monday to 6 Sunday; 5 January 1970 was a Monday. */
function weekdayOf(day: number): number {
  return (((day - 4) % 7) + 7) % 7
}

/** First day of the block of `months` months that `day` lies in, `ahead` blocks later. */
function firstOfMonth(day: number, months: number, ahead: number): number {
  const date = new Date(day * DAY_MS)
  const block = Math.floor(date.getUTCMonth() / months) + ahead
  return Date.UTC(date.getUTCFullYear(), block * months, 1) / DAY_MS
}

function plusMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = Date.UTC(year, month + 1, 0) / DAY_MS
  return Math.min(Date.UTC(year, month, date.getUTCDate()) / DAY_MS, last)
}
