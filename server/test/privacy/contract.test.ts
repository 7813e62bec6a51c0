/** The truth about events, read from contract.md §2, against the server: on worlds of a few events, and on the sample district. */
import type { Told } from '../support/house.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDistrict } from '../../../mock-data/src/index.ts'
import { person, unit } from '../support/house.ts'
import { smallWorld } from './support/smallWorlds.ts'
import { inHouse, viewOf } from './support/views.ts'
import { ratesOf } from './truth/published.ts'

const NOW_MS = Date.parse('2026-11-23T02:07:00Z')

it('supervision of small worlds, whatever is told twice, late, or at one instant', async () => {
  await fc.assert(fc.asyncProperty(smallWorld, world => inHouse(world, async (house) => {
    const { truth, topic } = await viewOf(house, world)
    for (const code of truth.codes) {
      const { tasks, findings } = topic(code, 'supervision', 'internal')
      expect({ code, tasks, findings }).toEqual({ code, ...truth.supervision(code) })
    }
  })), { numRuns: 40 })
}, 120_000)

it('pledges of small worlds (by the cases below)', async () => {
  await fc.assert(fc.asyncProperty(smallWorld, world => inHouse(world, async (house) => {
    const { truth, topic } = await viewOf(house, world)
    for (const code of truth.codes)
      expect(Object.fromEntries(ratesOf(topic(code, 'pledges', 'internal')))).toEqual(truth.pledges(code).rates)
  })), { numRuns: 60, seed: 6, endOnFailure: true })
}, 120_000)

it('the sample district, every unit of it', async () => {
  const world = { events: buildDistrict({ seed: 'oracle', now: NOW_MS }).events, nowMs: NOW_MS }
  await inHouse(world, async (house) => {
    const { truth, topic } = await viewOf(house, world)
    expect(truth.codes).toHaveLength(8)
    for (const code of truth.codes) {
      const { tasks, findings } = topic(code, 'supervision', 'internal')
      const pledges = topic(code, 'pledges', 'internal')
      expect({ code, tasks, findings }).toEqual({ code, ...truth.supervision(code) })
      expect({ code, rates: Object.fromEntries(ratesOf(pledges)), expiring30d: pledges.expiring30d }).toEqual({ code, ...truth.pledges(code) })
    }
  })
})

describe('where the server reads it otherwise', () => {
  const units = [unit('c', { level: 'city' }), unit('d', { level: 'district', parent: 'c' }), unit('e', { level: 'district', parent: 'c' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' })]
  const campaign = (subject: string): Told => ({ type: 'pledge.campaign-opened', subject, data: { campaign: 'C', pledgeType: 'integrity', name: 'n', openAt: '2026-05-01T09:00:00+08:00', dueAt: '2026-05-20T09:00:00+08:00', signatories: { all: true } } })
  const coverageIn = (code: string, told: readonly Told[]) => {
    const events = told.map(({ type, ...rest }, i) => ({ specversion: '1.0' as const, id: `e${i}`, source: '/upstream/test', time: '2026-11-01T00:00:00Z', ...rest, type: `qinglian.${type}` }))
    return inHouse({ events, nowMs: NOW_MS }, async (house) => {
      const { truth, topic } = await viewOf(house, { events })
      const { num, den } = topic(code, 'pledges', 'internal').coverage
      const { total } = truth.pledges(code).rates
      return { shown: [num, den], true: [total!.num, total!.den] }
    })
  }

  it('who joined half a year ago should sign, also when their station changed its district last week', async () => {
    const { shown, true: wanted } = await coverageIn('a', [...units, campaign('c'), person('S1', 'a', { since: '2026-05-15' }), unit('a', { parent: 'e', since: '2026-11-16' })])
    expect(wanted).toEqual([0, 1])
    expect(shown).toEqual(wanted)
  })

  it('who came last week from a station that the campaign did not reach has thirty days to sign', async () => {
    const { shown, true: wanted } = await coverageIn('a', [...units, campaign('a'), person('S1', 'b'), person('S1', 'a', { since: '2026-11-16' })])
    expect(wanted).toEqual([0, 0])
    expect(shown).toEqual(wanted)
  })

  it('who had left before the campaign opened was never to sign it, signature or not', async () => {
    const signed: Told = { type: 'pledge.signed', subject: 'a', data: { campaign: 'C', staffNo: 'S1', signedAt: '2026-05-02T09:00:00+08:00', method: 'paper' } }
    const { shown, true: wanted } = await coverageIn('a', [...units, campaign('c'), person('S1', 'a'), person('S1', 'a', { status: 'retired', since: '2026-04-01' }), signed])
    expect(wanted).toEqual([0, 0])
    expect(shown).toEqual(wanted)
  })

  it('what another unit says of a task is not applied, and does not undo what its own unit said', async () => {
    const events = [
      ...units,
      { type: 'supervision.task-planned', subject: 'a', data: { task: 'T', topic: 't', kind: 'routine', dueAt: '2026-11-10T09:00:00+08:00' } },
      { type: 'supervision.task-completed', subject: 'a', time: '2026-11-05T01:00:00Z', data: { task: 'T', at: '2026-11-05T09:00:00+08:00' } },
      { type: 'supervision.task-completed', subject: 'e', time: '2026-11-06T01:00:00Z', data: { task: 'T', at: '2026-11-06T09:00:00+08:00' } },
    ].map(({ type, ...rest }, i) => ({ specversion: '1.0' as const, id: `e${i}`, source: '/upstream/test', time: '2026-11-01T00:00:00Z', ...rest, type: `qinglian.${type}` }))
    await inHouse({ events, nowMs: NOW_MS }, async (house) => {
      const { topic } = await viewOf(house, { events })
      expect(topic('a', 'supervision', 'internal').tasks).toMatchObject({ planned: 1, done: 1, open: 0 })
    })
  })
})
