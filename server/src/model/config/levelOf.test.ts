import type { Level } from '@qinglian/shared'
import type { IndicatorCode } from './indicators.ts'
import type { IndicatorValue } from './levelOf.ts'
import { describe, expect, it } from 'vitest'
import { levelBeforeDue, levelOf } from './levelOf.ts'
import { loadModelConfig } from './loadModelConfig.ts'

const { indicators } = loadModelConfig(undefined)

function level(code: IndicatorCode, value: IndicatorValue, stations = 1): Level {
  return levelOf(indicators.get(code)!, value, stations)
}

/** Of 1,000: the values of the table in domain.md §3.1–3.2, each on both sides of its threshold. */
const RATES: [IndicatorCode, Record<number, Level>][] = [
  ['sup.plan_rate', { 1000: 'green', 999: 'yellow', 900: 'yellow', 899: 'orange', 800: 'orange', 799: 'red', 0: 'red' }],
  ['sup.ontime_rate', { 980: 'green', 979: 'yellow', 920: 'yellow', 919: 'orange', 850: 'orange', 849: 'red' }],
  ['sup.coverage', { 1000: 'green', 999: 'yellow', 900: 'yellow', 899: 'orange', 750: 'orange', 749: 'red' }],
  ['sup.rectify_rate', { 1000: 'green', 999: 'yellow', 950: 'yellow', 949: 'orange', 850: 'orange', 849: 'red' }],
  ['sup.rectify_ontime', { 950: 'green', 949: 'yellow', 880: 'yellow', 879: 'orange', 800: 'orange', 799: 'red' }],
  ['sup.repeat_rate', { 0: 'green', 50: 'green', 51: 'yellow', 100: 'yellow', 101: 'orange', 150: 'orange', 151: 'red', 1000: 'red' }],
  ['plg.coverage', { 1000: 'green', 999: 'yellow', 950: 'yellow', 949: 'orange', 900: 'orange', 899: 'red' }],
  ['plg.antidrug', { 1000: 'green', 999: 'yellow', 949: 'orange', 899: 'red' }],
  ['plg.business', { 1000: 'green', 999: 'yellow', 949: 'orange', 899: 'red' }],
  ['plg.integrity', { 1000: 'green', 999: 'yellow', 949: 'orange', 899: 'red' }],
]

describe('the level of a rate', () => {
  it.each(RATES)('%s belongs to the better level exactly at a threshold', (code, expected) => {
    const found = Object.fromEntries(Object.keys(expected).map(num => [num, level(code, { num: Number(num), den: 1000 })]))
    expect(found).toEqual(expected)
  })

  it('is exact where the quotient is not a round number in binary', () => {
    expect(level('sup.ontime_rate', { num: 294, den: 300 })).toBe('green')
    expect(level('sup.rectify_ontime', { num: 22, den: 25 })).toBe('yellow')
    expect(level('sup.repeat_rate', { num: 3, den: 60 })).toBe('green')
  })

  it('does not depend on how many stations it covers', () => {
    expect(level('sup.plan_rate', { num: 799, den: 1000 }, 8)).toBe('red')
  })

  it('is none where there is nothing to count', () => {
    expect([...indicators.keys()].map(code => level(code, { num: 0, den: 0 }))).toEqual(Array.from(indicators, () => 'none'))
  })
})

it('of open alerts goes by the colours: three yellow ones, or a single orange or red one, whatever their number', () => {
  const open = (yellow: number, orange: number, red: number): Level => level('rsk.alert_open', { num: 9, den: 0, bySeverity: { yellow, orange, red } }, 8)
  expect([open(0, 0, 0), open(2, 0, 0), open(3, 0, 0), open(0, 1, 0), open(9, 1, 0), open(0, 0, 1), open(9, 9, 1)]).toEqual(['green', 'green', 'yellow', 'orange', 'orange', 'red', 'red'])
  expect(level('rsk.alert_open', { num: 0, den: 0, bySeverity: { yellow: 0, orange: 0, red: 0 } })).toBe('green')
})

it.each<[IndicatorCode, [num: number, den: number, Level][]]>([
  ['rsk.alert_ontime', [[100, 100, 'green'], [99, 100, 'yellow'], [95, 100, 'yellow'], [94, 100, 'orange'], [90, 100, 'orange'], [89, 100, 'red']]],
  ['rsk.mttr', [[14, 2, 'green'], [15, 2, 'yellow'], [20, 2, 'yellow'], [21, 2, 'orange'], [30, 2, 'orange'], [31, 2, 'red']]],
  // Minutes over sixty for each signing: eight hours, a minute more, and so on.
  ['rsk.sign_latency', [[480, 60, 'green'], [481, 60, 'yellow'], [960, 60, 'yellow'], [961, 60, 'orange'], [1440, 60, 'orange'], [1441, 60, 'red']]],
  ['rsk.false_rate', [[15, 100, 'green'], [16, 100, 'yellow'], [30, 100, 'yellow'], [31, 100, 'orange'], [50, 100, 'orange'], [51, 100, 'red']]],
  ['rsk.score', [[9500, 100, 'green'], [9499, 100, 'yellow'], [9000, 100, 'yellow'], [8999, 100, 'red'], [0, 100, 'red']]],
])('%s belongs to the better level exactly at a threshold', (code, values) => {
  expect(values.map(([num, den]) => level(code, { num, den }))).toEqual(values.map(([, , expected]) => expected))
})

describe('the level of a mean', () => {
  it('is by the mean itself, and belongs to the better level exactly at a threshold', () => {
    // 48 / 10, 479 / 100, 45 / 10, 449 / 100, 42 / 10, 419 / 100.
    const means: [number, number, Level][] = [[48, 10, 'green'], [479, 100, 'yellow'], [45, 10, 'yellow'], [449, 100, 'orange'], [42, 10, 'orange'], [419, 100, 'red'], [0, 0, 'none']]
    expect(means.map(([num, den]) => level('evl.avg', { num, den }))).toEqual(means.map(([, , expected]) => expected))
  })

  it('belongs to the better level exactly at a threshold', () => {
    // Days over cases: 5, just above, 7.5, just above, 20, just above.
    const found = [[5, 1], [5001, 1000], [15, 2], [76, 10], [20, 1], [201, 10]].map(([num, den]) => level('lic.avg_days', { num: num!, den: den! }))
    expect(found).toEqual(['green', 'yellow', 'yellow', 'orange', 'orange', 'red'])
  })
})

describe('the level of a count', () => {
  it('turns at the number that the table writes', () => {
    const found = [0, 1, 2, 3, 4, 5, 99].map(num => level('sup.rectify_overdue', { num, den: 100 }))
    expect(found).toEqual(['green', 'yellow', 'yellow', 'orange', 'orange', 'red', 'red'])
    expect([0, 1, 4, 5, 99].map(num => level('plg.expiring', { num, den: 100 }))).toEqual(['green', 'yellow', 'yellow', 'orange', 'orange'])
  })

  it('is judged by what was counted where it is not known among how many', () => {
    expect([0, 1, 5].map(num => level('sup.rectify_overdue', { num, den: 0 }))).toEqual(['none', 'yellow', 'red'])
  })

  it('grows with the number of stations', () => {
    expect([3, 4, 11, 12, 19, 20].map(num => level('sup.rectify_overdue', { num, den: 100 }, 4))).toEqual(['green', 'yellow', 'yellow', 'orange', 'orange', 'red'])
    expect(level('sup.rectify_overdue', { num: 1, den: 1 }, 0)).toBe('yellow')
  })

  it('is red where one thing has waited too long, however few there are', () => {
    expect(level('sup.rectify_overdue', { num: 1, den: 100, oldestDays: 30 })).toBe('yellow')
    expect(level('sup.rectify_overdue', { num: 1, den: 100, oldestDays: 31 })).toBe('red')
    expect(level('plg.expiring', { num: 0, den: 100, oldestDays: 16 })).toBe('red')
  })

  it('is never coloured where more is not worse', () => {
    expect(level('sup.finding_count', { num: 500, den: 500 })).toBe('none')
  })
})

describe('before the deadline of a campaign', () => {
  it('is no level worse than blue', () => {
    expect((['none', 'green', 'blue', 'yellow', 'orange', 'red'] as const).map(levelBeforeDue)).toEqual(['none', 'green', 'blue', 'blue', 'blue', 'blue'])
  })
})
