import { describe, expect, it } from 'vitest'
import { msOf, sampleYear, SEEDS } from '../../test/sampleYear.ts'
import { retailerHash, SERVING_CODES } from './retailers.ts'

describe.each(SEEDS)('the ratings of the sample year %s', (seed) => {
  const { ofType, standing } = sampleYear(seed)
  const ratings = ofType('evaluation.submitted')
  const service = ratings.filter(({ data }) => data.kind === 'service')

  it('are five to seven a working day in each station that serves retailers', () => {
    const days = new Set(service.map(({ data }) => String(data.at).slice(0, 10))).size
    for (const unit of SERVING_CODES)
      expect(service.filter(({ subject }) => subject === unit).length / days).toBeGreaterThan(4)
    expect(service.length / days / SERVING_CODES.length).toBeLessThan(8)
    expect(new Set(ratings.map(({ subject }) => subject))).toEqual(new Set(SERVING_CODES))
  })

  it('are good at about ninety-eight in a hundred, and reviews are held everywhere once', () => {
    const good = service.filter(({ data }) => Number(data.score) >= 4).length / service.length
    expect(good).toBeGreaterThan(0.975)
    expect(good).toBeLessThan(0.995)
    expect(new Set(ratings.filter(({ data }) => data.kind === 'democratic').map(({ subject }) => subject)).size).toBe(SERVING_CODES.length)
  })

  it('are by retailers that are known, more than a third of them in the quarter', () => {
    const known = new Set(ofType('org.retailer-declared').map(({ data, subject }) => `${subject} ${String(data.retailer)}`))
    const named = service.filter(({ data }) => data.retailer !== undefined)
    expect(named.filter(({ data, subject }) => !known.has(`${subject} ${String(data.retailer)}`))).toEqual([])
    const quarter = new Set(named.filter(({ data }) => msOf(data.at) >= msOf('2026-10-01T00:00:00+08:00')).map(({ data }) => data.retailer))
    expect(quarter.size / known.size).toBeGreaterThan(0.3)
    expect(quarter.size / known.size).toBeLessThan(0.6)
  })

  it('are handled where they are bad, after they were given; the last ones still wait', () => {
    const givenMs = new Map(service.filter(({ data }) => Number(data.score) <= 2).map(({ data }) => [data.evaluation, msOf(data.at)]))
    const handled = ofType('evaluation.handled')
    expect(handled.filter(({ data }) => !(givenMs.get(data.evaluation)! < msOf(data.at)))).toEqual([])
    expect(handled.length).toBeGreaterThan(30)
    const done = new Set(handled.map(({ data }) => data.evaluation))
    const waiting = [...givenMs].filter(([evaluation]) => !done.has(evaluation)).map(([evaluation]) => evaluation)
    expect(standing.badRatings.map(({ evaluation }) => evaluation).sort()).toEqual(waiting.map(String).sort())
    expect(standing.badRatings.length).toBeLessThan(8)
  })
})

it('hashes differ, have the length of a keyed hash, and follow from station and number alone', () => {
  const hashes = SERVING_CODES.flatMap(unit => Array.from({ length: 380 }, (_, number) => retailerHash(unit, number + 1)))
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(hashes.filter(hash => !/^[0-9a-f]{32}$/.test(hash))).toEqual([])
  expect(retailerHash('shouyi', 1)).toBe(retailerHash('shouyi', 1))
})
