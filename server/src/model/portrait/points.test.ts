/** Points of one indicator, by hand: the line through target, yellow, orange and red at 100, 80, 60 and 40. */
import type { Indicator } from '../config/indicators.ts'
import { describe, expect, it } from 'vitest'
import { loadModelConfig } from '../config/loadModelConfig.ts'
import { pointsOf } from './points.ts'

const ontime = loadModelConfig(undefined).indicators.get('sup.ontime_rate')!
/** A rate that should be high: target 98, yellow below 96, orange below 90, red below 80. */
const RATE: Indicator = { ...ontime, target: 98, thresholds: { yellow: 96, orange: 90, red: 80 } }

function points(indicator: Partial<Indicator>, [num, den]: readonly [number, number], more: { stations?: number, isOpinion?: boolean } = {}): number | null {
  return pointsOf({ indicator: { ...RATE, ...indicator }, fraction: { num, den }, stations: more.stations ?? 1, isOpinion: more.isOpinion ?? false })
}
const of1000 = (num: number) => [num, 1000] as const

describe('a rate that should be high', () => {
  it.each([
    [1000, 100, 'better than the target'],
    [980, 100, 'at the target'],
    [970, 90, 'half way to yellow'],
    [960, 80, 'at yellow, which is the better level'],
    [930, 70, 'half way to orange'],
    [900, 60, 'at orange'],
    [850, 50, 'half way to red'],
    [800, 40, 'at red'],
    [400, 20, 'half way to nothing'],
    [0, 0, 'nothing'],
  ])('of %s per mille has %s points: %s', (num, expected) => {
    expect(points({}, of1000(num))).toBe(expected)
  })

  it('whose target is the yellow threshold falls from 100 without a jump', () => {
    const indicator = { target: 100, thresholds: { yellow: 100, orange: 90, red: 80 } }
    // 100..60 over 100..90: half way is 80.
    expect([1000, 999, 950, 900, 800].map(num => points(indicator, of1000(num)))).toEqual([100, 99.6, 80, 60, 40])
  })

  it('skips a level that is not used and joins its neighbours', () => {
    // 100 at 100, 40 at 80: half way is 70; below red 40..0.
    expect([900, 400].map(num => points({ target: 100, thresholds: { red: 80 } }, of1000(num)))).toEqual([70, 20])
    // Only red, at the target itself: one line down to nothing.
    expect([1000, 500, 0].map(num => points({ target: 100, thresholds: { red: 100 } }, of1000(num)))).toEqual([100, 50, 0])
  })

  it('without a target is whole from its first threshold on', () => {
    const { target: _, ...untargeted } = RATE
    expect([960, 930, 900].map(num => pointsOf({ indicator: untargeted, fraction: { num, den: 1000 }, stations: 1, isOpinion: false }))).toEqual([100, 80, 60])
  })

  it('of nothing has none, and none where it is informative', () => {
    expect(points({}, [0, 0])).toBeNull()
    const { thresholds: _, ...informative } = RATE
    expect(pointsOf({ indicator: informative, fraction: { num: 1, den: 2 }, stations: 1, isOpinion: false })).toBeNull()
  })
})

it('a rate that should be low is its mirror, and ends at all there is', () => {
  const repeat = { direction: 'down', target: 5, thresholds: { yellow: 5, orange: 10, red: 15 } } as const
  // 100..60 over 5..10, 60..40 over 10..15, 40..0 over 15..100.
  expect([0, 50, 75, 100, 125, 150, 575, 1000].map(num => points(repeat, of1000(num)))).toEqual([100, 100, 80, 60, 50, 40, 20, 0])
})

it('a mean that should be low ends at twice its worst threshold', () => {
  const days = { unit: 'mean', direction: 'down', target: 5, thresholds: { yellow: 5, orange: 7.5, red: 20 } } as const
  expect([[50, 10], [75, 10], [200, 10], [300, 10], [500, 10]].map(([num, den]) => points(days, [num!, den!]))).toEqual([100, 60, 40, 20, 0])
})

describe('a count whose target is 0', () => {
  const count = { unit: 'count', direction: 'down', target: 0, thresholds: { yellow: 1, orange: 2, red: 3 } } as const

  it('has the points of the level it has reached', () => {
    expect([0, 1, 2, 3, 9].map(num => points(count, [num, 0]))).toEqual([100, 80, 60, 40, 40])
  })

  it('grows with the stations it covers where the file says so', () => {
    expect([5, 6].map(num => points({ ...count, perStation: true }, [num, 0], { stations: 6 }))).toEqual([100, 80])
  })
})

it('takes few opinions by the lower end of what they may stand for, and a census as it is', () => {
  // Wilson, 80 %: 3 of 3 is at least 64.6 % → beyond red, 40 × 64.6 / 80.
  expect(points({}, [3, 3])).toBe(100)
  expect(points({}, [3, 3], { isOpinion: true })).toBe(32.31)
  expect(points({}, [5, 5], { isOpinion: true })).toBe(100)
})
