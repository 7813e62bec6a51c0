/** Seven hours of work a day, 08:30–12:00 and 14:00–17:30; Friday 30 October 2026 is followed by Monday 2 November. */
import { expect, it } from 'vitest'
import { TERMS } from '../../../test/support/terms.ts'
import { addLimit, addWorkHours, workMinutesBetween } from './workHours.ts'

const ms = (when: string): number => Date.parse(`2026-${when.replace(' ', 'T')}:00+08:00`)
const minutes = (from: string, to: string): number => workMinutesBetween(ms(from), ms(to), TERMS)
const later = (from: string, hours: number): string => new Date(addWorkHours(ms(from), hours, TERMS) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

it('counts the minutes of work between two instants', () => {
  expect(minutes('11-02 09:00', '11-02 10:30')).toBe(90)
  // 11:00–12:00 and 14:00–15:00; the noon rest is none.
  expect(minutes('11-02 11:00', '11-02 15:00')).toBe(120)
  // 17:00–17:30 on Friday, 08:30–09:00 on Monday.
  expect(minutes('10-30 17:00', '11-02 09:00')).toBe(60)
  expect(minutes('10-31 09:00', '11-01 17:00')).toBe(0)
  expect(minutes('11-02 09:00', '11-02 08:00')).toBe(0)
})

it('passes over holidays and counts make-up days', () => {
  // 30 September 17:00–17:30, 国庆 1–7 October, the 8th from 08:30 to 09:30.
  expect(minutes('09-30 17:00', '10-08 09:30')).toBe(90)
  // Saturday 10 October is worked: a whole day.
  expect(minutes('10-10 00:00', '10-11 00:00')).toBe(420)
})

it('adds hours of work', () => {
  expect(later('11-02 09:00', 2)).toBe('11-02 11:00')
  expect(later('11-02 11:00', 2)).toBe('11-02 15:00')
  expect(later('10-30 16:30', 4)).toBe('11-02 11:30')
  // At the end of a span, not at the beginning of the next.
  expect(later('11-02 08:30', 7)).toBe('11-02 17:30')
  expect(later('10-31 10:00', 1)).toBe('11-02 09:30')
})

it('reads a limit', () => {
  expect(addLimit(ms('10-30 09:00'), '2wd', TERMS)).toBe(ms('11-03 09:00'))
  expect(addLimit(ms('10-30 09:00'), '4wh', TERMS)).toBe(ms('10-30 15:00'))
})
