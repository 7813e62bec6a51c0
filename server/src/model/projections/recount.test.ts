/** What was counted by other terms is counted anew at the start, and comes to what a rebuild from the log comes to. */
import type { House, Told } from '../../../test/support/house.ts'
import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { TERMS, termsWith } from '../../../test/support/terms.ts'
import { rebuild } from '../../data/log/rebuild.ts'
import { recountIfTermsChanged } from './recount.ts'

const { openStore } = useEmbedded()
const step = (name: string, id: string, day: string, more: Record<string, unknown> = {}): Told => ({ type: `licence.${name}`, subject: 'a', data: { case: id, at: `2026-11-${day}T15:00:00+08:00`, ...more } })
const decidedCase = (id: string, from: string, to: string): Told[] => [step('submitted', id, from, { matter: 'new', channel: 'window' }), step('accepted', id, from), step('decided', id, to, { decision: 'granted' })]

async function openCounted() {
  const house = await openHouse(await openStore(), { terms: TERMS })
  await recountIfTermsChanged(house.store, { terms: TERMS, nowMs: house.now() })
  // From Monday 2 November the fifth working day is Monday the 9th: one case in time, one late by a day.
  await house.tell(unit('a', { since: '2026-11-01' }), ...decidedCase('K', '02', '09'), ...decidedCase('L', '02', '10'), step('submitted', 'M', '02', { matter: 'new', channel: 'window' }), step('accepted', 'M', '02'), { type: 'study.exam-taken', subject: 'a', data: { exam: 'E', staffNo: 'S1', passed: true, takenAt: '2026-11-05' } }, { type: 'supervision.task-planned', subject: 'a', data: { task: 'T', topic: 'x', kind: 'routine', dueAt: '2026-11-30' } })
  await house.settle()
  await house.closeDays()
  return house
}

const tallies = async (house: House): Promise<string[]> => (await house.store.reader.selectFrom('tally').selectAll().where('n', '!=', 0).execute()).map(row => JSON.stringify(row)).sort()
const restarted = (house: House, terms = TERMS): Promise<House> => openHouse(house.store, { terms })
const inTime = async (house: House): Promise<unknown> => (await house.topic('a', 'licence')).decided.promised

it('counts anew when a day becomes a holiday, in topics and in closed days', async () => {
  const house = await openCounted()
  expect(await inTime(house)).toMatchObject({ num: 1, den: 2 })
  // With the 6th off the fifth day is the 10th.
  const terms = termsWith({ workdays: { holidays: [{ date: '2026-11-06', name: '运动会' }] } })
  expect(await recountIfTermsChanged(house.store, { terms, nowMs: house.now() })).toBe(true)
  const anew = await restarted(house, terms)
  await anew.settle()
  await anew.closeDays()
  expect(await inTime(anew)).toMatchObject({ num: 2, den: 2 })
  const day = await house.store.reader.selectFrom('metric_day').selectAll().where('unit', '=', 'a').where('code', '=', 'lic.ontime_promised').where('day', '=', terms.dayOf(Date.parse('2026-11-20'))).executeTakeFirstOrThrow()
  expect([day.num, day.den]).toEqual([2, 2])
})

it('comes to the tallies that a rebuild comes to, and touches those of no other subject', async () => {
  const house = await openCounted()
  const before = await tallies(house)
  const terms = termsWith({ licence: { promisedDays: 3 } })
  await recountIfTermsChanged(house.store, { terms, nowMs: house.now() })
  const recounted = await tallies(house)
  expect(recounted).not.toEqual(before)
  await rebuild(house.store, { days: terms, nowMs: house.now() })
  expect(await tallies(house)).toEqual(recounted)
})

it('does nothing where nothing has changed, and a rebuild notes what it counted by', async () => {
  const house = await openCounted()
  expect(await recountIfTermsChanged(house.store, { terms: termsWith(), nowMs: house.now() })).toBe(false)
  const terms = termsWith({ licence: { promisedDays: 3 } })
  await rebuild(house.store, { days: terms, nowMs: house.now() })
  expect(await recountIfTermsChanged(house.store, { terms, nowMs: house.now() })).toBe(false)
  expect(await recountIfTermsChanged(house.store, { terms: TERMS, nowMs: house.now() })).toBe(true)
  // When terminals serve is asked, not kept.
  expect(await recountIfTermsChanged(house.store, { terms: termsWith({ licence: { kiosk: { opensAt: '00:00', closesAt: '24:00', days: 'every' } } }), nowMs: house.now() })).toBe(false)
})
