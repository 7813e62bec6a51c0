import { expect, it } from 'vitest'
import { dayNumber, zonedTime } from './zonedTime.ts'

const NEW_YEAR_IN_SHANGHAI = Date.parse('2026-01-01T00:00:00+08:00')

it('gives date, weekday and time of the zone', () => {
  expect(zonedTime(NEW_YEAR_IN_SHANGHAI, 'Asia/Shanghai')).toEqual({ year: 2026, month: 1, day: 1, weekday: 4, hour: 0, minute: 0 })
  expect(zonedTime(NEW_YEAR_IN_SHANGHAI, 'Asia/Urumqi')).toEqual({ year: 2025, month: 12, day: 31, weekday: 3, hour: 22, minute: 0 })
  expect(zonedTime(NEW_YEAR_IN_SHANGHAI, 'America/New_York')).toMatchObject({ year: 2025, day: 31, hour: 11 })
})

it('begins a day at the zone\'s midnight', () => {
  const day = (ms: number): number => dayNumber(zonedTime(ms, 'Asia/Shanghai'))
  expect(day(NEW_YEAR_IN_SHANGHAI) - day(NEW_YEAR_IN_SHANGHAI - 1)).toBe(1)
  expect(day(NEW_YEAR_IN_SHANGHAI + 86_399_999)).toBe(day(NEW_YEAR_IN_SHANGHAI))
})

it('takes the browser\'s own zone for a name it does not know', () => {
  const own = new Date(NEW_YEAR_IN_SHANGHAI)
  expect(zonedTime(NEW_YEAR_IN_SHANGHAI, 'Asia/Nowhere')).toMatchObject({ day: own.getDate(), hour: own.getHours() })
})
