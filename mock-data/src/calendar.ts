/**
 * Days and working hours of the demo data, in a fixed offset from UTC.
 *
 * Working days are Monday to Friday without a few fixed holidays (示例): the demo needs quiet weekends, not
 * the official calendar, which is the server's business.
 */
import type { Random } from './random.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

const HOLIDAYS: ReadonlySet<string> = new Set(['01-01', '05-01', '05-02', '05-03', '10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'])

export interface Calendar {
  /** RFC 3339 with the calendar's offset. */
  format: (ms: number) => string
  /** The date of that instant, `2026-11-23`. */
  day: (ms: number) => string
  /** That instant's local day at a time of day. */
  at: (ms: number, hour: number, minute?: number) => number
  isWorkday: (ms: number) => boolean
  /** The same time of day, `count` working days later; with 0 the next working day unless it is one. */
  plusWorkdays: (ms: number, count: number) => number
  /** Some instant of that day's working hours, 08:30 to 17:30, to the second. */
  someWorkMoment: (ms: number, random: Random) => number
}

/** @param offset such as `+08:00`; throws a `RangeError` where it is not one. */
export function createCalendar(offset: string): Calendar {
  const m = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(offset)
  if (m === null)
    throw new RangeError(`not a time zone offset: ${offset}`)
  const offsetMs = (m[1] === '-' ? -1 : 1) * (Number(m[2]) * HOUR_MS + Number(m[3]) * MINUTE_MS)
  const local = (ms: number) => new Date(ms + offsetMs).toISOString()
  const dayStart = (ms: number) => Math.floor((ms + offsetMs) / DAY_MS) * DAY_MS - offsetMs
  const isWorkday = (ms: number) => {
    const weekday = new Date(ms + offsetMs).getUTCDay()
    return weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(local(ms).slice(5, 10))
  }
  const toWorkday = (ms: number) => {
    let day = ms
    while (!isWorkday(day))
      day += DAY_MS
    return day
  }
  return {
    format: ms => `${local(ms).slice(0, ms % 1000 === 0 ? 19 : 23)}${offset}`,
    day: ms => local(ms).slice(0, 10),
    at: (ms, hour, minute = 0) => dayStart(ms) + hour * HOUR_MS + minute * MINUTE_MS,
    isWorkday,
    plusWorkdays: (ms, count) => {
      let day = toWorkday(ms)
      for (let left = count; left > 0; left--)
        day = toWorkday(day + DAY_MS)
      return day
    },
    someWorkMoment: (ms, random) => dayStart(ms) + 8.5 * HOUR_MS + random.int(0, 9 * 3600) * 1000,
  }
}
