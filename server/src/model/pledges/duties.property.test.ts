/** Nothing about duties changes between now and the instant they ask to be looked at again. */
import type { Told } from '../../../test/support/house.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runsOf, useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'
import { dutiesOf } from './duties.ts'

const { openStore } = useEmbedded()
const START = Date.parse('2026-10-01T00:00:00Z')
const STEP = 3 * 86_400_000

const moment = fc.integer({ min: 0, max: 40 }).map(n => new Date(START + n * STEP).toISOString())
const sometimes = fc.option(moment, { nil: undefined })
const staffNo = fc.constantFrom('S1', 'S2')
const at = fc.constantFrom('a', 'b')
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({ staffNo, at, since: sometimes, until: sometimes, line: fc.constantFrom('marketing', 'monopoly'), status: fc.constantFrom('active', 'leave', 'retired') })
    .map(({ staffNo: who, at: where, ...rest }) => person(who, where, JSON.parse(JSON.stringify(rest)) as Record<string, unknown>)),
  fc.record({ campaign: fc.constantFrom('C', 'A'), at: fc.constantFrom('d', 'a'), openAt: moment, dueAt: moment, validUntil: sometimes, lines: fc.boolean() })
    .map(({ at: subject, lines, ...rest }) => ({ type: 'pledge.campaign-opened', subject, data: { pledgeType: 't', name: 'n', signatories: lines ? { lines: ['marketing'] } : { all: true }, ...JSON.parse(JSON.stringify(rest)) as object } })),
  fc.record({ campaign: fc.constantFrom('C', 'A'), staffNo, at, signedAt: moment }).map(({ at: subject, ...data }) => ({ type: 'pledge.signed', subject, data: { ...data, method: 'paper' } })),
  fc.record({ campaign: fc.constantFrom('C', 'A'), staffNo, at, revokedAt: moment }).map(({ at: subject, ...data }) => ({ type: 'pledge.revoked', subject, data: { ...data, reason: 'r' } })),
  fc.record({ code: at, parent: fc.constantFrom('d', 'e'), since: moment }).map(({ code, ...data }) => unit(code, data)),
)

it('duties stay as they are until they wake', async () => {
  await fc.assert(fc.asyncProperty(fc.array(told, { minLength: 4, maxLength: 14 }), async (all) => {
    const house = await openHouse(await openStore())
    await house.tell(unit('d'), unit('e'), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...all)
    const ask = (atMs: number) => dutiesOf('a', { db: house.store.reader, org: house.org.current(), atMs })
    let seen = await ask(START - 2)
    // Third days, and one millisecond before and after each: every change there is lies on one of these.
    for (let day = 0; day < 80; day += 1) {
      for (const off of [-1, 0, 1]) {
        const atMs = START + day * STEP / 2 + off
        const now = await ask(atMs)
        if (seen.wakeMs === null || atMs < seen.wakeMs)
          expect(now.duties).toEqual(seen.duties)
        else
          seen = now
      }
    }
  }), { numRuns: runsOf(25) })
}, 60_000)
