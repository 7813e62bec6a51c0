import { expect, it } from 'vitest'
import { DAY_MS } from '../calendar.ts'
import { buildDistrict } from './buildDistrict.ts'
import { KIOSKS } from './kiosks.ts'
import { LICENSING_UNITS } from './licences.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const nowMs = Date.parse(NOW)
const district = buildDistrict({ seed: 'qinglian', now: NOW })
const of = (type: string) => district.events.filter(event => event.type === `qinglian.${type}`)
const at = (event: { data: Record<string, unknown> }): number => Date.parse(String(event.data.at))
/** The last word on each case. */
const byCase = (type: string) => new Map(of(`licence.${type}`).map(event => [event.data.case, event]))

const submitted = byCase('submitted')
const accepted = byCase('accepted')
const decided = byCase('decided')

it('brings each of the six stations one to two hundred and fifty cases a year, in every matter and channel', () => {
  const perUnit = Map.groupBy(submitted.values(), event => event.subject)
  expect([...perUnit.keys()].sort()).toEqual([...LICENSING_UNITS].sort())
  for (const cases of perUnit.values())
    expect(cases.length > 100 && cases.length < 300).toBe(true)
  expect(new Set([...submitted.values()].map(({ data }) => data.matter)).size).toBe(7)
  expect(new Set([...submitted.values()].map(({ data }) => data.channel))).toEqual(new Set(['window', 'online', 'kiosk']))
})

it('takes applications at a terminal only where one stands', () => {
  const units = new Set([...submitted.values()].filter(({ data }) => data.channel === 'kiosk').map(event => event.subject))
  expect([...units].sort()).toEqual(KIOSKS.map(({ unit }) => unit).sort())
})

it('goes through its steps in order', () => {
  const delivered = byCase('delivered')
  expect([...accepted].filter(([id, event]) => at(event) <= at(submitted.get(id)!))).toEqual([])
  expect([...decided].filter(([id, event]) => at(event) <= at(accepted.get(id)!))).toEqual([])
  expect([...delivered].filter(([id, event]) => decided.get(id)?.data.decision !== 'granted' || at(event) <= at(decided.get(id)!))).toEqual([])
})

it('is mostly quick, with some paused, extended, withdrawn, corrected and slow', () => {
  const paused = byCase('paused')
  const slow = [...decided].filter(([id, event]) => !paused.has(id) && at(event) - at(accepted.get(id)!) > 8 * DAY_MS)
  expect(slow.length).toBeGreaterThan(2)
  expect(slow.length / decided.size).toBeLessThan(0.03)
  for (const type of ['paused', 'resumed', 'extended', 'withdrawn', 'correction-asked'])
    expect(of(`licence.${type}`).length).toBeGreaterThan(0)
  // Six decisions are stated twice.
  expect(of('licence.decided').length - decided.size).toBe(6)
})

it('leaves some renewals until the licence ends, and nobody late across the present, whatever the seed', () => {
  const ended = [...submitted].filter(([id, { data }]) => !decided.has(id) && data.licenceExpiresAt !== undefined && Date.parse(String(data.licenceExpiresAt)) < nowMs - DAY_MS)
  expect(ended.length).toBeGreaterThan(0)
  for (const seed of ['qinglian', 'a', 'b']) {
    const { standing } = buildDistrict({ seed, now: NOW })
    expect(standing.cases.length).toBeGreaterThan(5)
    expect(standing.cases.filter(({ stage, stageMs }) => (stage === 'accepted' || stage === 'checked') && stageMs < nowMs - 7 * DAY_MS)).toEqual([])
  }
})

it('lets terminals be used all year and speak for two days, but for an hour in which one was off', () => {
  expect(of('kiosk.session-completed').length).toBeGreaterThan(800)
  for (const [index, { kiosk, unit }] of KIOSKS.entries()) {
    const beats = of('kiosk.heartbeat').filter(event => event.data.kiosk === kiosk)
    const gaps = beats.slice(1).map((event, i) => (at(event) - at(beats[i]!)) / 60_000)
    expect(beats.every(event => event.subject === unit)).toBe(true)
    expect(nowMs - at(beats[0]!)).toBeGreaterThan(2 * DAY_MS)
    expect(gaps.filter(minutes => minutes !== 5)).toEqual(index === 1 ? [65] : [])
  }
})
