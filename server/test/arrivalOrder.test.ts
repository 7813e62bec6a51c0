/**
 * Order does not matter (contract.md §1): any permutation and any repetition of the same events, retractions and
 * corrections included, gives the same tables and topics; and so does rebuilding from the log.
 */
import type { House, Told } from './support/house.ts'
import { parseTopicName } from '@qinglian/shared'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rebuild } from '../src/data/log/rebuild.ts'
import { anyEvents } from './support/anyEvents.ts'
import { describeEachDatabase } from './support/databases.ts'
import { openHouse } from './support/house.ts'

/** A set of events, and two ways of sending it: an order with repeats, and where it is cut into transactions. */
const scenario = anyEvents.chain(all => fc.record({
  all: fc.constant(all),
  order: fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all)).map(([once, twice]) => [...once, ...twice]),
  cuts: fc.array(fc.integer({ min: 1, max: all.length }), { maxLength: 4 }),
}))

const TABLES = ['unit_span', 'staff_span', 'source_system', 'pledge_campaign', 'pledge_signature', 'supervision_task', 'supervision_finding', 'alert', 'model_record', 'kiosk_day', 'portrait_day', 'tally', 'arrival', 'metric_now', 'metric_day'] as const

/** Every table, and every topic of every audience that can be asked for, without the counters that count computing. */
async function pictureOf(house: House): Promise<string> {
  const picture: Record<string, unknown> = {}
  for (const table of TABLES) {
    const rows = (await house.rows(table)).map(row => ({ ...row } as Record<string, unknown>))
    const counted = table === 'tally' ? rows.filter(row => row.n !== 0) : rows
    picture[table] = counted.map(({ at_ms: _, ...row }) => JSON.stringify(row)).sort()
  }
  picture.topics = (await house.store.reader.selectFrom('topic').select(['name', 'audience', 'value']).execute())
    .filter(row => house.org.current().isDeclared(parseTopicName(row.name)!.unit))
    .map(row => `${row.name} ${row.audience} ${row.value}`)
    .sort()
  picture.voided = (await house.store.reader.selectFrom('event').select(['id', 'voided']).execute()).map(row => `${row.id} ${row.voided}`).sort()
  return JSON.stringify(picture, null, 1)
}

async function tellInPieces(house: House, all: readonly Told[], cuts: readonly number[]): Promise<void> {
  const rest = [...all]
  for (const cut of cuts) {
    await house.tell(...rest.splice(0, cut))
    await house.settle()
  }
  if (rest.length > 0)
    await house.tell(...rest)
  await house.settle()
}

/** All houses show the same minute: what the clock does is tested elsewhere. */
const MINUTE = '2026-11-23T02:05:00.000Z'

async function closeDay(house: House): Promise<void> {
  await house.at(MINUTE)
  const marks = house.org.current().codes
  await house.remark(marks)
  await house.settle()
  await house.closeDays()
}

describeEachDatabase('order of arrival', (openStore, { kind }) => {
  const runs = kind === 'sqlite' ? 25 : 2

  it('does not matter, nor do repeats, nor where transactions are cut', async () => {
    await fc.assert(fc.asyncProperty(scenario, async ({ all, order, cuts }) => {
      const [straight, shuffled] = [await openHouse(await openStore()), await openHouse(await openStore())]
      await tellInPieces(straight, all, [])
      await tellInPieces(shuffled, order, cuts)
      await closeDay(straight)
      await closeDay(shuffled)
      expect(await pictureOf(shuffled)).toEqual(await pictureOf(straight))
    }), { numRuns: runs, interruptAfterTimeLimit: 60_000 })
  }, 120_000)

  it('does not matter to a rebuild from the log either', async () => {
    await fc.assert(fc.asyncProperty(scenario, async ({ order, cuts }) => {
      const house = await openHouse(await openStore())
      await tellInPieces(house, order, cuts)
      await closeDay(house)
      const before = await pictureOf(house)
      await rebuild(house.store, { days: house.days, nowMs: house.now() })
      await closeDay(house)
      expect(await pictureOf(house)).toEqual(before)
    }), { numRuns: runs, interruptAfterTimeLimit: 60_000 })
  }, 120_000)
})
