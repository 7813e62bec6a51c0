import type { Tally } from '../projections/projection.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDays } from '../calendar/days.ts'
import { counted, inMonth, inQuarter, inWeek, inYear, kept, rolling, standing } from './windows.ts'

const days = createDays('Asia/Shanghai')
const on = (text: string): number => days.dayOf(days.parse(text)!)

/** The stock at the end of a day, as `stocksOfSubject` counts it: the timeless row less what lies ahead. */
function stockAt(tallies: readonly Tally[], day: number): number {
  return tallies.reduce((sum, tally) => sum + (tally.day === 0 ? tally.n : tally.day > day ? -tally.n : 0), 0)
}
const daysOf = (tallies: readonly Tally[], texts: readonly string[]): number[] => texts.map(text => stockAt(tallies, on(text)))

it('counts in its month, quarter and year, from its day on', () => {
  expect(daysOf(inMonth('m', on('2028-02-29'), { days }), ['2028-02-28', '2028-02-29', '2028-03-01'])).toEqual([0, 1, 0])
  expect(daysOf(inQuarter('m', on('2026-11-23'), { days, n: 3 }), ['2026-11-22', '2026-11-23', '2026-12-31', '2027-01-01'])).toEqual([0, 3, 3, 0])
  expect(daysOf(inYear('m', on('2026-12-31'), { days }), ['2026-12-30', '2026-12-31', '2027-01-01'])).toEqual([0, 1, 0])
})

it('counts in its week, from Monday to Sunday', () => {
  // 23 November 2026 is a Monday; the week of New Year's Day 2027, a Friday, ends on the 3rd.
  expect(daysOf(inWeek('m', on('2026-11-22'), { days }), ['2026-11-21', '2026-11-22', '2026-11-23'])).toEqual([0, 1, 0])
  expect(daysOf(inWeek('m', on('2026-11-23'), { days }), ['2026-11-23', '2026-11-29', '2026-11-30'])).toEqual([1, 1, 0])
  expect(daysOf(inWeek('m', on('2026-12-30'), { days }), ['2026-12-31', '2027-01-03', '2027-01-04'])).toEqual([1, 1, 0])
  expect(days.nextWeek(on('1969-12-28'))).toBe(on('1969-12-29'))
})

it('rolls for so many days, its own included', () => {
  expect(daysOf(rolling('m', on('2026-11-01'), { width: 30 }), ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'])).toEqual([0, 1, 1, 0])
})

it('is kept from the later of both days, and not after the period', () => {
  const leave = on('2026-12-01')
  const figures = (done: string | null) => {
    const tallies = kept({ due: 'due', kept: 'kept' }, { due: on('2026-11-10'), done: done === null ? null : on(done), leave })
    return ['2026-11-09', '2026-11-10', '2026-11-20', '2026-12-01'].map(text => ['kept', 'due'].map(measure => stockAt(tallies.filter(tally => tally.measure === measure), on(text))).join('/'))
  }
  expect(figures(null)).toEqual(['0/0', '0/1', '0/1', '0/0'])
  expect(figures('2026-11-05')).toEqual(['0/0', '1/1', '1/1', '0/0'])
  expect(figures('2026-11-20')).toEqual(['0/0', '0/1', '1/1', '0/0'])
  expect(figures('2026-12-03')).toEqual(['0/0', '0/1', '0/1', '0/0'])
})

it('stands between its days, either of which may be open, also before 1970', () => {
  const day = fc.integer({ min: -400, max: 400 })
  fc.assert(fc.property(fc.option(day), fc.option(day), fc.integer({ min: 1, max: 400 }), (since, until, asked) => {
    const stands = (since === null || since <= asked) && (until === null || asked < until) && (since === null || until === null || since < until)
    expect(stockAt(standing('m', { since, until }, 2), asked)).toBe(stands ? 2 : 0)
  }))
})

it('counts nothing that never enters', () => {
  expect(counted('m', { enter: 5, leave: 5 })).toEqual([])
  expect(counted('m', { enter: 5, leave: 6 }, 0)).toEqual([])
})
