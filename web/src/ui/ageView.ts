/** Ages in words, moments in figures. Thresholds change the unit, so that a wall never counts seconds nobody reads. */
import { dayNumber, zonedTime } from './zonedTime.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export interface AgeView { key: 'none' | 'now' | 'minutes' | 'hours' | 'days', n: number }

/** @param at an RFC 3339 instant; null or undefined where nothing has come yet */
export function ageView(at: string | null | undefined, nowMs: number): AgeView {
  const atMs = at === null || at === undefined ? Number.NaN : Date.parse(at)
  if (Number.isNaN(atMs) || nowMs === 0)
    return { key: 'none', n: 0 }
  const ageMs = nowMs - atMs
  if (ageMs < MINUTE_MS)
    return { key: 'now', n: 0 }
  if (ageMs < HOUR_MS)
    return { key: 'minutes', n: Math.floor(ageMs / MINUTE_MS) }
  return ageMs < DAY_MS ? { key: 'hours', n: Math.floor(ageMs / HOUR_MS) } : { key: 'days', n: Math.floor(ageMs / DAY_MS) }
}

export interface SpanView { key: 'seconds' | 'minutes' | 'hours' | 'days', n: number }

/** The length of a span, rounded down: `3 分钟`. */
export function spanView(ms: number): SpanView {
  const length = Math.abs(ms)
  if (length < MINUTE_MS)
    return { key: 'seconds', n: Math.floor(length / 1000) }
  if (length < HOUR_MS)
    return { key: 'minutes', n: Math.floor(length / MINUTE_MS) }
  return length < DAY_MS ? { key: 'hours', n: Math.floor(length / HOUR_MS) } : { key: 'days', n: Math.floor(length / DAY_MS) }
}

/** What a moment is told against. */
export interface Present {
  nowMs: number
  /** IANA name of the installation's zone. */
  timezone: string
}

/** `10:32` of today, `9/11 10:32` of another day of the installation's zone. */
export function momentText(at: number | string, { nowMs, timezone }: Present): string {
  const moment = zonedTime(new Date(at).getTime(), timezone)
  const time = clockText(moment)
  return dayNumber(moment) === dayNumber(zonedTime(nowMs, timezone)) ? time : `${moment.month}/${moment.day} ${time}`
}

/** `10:32` of today, `9/11` of another day: of one width, for lists. */
export function dayOrTimeText(at: string, present: Present): string {
  return momentText(at, present).split(' ')[0] ?? ''
}

/** `9/11` */
export function dayText(at: string, timezone: string): string {
  const { month, day } = zonedTime(Date.parse(at), timezone)
  return `${month}/${day}`
}

/** `09:05` */
export function clockText({ hour, minute }: { hour: number, minute: number }): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
