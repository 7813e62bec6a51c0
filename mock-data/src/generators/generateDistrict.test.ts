import type { GenerateOptions } from './generateDistrict.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkEvent } from '../../test/checkEvent.ts'
import { inStatementOrder } from '../recorder.ts'
import { generateDistrict } from './generateDistrict.ts'

const options = fc.record({
  seed: fc.integer(),
  stations: fc.integer({ min: 1, max: 5 }),
  districts: fc.integer({ min: 1, max: 3 }),
  staffPerStation: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 9 })),
  types: fc.subarray(['anti_drug', 'business_conduct', 'integrity']),
})

function many(more: Partial<GenerateOptions> = {}) {
  return Array.from({ length: 40 }, (_, seed) => generateDistrict({ seed, stations: 4, staffPerStation: [1, 6], types: ['integrity', 'anti_drug'], ...more }))
}

it('gives valid events in statement order, none in the future, with identities of their own', () => {
  fc.assert(fc.property(options, (drawn) => {
    const { events, nowMs } = generateDistrict(drawn)
    expect(events.flatMap(event => checkEvent(event, nowMs) ?? [])).toEqual([])
    expect(inStatementOrder(events)).toEqual(events)
    expect(events.filter(event => Date.parse(event.time) > nowMs)).toEqual([])
    expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(events.length)
  }), { numRuns: 60 })
})

it('is the same for the same options', () => {
  fc.assert(fc.property(options, (drawn) => {
    expect(generateDistrict(drawn)).toEqual(generateDistrict(drawn))
  }), { numRuns: 10 })
})

it('names its units from the top, a parent before those below it', () => {
  const { units, parents } = generateDistrict({ seed: 1, stations: 5, districts: 2, staffPerStation: [1, 2], types: [] })
  expect(units[0]).toBe('city')
  expect(units).toHaveLength(8)
  for (const unit of units.slice(1))
    expect(units.indexOf(parents[unit] ?? '')).toBeLessThan(units.indexOf(unit))
})

describe('brings about what tests of privacy look for', () => {
  const districts = many()
  const events = districts.flatMap(district => district.events)
  const ofType = (type: string) => events.filter(event => event.type === `qinglian.${type}`)

  it('lines of one or two people in most districts', () => {
    const withSmallLines = districts.filter((district) => {
      const staff = district.events.filter(event => event.type === 'qinglian.org.staff-declared')
      const groups = Map.groupBy(staff, ({ subject, data }) => `${subject}/${String(data.line)}`)
      return [...groups.values()].some(group => new Set(group.map(({ data }) => data.staffNo)).size <= 2)
    })
    expect(withSmallLines.length).toBeGreaterThan(30)
  })

  it('people who move', () => {
    const withMoves = districts.filter((district) => {
      const posts = Map.groupBy(district.events.filter(event => event.type === 'qinglian.org.staff-declared'), ({ data }) => data.staffNo)
      return [...posts.values()].some(stated => new Set(stated.map(({ subject }) => subject)).size > 1)
    })
    expect(withMoves.length).toBeGreaterThan(20)
  })

  it('people stated weeks after they came, when facts about them are there', () => {
    const weeksLate = (lateShare: number) => many({ lateShare, moveShare: 0 }).flatMap((district) => {
      const signed = district.events.filter(({ type }) => type === 'qinglian.pledge.signed')
      const declared = new Map(district.events.filter(({ type }) => type === 'qinglian.org.staff-declared').map(({ data, time }) => [data.staffNo, Date.parse(time)]))
      return signed.filter(({ data, time }) => declared.get(data.staffNo)! - Date.parse(time) > 14 * 86_400_000)
    }).length
    expect(weeksLate(0.5)).toBeGreaterThan(1.4 * weeksLate(0))
    expect(weeksLate(0.5)).toBeGreaterThan(50)
  })

  it('revocations, retractions, and signatories of every sort', () => {
    expect(ofType('pledge.revoked').length).toBeGreaterThan(20)
    expect(ofType('fact.retracted').length).toBeGreaterThan(40)
    const sorts = new Set(ofType('pledge.campaign-opened').flatMap(({ data }) => Object.keys(data.signatories as object)))
    expect([...sorts].sort()).toEqual(['all', 'lines', 'roles', 'staffNos'])
  })

  it('findings on every step, also two steps at one instant', () => {
    for (const step of ['submitted', 'returned', 'verified', 'written-off'])
      expect(ofType(`rectification.${step}`).length).toBeGreaterThan(10)
    const instants = Map.groupBy(events.filter(({ type }) => type.startsWith('qinglian.rectification.')), ({ data }) => `${String(data.finding)} ${String(data.at)}`)
    expect([...instants.values()].filter(steps => new Set(steps.map(({ type }) => type)).size > 1).length).toBeGreaterThan(5)
  })

  it('nothing of what a share of 0 leaves out', () => {
    const plain = many({ retractShare: 0, revokeShare: 0, moveShare: 0 }).flatMap(district => district.events.map(({ type }) => type))
    expect(plain).not.toContain('qinglian.fact.retracted')
    expect(plain).not.toContain('qinglian.pledge.revoked')
  })
})

it('refuses numbers that make no district', () => {
  expect(() => generateDistrict({ seed: 1, stations: 0, staffPerStation: [1, 2], types: [] })).toThrow(RangeError)
  expect(() => generateDistrict({ seed: 1, stations: 1, staffPerStation: [3, 2], types: [] })).toThrow(RangeError)
})
