import { describe, expect, it } from 'vitest'
import { createDays } from './days.ts'
import { addSpan } from './span.ts'
import { createWorkingDays, NO_CORRECTIONS } from './workingDays.ts'

const days = createDays('Asia/Shanghai')
const calendar = createWorkingDays(days)
const at = (text: string): number => days.parse(text.length === 10 ? text : `${text}:00+08:00`)!
const day = (date: string): number => days.dayOf(at(date))
const show = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)
const later = (text: string, n: number): string => show(calendar.addWorkingDays(at(text), n))

/** Days off and days worked against the week, as published (国务院办公厅通知). */
const PUBLISHED = {
  '2025 春节': { off: ['2025-01-28', '2025-02-04'], work: ['2025-01-26', '2025-01-27', '2025-02-05', '2025-02-08'] },
  '2025 国庆、中秋': { off: ['2025-10-01', '2025-10-06', '2025-10-08'], work: ['2025-09-28', '2025-09-30', '2025-10-09', '2025-10-11'] },
  '2026 春节': { off: ['2026-02-15', '2026-02-17', '2026-02-23'], work: ['2026-02-14', '2026-02-24', '2026-02-28'] },
  '2026 国庆': { off: ['2026-10-01', '2026-10-07'], work: ['2026-09-20', '2026-09-30', '2026-10-08', '2026-10-10'] },
  'an ordinary week': { off: ['2026-11-21', '2026-11-22'], work: ['2026-11-23', '2026-11-27'] },
}

describe('a published year', () => {
  it.each(Object.entries(PUBLISHED))('has the holidays and make-up days of %s', (_, { off, work }) => {
    expect(off.filter(date => calendar.isWorkingDay(day(date)))).toEqual([])
    expect(work.filter(date => !calendar.isWorkingDay(day(date)))).toEqual([])
  })

  it('is not provisional', () => {
    expect([2004, 2025, 2026].map(calendar.isProvisional)).toEqual([false, false, false])
  })
})

describe('a year that is not yet published', () => {
  it('is provisional and has the days off that the law fixes, and no make-up days', () => {
    expect(calendar.isProvisional(2031)).toBe(true)
    const weekdaysOff: string[] = []
    for (let d = day('2031-01-01'); d <= day('2031-12-31'); d++) {
      const weekend = [0, 6].includes(new Date(`${days.format(d)}T00:00:00Z`).getUTCDay())
      if (weekend)
        expect(calendar.isWorkingDay(d)).toBe(false)
      else if (!calendar.isWorkingDay(d))
        weekdaysOff.push(days.format(d))
    }
    // 元旦; 除夕 to 初三 (初一 is 23 January); 劳动节; 端午; 中秋; 国庆. 清明 is a Saturday.
    expect(weekdaysOff).toEqual(['2031-01-01', '2031-01-22', '2031-01-23', '2031-01-24', '2031-05-01', '2031-05-02', '2031-06-24', '2031-10-01', '2031-10-02', '2031-10-03'])
  })

  it('does not call New Year or National Day a workday, as the library alone does', () => {
    expect(['2030-01-01', '2030-10-01'].map(date => calendar.isWorkingDay(day(date)))).toEqual([false, false])
  })

  it('is no longer provisional once the bureau has entered what was published', () => {
    const own = createWorkingDays(days, { ...NO_CORRECTIONS, published: [2031], workdays: [{ date: '2031-01-19' }] })
    expect(own.isProvisional(2031)).toBe(false)
    expect(own.isWorkingDay(day('2031-01-19'))).toBe(true)
  })
})

describe('the bureau\'s corrections', () => {
  it('stand over what was published', () => {
    const own = createWorkingDays(days, { published: [], holidays: [{ date: '2026-11-23' }], workdays: [{ date: '2026-11-22' }] })
    expect(['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'].map(date => own.isWorkingDay(day(date)))).toEqual([false, true, false, true])
  })
})

describe('some working days later', () => {
  it('is the same time of day', () => {
    expect(later('2026-11-23T18:00', 1)).toBe('2026-11-24T18:00')
    expect(later('2026-11-27T18:00', 1)).toBe('2026-11-30T18:00')
    expect(later('2026-11-23T00:00', 10)).toBe('2026-12-07T00:00')
  })

  it('is the instant itself for none, be it on a day off', () => {
    expect(later('2026-11-22T10:30', 0)).toBe('2026-11-22T10:30')
  })

  it('counts the next working day first when it starts on a day off', () => {
    expect(later('2026-11-21T10:30', 1)).toBe('2026-11-23T10:30')
    expect(later('2026-10-03T09:00', 2)).toBe('2026-10-09T09:00')
  })

  it('steps over the Spring Festival and works on the make-up days around it', () => {
    expect(later('2026-02-13T18:00', 1)).toBe('2026-02-14T18:00')
    expect(later('2026-02-14T18:00', 1)).toBe('2026-02-24T18:00')
    expect(later('2026-02-27T18:00', 1)).toBe('2026-02-28T18:00')
    expect(later('2025-01-24T18:00', 3)).toBe('2025-02-05T18:00')
  })

  it('steps over National Day', () => {
    expect(later('2026-09-30T18:00', 3)).toBe('2026-10-10T18:00')
    expect(later('2025-09-30T18:00', 3)).toBe('2025-10-11T18:00')
  })

  it('crosses the end of a year, also into one that is not yet published', () => {
    expect(later('2025-12-31T18:00', 1)).toBe('2026-01-04T18:00')
    expect(later('2029-12-31T18:00', 1)).toBe('2030-01-02T18:00')
  })
})

describe('working days between two instants', () => {
  it('are whole ones', () => {
    const between = (from: string, to: string): number => calendar.workingDaysBetween(at(from), at(to))
    expect(between('2026-11-27T18:00', '2026-11-30T17:59')).toBe(0)
    expect(between('2026-11-27T18:00', '2026-11-30T18:00')).toBe(1)
    expect(between('2026-11-30T18:00', '2026-11-27T18:00')).toBe(-1)
    expect(between('2026-09-30T09:00', '2026-10-12T09:00')).toBe(4)
    expect(between('2026-11-28T09:00', '2026-11-29T20:00')).toBe(0)
  })

  it('undo the addition, from whatever day', () => {
    for (let d = day('2026-01-20'); d < day('2026-03-10'); d++) {
      const fromMs = days.startOf(d) + 10 * 3_600_000
      for (const n of [0, 1, 2, 7])
        expect(calendar.workingDaysBetween(fromMs, calendar.addWorkingDays(fromMs, n)), `${days.format(d)} + ${n}`).toBe(n)
    }
  })
})

describe('a span of time', () => {
  it('is counted in working days or by the clock', () => {
    const from = at('2026-11-27T18:00')
    expect(['0wd', '2wd', '2d', '12h', '10min'].map(span => show(addSpan(from, span, calendar)))).toEqual(['2026-11-27T18:00', '2026-12-01T18:00', '2026-11-29T18:00', '2026-11-28T06:00', '2026-11-27T18:10'])
  })

  it('is refused in words that mean nothing', () => {
    expect(() => addSpan(0, '5 weeks', calendar)).toThrow(TypeError)
  })
})
