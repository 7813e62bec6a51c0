import { describe, expect, it } from 'vitest'
import { isFullDate, parseInstant, subMillisecondDigits } from './instant.ts'

describe('an instant', () => {
  it.each([
    ['2026-11-23T10:00:00+08:00', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23T02:00:00Z', '2026-11-23T02:00:00.000Z'],
    ['2026-11-22T21:00:00-05:00', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23T07:30:00+05:30', '2026-11-23T02:00:00.000Z'],
    ['2026-01-01T00:30:00+14:00', '2025-12-31T10:30:00.000Z'],
    ['2026-11-23t02:00:00z', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23 02:00:00Z', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23T02:00:00-00:00', '2026-11-23T02:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(new Date(parseInstant(text)!).toISOString()).toBe(iso)
  })

  it.each([
    ['without an offset', '2026-11-23T10:00:00'],
    ['without seconds', '2026-11-23T10:00+08:00'],
    ['that is a bare day', '2026-11-23'],
    ['on 29 February of a common year', '2026-02-29T00:00:00Z'],
    ['on 29 February of 1900', '1900-02-29T00:00:00Z'],
    ['on 31 April', '2026-04-31T00:00:00Z'],
    ['on day 0', '2026-11-00T00:00:00Z'],
    ['in month 13', '2026-13-01T00:00:00Z'],
    ['in month 0', '2026-00-01T00:00:00Z'],
    ['at hour 24', '2026-11-23T24:00:00Z'],
    ['at minute 60', '2026-11-23T10:60:00Z'],
    ['at a leap second', '2016-12-31T23:59:60Z'],
    ['with an offset of 24 hours', '2026-11-23T10:00:00+24:00'],
    ['with an offset of 60 minutes', '2026-11-23T10:00:00+08:60'],
    ['with an offset without a colon', '2026-11-23T10:00:00+0800'],
    ['before 1900', '1899-12-31T23:59:59Z'],
    ['of the first century', '0026-11-23T10:00:00Z'],
    ['with a year of five digits', '12026-11-23T10:00:00Z'],
    ['with a dot and no digits', '2026-11-23T10:00:00.Z'],
    ['with a comma', '2026-11-23T10:00:00,5Z'],
    ['with blanks around', ' 2026-11-23T10:00:00Z'],
    ['with a line break after it', '2026-11-23T10:00:00Z\n'],
    ['in other digits', '２０２６-11-23T10:00:00Z'],
  ])('%s is refused', (_, text) => {
    expect(parseInstant(text)).toBeUndefined()
  })

  it('is exact at every millisecond of a second', () => {
    const start = Date.UTC(2026, 10, 23)
    const wrong = Array.from({ length: 1000 }, (_, ms) => ms)
      .filter(ms => parseInstant(`2026-11-23T00:00:00.${String(ms).padStart(3, '0')}Z`) !== start + ms)
    expect(wrong).toEqual([])
  })

  it.each([
    ['.1', 100],
    ['.12', 120],
    ['.1239', 123],
    ['.9999', 999],
    ['.99999999999999999', 999],
  ])('drops digits beyond the millisecond and never rounds up: %s', (fraction, ms) => {
    expect(parseInstant(`2026-11-23T00:00:00${fraction}Z`)! - Date.UTC(2026, 10, 23)).toBe(ms)
  })
})

describe('digits beyond the millisecond', () => {
  it.each([
    ['2026-11-23T10:00:00Z', ''],
    ['2026-11-23T10:00:00.123Z', ''],
    ['2026-11-23T10:00:00.123000Z', ''],
    ['2026-11-23T10:00:00.1234500+08:00', '45'],
    ['2026-11-23T10:00:00.000001Z', '001'],
  ])('of %s are "%s"', (text, digits) => {
    expect(subMillisecondDigits(text)).toBe(digits)
  })
})

describe('a date', () => {
  it('is one of the calendar, from 1900 on', () => {
    expect(['2026-11-23', '2024-02-29', '2000-02-29', '1900-01-01', '2026-12-31'].filter(text => !isFullDate(text))).toEqual([])
  })

  it('is nothing else', () => {
    expect(['2026-02-29', '2100-02-29', '2026-11-31', '2026-13-01', '1899-12-31', '2026-1-1', '20261123', '2026-11-23Z', '2026-11-23T10:00:00Z', ''].filter(isFullDate)).toEqual([])
  })
})
