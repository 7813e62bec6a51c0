import { expect, it } from 'vitest'
import { ageView, dayOrTimeText, dayText, momentText, spanView } from './ageView.ts'

const NOW = Date.parse('2026-09-11T10:32:30+08:00')
const ago = (ms: number) => ageView(new Date(NOW - ms).toISOString(), NOW)

it.each([
  [0, 'now', 0],
  [59_999, 'now', 0],
  [60_000, 'minutes', 1],
  [3_599_999, 'minutes', 59],
  [3_600_000, 'hours', 1],
  [86_399_999, 'hours', 23],
  [86_400_000, 'days', 1],
] as const)('says an age of %i ms in %s', (ms, key, n) => {
  expect(ago(ms)).toEqual({ key, n })
})

it('takes a moment slightly ahead of the clock as now', () => {
  expect(ago(-30_000)).toEqual({ key: 'now', n: 0 })
})

it('has no age without a moment or before the clock is known', () => {
  expect(ageView(null, NOW)).toEqual({ key: 'none', n: 0 })
  expect(ageView('not a date', NOW)).toEqual({ key: 'none', n: 0 })
  expect(ageView('2026-09-11T10:32:30+08:00', 0)).toEqual({ key: 'none', n: 0 })
})

it('says how far a clock is off, whichever way', () => {
  expect(spanView(-190_000)).toEqual({ key: 'minutes', n: 3 })
  expect(spanView(61_000)).toEqual({ key: 'minutes', n: 1 })
  expect(spanView(7_300_000)).toEqual({ key: 'hours', n: 2 })
})

it('names the day where a moment is not of today', () => {
  const noon = Date.parse('2026-09-11T12:05:00+08:00')
  const after = (ms: number) => ({ nowMs: noon + ms, timezone: 'Asia/Shanghai' })
  expect(momentText(noon, after(60_000))).toBe('12:05')
  expect(momentText(noon, after(86_400_000))).toBe('9/11 12:05')
  expect(dayOrTimeText(new Date(noon).toISOString(), after(60_000))).toBe('12:05')
  expect(dayOrTimeText(new Date(noon).toISOString(), after(86_400_000))).toBe('9/11')
})

it('names the day of a deadline in the installation\'s zone', () => {
  expect(dayText('2026-12-31T16:30:00Z', 'Asia/Shanghai')).toBe('1/1')
  expect(dayText('2026-12-31T16:30:00Z', 'Europe/London')).toBe('12/31')
})

it('takes today and the hour from the installation\'s zone', () => {
  const lateEvening = '2026-09-11T23:50:00+08:00'
  const nowMs = Date.parse('2026-09-12T00:10:00+08:00')
  expect(momentText(lateEvening, { nowMs, timezone: 'Asia/Shanghai' })).toBe('9/11 23:50')
  expect(momentText(lateEvening, { nowMs, timezone: 'Asia/Urumqi' })).toBe('21:50')
})
