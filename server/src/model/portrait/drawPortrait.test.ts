/** Portraits by hand: two dimensions, four indicators, and what happens when data goes missing. */
import type { FreshnessState } from '@qinglian/shared'
import type { Indicator } from '../config/indicators.ts'
import type { PortraitFile } from '../config/portrait.ts'
import type { LastPortrait, Portrait, Sitting } from './drawPortrait.ts'
import type { Reading } from './reading.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadModelConfig } from '../config/loadModelConfig.ts'
import { drawPortrait, scoresOf } from './drawPortrait.ts'
import { publicForm } from './publicForm.ts'

const TODAY = 20_000
const shipped = loadModelConfig(undefined)

/** A rate that has as many points as it has per cent, from 80 up: 100 at 100, 80 at 80, 60 at 60, 40 at 40. */
function plain(code: string, period: Indicator['period'] = 'M'): [string, Indicator] {
  return [code, { ...shipped.indicators.get('sup.plan_rate')!, code: code as Indicator['code'], period, target: 100, thresholds: { yellow: 80, orange: 60, red: 40 } }]
}
const INDICATORS = new Map([plain('edu.plan_rate'), plain('edu.attendance'), plain('sup.plan_rate'), plain('lic.ontime_promised')])
const CONFIG: PortraitFile = {
  ...shipped.portrait,
  dimensions: [
    { id: 'ecology', name: '政治生态', weight: 0.6, band: 1, members: [{ code: 'edu.plan_rate', weight: 0.75 }, { code: 'edu.attendance', weight: 0.25 }] },
    { id: 'supervision', name: '监督检查', weight: 0.4, band: 5, members: [{ codes: ['sup.plan_rate', 'lic.ontime_promised'], weight: 1 }] },
  ],
}

const rate = (percent: number, state: FreshnessState = 'fresh'): Reading => ({ fraction: { num: percent, den: 100 }, state, newestDay: TODAY })
const NOTHING_NOW: Reading = { fraction: { num: 0, den: 0 }, state: 'fresh', newestDay: TODAY }
const NEVER: Reading = { fraction: undefined, state: 'never', newestDay: null }

function draw(readings: Record<string, Reading>, more: Partial<Sitting> = {}): Portrait {
  return drawPortrait({ config: CONFIG, indicators: INDICATORS, readings: new Map(Object.entries(readings)), judgedAs: (_, fraction) => fraction, last: undefined, kind: 'office_and_dept', stations: 1, today: TODAY, vetoed: false, ...more })
}
const ALL = { 'edu.plan_rate': rate(90), 'edu.attendance': rate(70), 'sup.plan_rate': rate(80), 'lic.ontime_promised': rate(60) }
const lastFrom = (portrait: Portrait): LastPortrait => ({ total: portrait.total, scores: scoresOf(portrait) })

describe('a portrait', () => {
  it('is the weighted mean of its dimensions, each the weighted mean of its indicators', () => {
    // ecology .75 × 90 + .25 × 70 = 85; supervision (80 + 60) / 2 = 70; total .6 × 85 + .4 × 70 = 79.
    expect(draw(ALL)).toMatchObject({ total: 79, grade: 'D', coverage: 1, confidence: 1, vetoed: false, dimensions: [{ points: 85, coverage: 1 }, { points: 70, coverage: 1 }] })
  })

  it.each([[95, 'A'], [94.9, 'B'], [90, 'B'], [80, 'C'], [79.9, 'D']])('of %s is graded %s', (percent, grade) => {
    const same = { fraction: { num: percent * 10, den: 1000 }, state: 'fresh', newestDay: TODAY } as const
    expect(draw(Object.fromEntries(Object.keys(ALL).map(code => [code, same])))).toMatchObject({ total: percent, grade })
  })

  it('trusts less what comes from sources that are late', () => {
    // Usable weight 1, of which .6 × .25 + .4 × .5 = .35 is late.
    expect(draw({ ...ALL, 'edu.attendance': rate(70, 'late'), 'sup.plan_rate': rate(80, 'late') })).toMatchObject({ total: 79, coverage: 1, confidence: 0.65 })
  })

  it('is capped by a veto', () => {
    const high = Object.fromEntries(Object.keys(ALL).map(code => [code, rate(100)]))
    expect(draw(high, { vetoed: true })).toMatchObject({ total: 79.9, grade: 'D', vetoed: true })
    expect(draw(ALL, { vetoed: true })).toMatchObject({ total: 79 })
  })

  it('leaves out what does not apply to a unit, from both sides', () => {
    const indicators = new Map([...INDICATORS, ['lic.ontime_promised', { ...INDICATORS.get('lic.ontime_promised')!, scope: ['office'] } as Indicator]])
    // A squad has no licence window: supervision is its plan alone, 80; total .6 × 85 + .4 × 80 = 83.
    expect(draw(ALL, { kind: 'squad', indicators })).toMatchObject({ total: 83, coverage: 1, dimensions: [{}, { points: 80, coverage: 1 }] })
  })

  it('of nothing at all has no total, and no grade', () => {
    expect(draw({})).toMatchObject({ total: null, grade: null, coverage: 0, confidence: 0, dimensions: [{ points: null }, { points: null }] })
  })
})

describe('missing data', () => {
  it('that was never there is left out, and coverage falls', () => {
    // Ecology is its plan alone, 90, with .75 of its weight; total .6 × 90 + .4 × 70 = 82; coverage 1 − .6 × .25.
    expect(draw({ ...ALL, 'edu.attendance': NEVER })).toMatchObject({ total: 82, coverage: 0.85, dimensions: [{ points: 90, coverage: 0.75 }, {}] })
  })

  it('keeps the last points at full weight', () => {
    const last = lastFrom(draw(ALL))
    const later = draw({ ...ALL, 'edu.attendance': rate(100, 'silent') }, { last, today: TODAY + 1 })
    expect(later).toMatchObject({ total: 79, coverage: 0.85, dimensions: [{ points: 85, members: [{}, { points: 70, carried: true, quality: 'missing', seen: TODAY }] }, {}] })
  })

  it('has no grade below three quarters of the weight, and its dimension still counts', () => {
    const last = lastFrom(draw(ALL))
    const silent = draw({ ...ALL, 'sup.plan_rate': rate(80, 'silent'), 'lic.ontime_promised': rate(60, 'silent') }, { last })
    expect(silent).toMatchObject({ total: 79, grade: null, coverage: 0.6, dimensions: [{}, { points: 70, coverage: 0 }] })
  })

  it('that lasts longer than seven days lets the total fall, not rise', () => {
    const last = lastFrom(draw(ALL))
    const better = { ...ALL, 'edu.plan_rate': rate(100), 'edu.attendance': rate(70, 'silent') }
    // .75 × 100 + .25 × 70 = 92.5; .6 × 92.5 + .4 × 70 = 83.5.
    expect(draw(better, { last, today: TODAY + 7 }).total).toBe(83.5)
    expect(draw(better, { last, today: TODAY + 8 }).total).toBe(79)
    expect(draw({ ...better, 'edu.plan_rate': rate(40) }, { last, today: TODAY + 8 }).total).toBe(56.5)
    expect(draw({ ...better, 'edu.attendance': rate(70) }, { last, today: TODAY + 8 }).total).toBe(83.5)
  })

  it('is not that there is nothing to judge: the last points are as good as data for two periods', () => {
    const last = lastFrom(draw(ALL))
    const idle = { ...ALL, 'edu.attendance': NOTHING_NOW }
    const heardOn = (today: number) => Object.fromEntries(Object.entries(idle).map(([code, reading]) => [code, { ...reading, newestDay: today }]))
    expect(draw(heardOn(TODAY + 62), { last, today: TODAY + 62 })).toMatchObject({ coverage: 1, dimensions: [{ members: [{}, { points: 70, carried: true, quality: 'na' }] }, {}] })
    expect(draw(heardOn(TODAY + 63), { last, today: TODAY + 63 })).toMatchObject({ coverage: 0.85, dimensions: [{ members: [{}, { points: 70, quality: 'stale' }] }, {}] })
    // Never anything to judge: it does not apply.
    expect(draw(idle)).toMatchObject({ coverage: 1, dimensions: [{ points: 90 }, {}] })
  })

  it('is told where a source without a cadence has said nothing for two periods', () => {
    const old = { ...rate(70), newestDay: TODAY - 63 }
    expect(draw({ ...ALL, 'edu.attendance': old }, { last: lastFrom(draw(ALL)) })).toMatchObject({ dimensions: [{ coverage: 0.75, members: [{}, { quality: 'stale', points: 70 }] }, {}] })
    expect(draw({ ...ALL, 'edu.attendance': { ...old, newestDay: TODAY - 62 } })).toMatchObject({ coverage: 1 })
  })

  const percents = fc.record(Object.fromEntries(Object.keys(ALL).map(code => [code, fc.integer({ min: 0, max: 100 })])))
  const gone = fc.subarray(Object.keys(ALL), { minLength: 1 })
  const told = (values: Record<string, number>): Record<string, Reading> => Object.fromEntries(Object.entries(values).map(([code, percent]) => [code, rate(percent)]))
  const without = (values: Record<string, Reading>, codes: readonly string[], how: Reading | undefined) => Object.fromEntries(Object.entries(values).map(([code, reading]) => [code, codes.includes(code) ? how ?? { ...reading, state: 'silent' as const } : reading]))

  it('never lets a portrait rise', () => {
    fc.assert(fc.property(percents, percents, gone, fc.constantFrom(undefined, NOTHING_NOW, NEVER), fc.integer({ min: 0, max: 100 }), (before, after, codes, how, days) => {
      const last = lastFrom(draw(told(before)))
      const today = TODAY + days
      // Going missing alone moves nothing.
      expect(draw(without(told(before), codes, how), { last, today }).total).toBe(last.total)
      // Whatever the rest does, each missing one counts as it did last, never better.
      const mixed = { ...after, ...Object.fromEntries(codes.map(code => [code, before[code]!])) }
      const total = draw(without(told(after), codes, how), { last, today }).total!
      expect(total).toBeLessThanOrEqual(draw(told(mixed), { last, today }).total!)
      if (how !== NOTHING_NOW && days > CONFIG.frozenAfterDays)
        expect(total).toBeLessThanOrEqual(last.total!)
    }), { numRuns: 300 })
  })
})

describe('what the public sees', () => {
  const show = (portrait: Portrait, more: { people?: number, hidden?: string[] } = {}) => publicForm(portrait, { config: CONFIG, people: more.people ?? 5, hidden: new Set(more.hidden) })

  it('is whole points, a band where one fact could be told, and a total of just these', () => {
    // Supervision 72 is the band from 70: its middle, 72, enters the total: .6 × 85 + .4 × 72 = 79.8.
    expect(show(draw({ ...ALL, 'lic.ontime_promised': rate(64) }))).toEqual({ points: 80, grade: 'C', dimensions: [{ id: 'ecology', points: 85 }, { id: 'supervision', points: 70 }] })
    expect(show(draw({ ...ALL, 'lic.ontime_promised': rate(60) }))).toEqual(show(draw({ ...ALL, 'lic.ontime_promised': rate(69) })))
  })

  it('is at most the last band', () => {
    expect(show(draw({ ...ALL, 'sup.plan_rate': rate(100), 'lic.ontime_promised': rate(100) })).dimensions[1]!.points).toBe(95)
  })

  const NOTHING = { points: null, grade: null, dimensions: [{ id: 'ecology', points: null }, { id: 'supervision', points: null }] }

  it('is the same dash for a veto, for thin coverage and for fewer than five people', () => {
    expect(show(draw(ALL, { vetoed: true }))).toEqual(NOTHING)
    expect(show(draw({ ...ALL, 'edu.plan_rate': NEVER }))).toEqual(NOTHING)
    expect(show(draw(ALL), { people: 4 })).toEqual(NOTHING)
  })

  it('is made without indicators whose figure is hidden', () => {
    expect(show(draw(ALL), { hidden: ['edu.attendance'] }).dimensions[0]).toEqual({ id: 'ecology', points: 90 })
    expect(show(draw(ALL), { hidden: ['edu.attendance', 'edu.plan_rate'] }).dimensions[0]).toEqual({ id: 'ecology', points: null })
  })
})
