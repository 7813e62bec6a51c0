import { rateOf, suppressedRate } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { percentOf, percentText, rateView } from './rateView.ts'

describe('a rate', () => {
  it('is a percentage cut to one decimal', () => {
    expect(rateView(rateOf(263, 273))).toEqual({ kind: 'percent', percent: 96.3, share: 263 / 273 })
  })

  it('is never 100 % before it is everyone', () => {
    expect(rateView(rateOf(9999, 10000))).toMatchObject({ percent: 99.9 })
    expect(rateView(rateOf(10000, 10000))).toMatchObject({ percent: 100 })
  })

  it('is a real zero where nothing is done yet', () => {
    expect(rateView(rateOf(0, 12))).toEqual({ kind: 'percent', percent: 0, share: 0 })
  })

  it('is its two numbers where the group is small', () => {
    expect(rateView(rateOf(2, 3))).toEqual({ kind: 'fraction', num: 2, den: 3, share: 2 / 3 })
  })

  it('is its two numbers also where none of a small group is done', () => {
    expect(rateView(rateOf(0, 1))).toEqual({ kind: 'fraction', num: 0, den: 1, share: 0 })
  })

  it('is read alike where it is old', () => {
    expect(rateView({ ...rateOf(2, 3), quality: 'stale' })).toMatchObject({ kind: 'fraction', num: 2, den: 3 })
    expect(rateView({ ...rateOf(9, 9), quality: 'stale' })).toMatchObject({ kind: 'percent', percent: 100 })
  })

  it('is no figure where there is nothing to count', () => {
    expect(rateView(rateOf(0, 0))).toEqual({ kind: 'none', note: 'na' })
  })

  it('is no figure where it is suppressed, which is said rather than nothing to count', () => {
    expect(rateView(suppressedRate())).toEqual({ kind: 'none', note: 'suppressed' })
  })

  it('is no figure where the data is missing or not yet known', () => {
    expect(rateView({ num: null, den: null, value: null, quality: 'missing' })).toEqual({ kind: 'none', note: 'missing' })
    expect(rateView(undefined)).toEqual({ kind: 'none', note: 'missing' })
  })

  it('keeps a bar within its track', () => {
    expect(rateView({ num: 12, den: 10, value: 1.2, quality: 'ok' })).toMatchObject({ share: 1 })
  })
})

it('cuts every tenth of a percent to itself in spite of binary fractions', () => {
  for (let tenth = 0; tenth <= 1000; tenth++)
    expect(percentOf(tenth / 1000)).toBe(tenth / 10)
})

it('writes exact ends without a decimal and everything else with one', () => {
  expect([0, 7, 96.4, 100].map(percentText)).toEqual(['0', '7.0', '96.4', '100'])
})
