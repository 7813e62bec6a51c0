/** Ages in words. Thresholds change the unit, so that a wall never counts seconds nobody reads. */
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

/** `10:32` in the wall's own time zone; with the day where it is another one. */
export function momentText(at: number | string, nowMs: number): string {
  const moment = new Date(at)
  const time = `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`
  return moment.toDateString() === new Date(nowMs).toDateString() ? time : `${moment.getMonth() + 1}/${moment.getDate()} ${time}`
}

/** `10:32` of today, `9/11` of another day: of one width, for lists. */
export function dayOrTimeText(at: string, nowMs: number): string {
  return momentText(at, nowMs).split(' ')[0] ?? ''
}

export function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
