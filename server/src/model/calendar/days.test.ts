import { describe, expect, it } from 'vitest'
import { createDays, DAY_MS } from './days.ts'

const shanghai = createDays('Asia/Shanghai')
const newYork = createDays('America/New_York')
const iso = (ms: number | undefined): string => new Date(ms!).toISOString()
const dayOn = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

describe('a day', () => {
  it('begins at midnight in the installation\'s zone', () => {
    expect(iso(shanghai.startOf(dayOn('2026-11-23')))).toBe('2026-11-22T16:00:00.000Z')
    expect(shanghai.dayOf(Date.parse('2026-11-22T15:59:59.999Z'))).toBe(dayOn('2026-11-22'))
    expect(shanghai.dayOf(Date.parse('2026-11-22T16:00:00.000Z'))).toBe(dayOn('2026-11-23'))
  })

  it('has 23 hours when clocks go forward and 25 when they go back', () => {
    const hours = (date: string): number => (newYork.startOf(dayOn(date) + 1) - newYork.startOf(dayOn(date))) / 3_600_000
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-11-02')]).toEqual([23, 25, 24])
    expect(iso(newYork.startOf(dayOn('2026-03-09')))).toBe('2026-03-09T04:00:00.000Z')
    expect(iso(newYork.startOf(dayOn('2026-11-02')))).toBe('2026-11-02T05:00:00.000Z')
  })

  it('had summer time in Shanghai once', () => {
    expect(iso(shanghai.startOf(dayOn('1988-07-01')))).toBe('1988-06-30T15:00:00.000Z')
  })

  /** Half and quarter hours, midnight that does not exist (Santiago, Cairo), midnight twice (Havana), a day left out (Apia 2011-12-30). */
  it.each(['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/Santiago', 'Africa/Cairo', 'America/Havana', 'Pacific/Kiritimati', 'UTC'])('in %s begins where the one before ends, all year round', (zone) => {
    const days = createDays(zone)
    const wrong: string[] = []
    for (let day = dayOn('2026-01-01'); day < dayOn('2027-01-02'); day++) {
      const start = days.startOf(day)
      if (days.dayOf(start) !== day || days.dayOf(start - 1) !== day - 1)
        wrong.push(days.format(day))
    }
    expect(wrong).toEqual([])
  })

  it('is written as a date, before 1970 too', () => {
    expect([0, -1, dayOn('2024-02-29')].map(shanghai.format)).toEqual(['1970-01-01', '1969-12-31', '2024-02-29'])
  })
})

describe('an hour of the day', () => {
  it.each([
    ['2026-11-22T16:00:00Z', 0],
    ['2026-11-22T15:59:59Z', 23],
    ['2026-11-23T04:30:00Z', 12],
    ['1969-12-31T15:30:00Z', 23],
  ])('at %s is %i in Shanghai', (text, hour) => {
    expect(shanghai.hourOf(Date.parse(text))).toBe(hour)
  })
})

describe('months and quarters', () => {
  it.each([
    ['2026-11-01', '2026-11-01', '2026-12-01', '2026-10-01', '2027-01-01'],
    ['2026-11-30', '2026-11-01', '2026-12-01', '2026-10-01', '2027-01-01'],
    ['2026-12-31', '2026-12-01', '2027-01-01', '2026-10-01', '2027-01-01'],
    ['2027-01-01', '2027-01-01', '2027-02-01', '2027-01-01', '2027-04-01'],
    ['2024-02-29', '2024-02-01', '2024-03-01', '2024-01-01', '2024-04-01'],
    ['2026-03-31', '2026-03-01', '2026-04-01', '2026-01-01', '2026-04-01'],
    ['2026-06-30', '2026-06-01', '2026-07-01', '2026-04-01', '2026-07-01'],
  ])('of %s begin on %s and %s, %s and %s', (date, month, nextMonth, quarter, nextQuarter) => {
    const day = dayOn(date)
    const { monthStart, nextMonth: next, quarterStart, nextQuarter: after, format } = shanghai
    expect([monthStart(day), next(day), quarterStart(day), after(day)].map(format)).toEqual([month, nextMonth, quarter, nextQuarter])
  })
})

describe('some months later', () => {
  it.each([
    ['2026-01-15', 12, '2027-01-15'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-11-30', 1, '2026-12-30'],
    ['2026-12-31', 2, '2027-02-28'],
  ])('than %s, %i of them, is %s', (date, months, later) => {
    expect(shanghai.format(shanghai.plusMonths(dayOn(date), months))).toBe(later)
  })
})

describe('a day or an instant', () => {
  it('begins at local midnight, or is what it says', () => {
    expect(iso(shanghai.parse('2026-11-23'))).toBe('2026-11-22T16:00:00.000Z')
    expect(iso(newYork.parse('2026-07-04'))).toBe('2026-07-04T04:00:00.000Z')
    expect(iso(shanghai.parse('2026-11-23T10:00:00+08:00'))).toBe('2026-11-23T02:00:00.000Z')
    expect(iso(shanghai.parse('2024-02-29'))).toBe('2024-02-28T16:00:00.000Z')
  })

  it('is nothing else', () => {
    expect(['2026-02-29', '2026-11-23T10:00:00', '23.11.2026', ''].map(shanghai.parse)).toEqual([undefined, undefined, undefined, undefined])
  })
})
