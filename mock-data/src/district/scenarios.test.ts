import { describe, expect, it } from 'vitest'
import { msOf, sampleYear, SEEDS } from '../../test/sampleYear.ts'
import { DISTRICT, STATION_CODES } from './units.ts'

describe.each(SEEDS)('the scenarios of the sample year %s', (seed) => {
  const { ofType } = sampleYear(seed)

  it('are five, of which four are in use and reported twice each working day', () => {
    const stages = ofType('scenario.stage-changed').map(({ data }) => data.stage)
    expect([stages.length, stages.filter(stage => stage === 'live').length]).toEqual([5, 4])
    const used = ofType('scenario.used')
    expect(used.length).toBeGreaterThan(1900)
    expect(new Set(used.map(({ data }) => `${String(data.scenario)} ${String(data.at)}`)).size).toBe(used.length)
    expect(used.filter(({ data }) => data.scenario === 'DS-5')).toEqual([])
  })

  it('have challenges that are claimed by stations, delivered and accepted in this order', () => {
    const at = (type: string) => new Map(ofType(`challenge.${type}`).map(({ data, subject }) => [data.posting, { ms: msOf(data.at), subject, unit: data.unit }]))
    const [claimed, delivered, accepted] = [at('claimed'), at('delivered'), at('accepted')]
    expect([ofType('challenge.posted').length, claimed.size]).toEqual([10, 8])
    expect([...claimed.values()].filter(({ subject, unit }) => subject !== DISTRICT || !STATION_CODES.includes(String(unit)))).toEqual([])
    for (const [posting, { ms }] of accepted) {
      expect(claimed.get(posting)!.ms).toBeLessThan(delivered.get(posting)!.ms)
      expect(delivered.get(posting)!.ms).toBeLessThan(ms)
    }
    expect(accepted.size).toBeGreaterThanOrEqual(5)
  })
})
