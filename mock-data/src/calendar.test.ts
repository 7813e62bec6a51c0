import { parseInstant } from '@qinglian/shared'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCalendar, DAY_MS } from './calendar.ts'
import { createRandom } from './random.ts'

const calendar = createCalendar('+08:00')

it('writes every instant so that it is read back the same', () => {
  fc.assert(fc.property(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }), fc.constantFrom('+08:00', '-05:30', '+00:00'), (ms, offset) => {
    const text = createCalendar(offset).format(ms)
    expect(text.endsWith(offset)).toBe(true)
    expect(parseInstant(text)).toBe(ms)
  }))
})

it('knows the local day where UTC is still in the day before', () => {
  expect(calendar.day(Date.UTC(2026, 0, 31, 17))).toBe('2026-02-01')
  expect(calendar.format(calendar.at(Date.UTC(2026, 0, 31, 17), 9, 30))).toBe('2026-02-01T09:30:00+08:00')
})

it('counts working days over a weekend and a holiday', () => {
  const friday = Date.parse('2026-11-20T10:00:00+08:00')
  expect(calendar.format(calendar.plusWorkdays(friday, 1))).toBe('2026-11-23T10:00:00+08:00')
  expect(calendar.format(calendar.plusWorkdays(friday + DAY_MS, 0))).toBe('2026-11-23T10:00:00+08:00')
  expect(calendar.format(calendar.plusWorkdays(Date.parse('2026-09-30T10:00:00+08:00'), 1))).toBe('2026-10-08T10:00:00+08:00')
})

it('keeps work to working hours', () => {
  const random = createRandom('hours')
  for (let i = 0; i < 500; i++) {
    const time = calendar.format(calendar.someWorkMoment(Date.parse('2026-11-23T23:00:00+08:00'), random)).slice(0, 16)
    expect(time >= '2026-11-23T08:30' && time <= '2026-11-23T17:30').toBe(true)
  }
})

it('refuses an offset that is none', () => {
  expect(() => createCalendar('+8:00')).toThrow(RangeError)
  expect(() => createCalendar('+24:00')).toThrow(RangeError)
})
