/** The four responsibilities of two stations and their district, counted by hand. It is Monday 23 November 2026. */
import type { DutyHolder } from '@qinglian/shared'
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { duty } from './duty.ts'

const { openStore } = useEmbedded()
const assigned = (task: string, due: string, holder: DutyHolder = 'party_branch', subject = 'a'): Told => ({ type: 'duty.task-assigned', subject, data: { holder, task, name: 'n', dueAt: afternoon(due) } })
const done = (task: string, at: string, subject = 'a'): Told => ({ type: 'duty.task-done', subject, data: { task, at: afternoon(at) } })
const retracted = (id: string, subject = 'a'): Told => ({ type: 'fact.retracted', subject, data: { source: '/upstream/test', id, reason: 'r' } })
const later = (told: Told): Told => ({ ...told, time: '2026-11-23T01:59:00.000Z' })
const earlier = (told: Told): Told => ({ ...told, time: '2026-11-23T01:00:00.000Z' })
/** So many tasks of one holder in one unit, all due on the 10th, the first of them done. */
function tasks(subject: string, holder: DutyHolder, [doneCount, count]: readonly [number, number]): Told[] {
  return Array.from({ length: count }, (_, i) => `${subject}-${holder}-${i}`).flatMap((task, i) => [assigned(task, '11-10', holder, subject), ...i < doneCount ? [done(task, '11-09', subject)] : []])
}

const world = async (...told: Told[]) => openRecordWorld(await openStore(), duty, told)

describe('tasks', () => {
  it('are due from their day to the end of its month, done early or late within it', async () => {
    const { rate } = await world(
      assigned('early', '11-20'),
      done('early', '10-30'),
      assigned('late', '11-02'),
      done('late', '11-22'),
      assigned('missed', '11-10'),
      assigned('today', '11-23'),
      assigned('last', '11-30'),
      done('last', '12-01'),
      assigned('october', '10-31'),
      done('unassigned', '11-05'),
      assigned('sister', '11-10', 'party_branch', 'b'),
    )
    // By the 1st none; the 2nd: late; the 10th: and missed; the 20th: and early, done long ago; the 22nd: late is done; the 23rd: and today's.
    expect(await Promise.all(['11-01', '11-02', '11-10', '11-20', '11-22', '11-23'].map(day => rate('duty.rate', day)))).toEqual(['0/0', '0/1', '0/2', '1/3', '2/3', '2/4'])
    // The last day of the month counts in it, and what is done after it does not; December and October have their own.
    expect(await Promise.all(['11-30', '12-01', '10-31'].map(day => rate('duty.rate', day)))).toEqual(['2/5', '0/0', '0/1'])
  })

  it('count on 29 February and at New Year in their own month', async () => {
    const { rate } = await world(assigned('leap', '2028-02-29'), done('leap', '2028-02-01'), assigned('new year', '2027-12-31'))
    expect(await Promise.all(['2028-02-28', '2028-02-29', '2028-03-01', '2027-12-31', '2028-01-01'].map(day => rate('duty.rate', day)))).toEqual(['0/0', '1/1', '0/0', '0/1', '0/0'])
  })

  it('move with a later deadline and change hands with a later holder, whichever arrives first', async () => {
    const told = [earlier(assigned('t', '11-10')), later(assigned('t', '11-20', 'station_head')), done('t', '11-15')]
    for (const order of [told, told.toReversed()]) {
      const { rate, figure } = await world(...order)
      expect(await Promise.all(['11-10', '11-20'].map(day => rate('duty.rate', day)))).toEqual(['0/0', '1/1'])
      expect([await figure('due.party_branch'), await figure('due.station_head'), await figure('done.station_head')]).toEqual([0, 1, 1])
    }
  })

  it('are open again where what was done is retracted', async () => {
    const { rate } = await world(assigned('t', '11-10'), { ...done('t', '11-09'), id: 'wrong' }, retracted('wrong'))
    expect(await rate('duty.rate')).toBe('0/1')
  })

  it('are done by nobody but the unit that has them', async () => {
    const { rate } = await world(assigned('t', '11-10'), done('t', '11-09', 'b'))
    expect([await rate('duty.rate'), await rate('duty.rate', '11-23', 'b')]).toEqual(['0/1', '0/0'])
  })
})

describe('the weakest holder', () => {
  it('is the one with the lowest rate among those with anything due', async () => {
    // 2 of 3, 3 of 4, 4 of 4; the discipline member has nothing due.
    const { rate } = await world(...tasks('a', 'party_branch', [3, 4]), ...tasks('a', 'station_head', [2, 3]), ...tasks('a', 'branch_secretary', [4, 4]), assigned('later', '11-24', 'discipline_member'))
    expect([await rate('duty.min_holder'), await rate('duty.rate'), await rate('duty.min_holder', '11-24'), await rate('duty.min_holder', '11-09')]).toEqual(['2/3', '9/11', '0/1', '0/0'])
  })

  it('of equal rates is the one with more due', async () => {
    const { rate } = await world(...tasks('a', 'branch_secretary', [1, 2]), ...tasks('a', 'station_head', [2, 4]))
    expect(await rate('duty.min_holder')).toBe('2/4')
  })
})

describe('the topic', () => {
  async function shown(...told: Told[]) {
    // Judged by the weakest, as the samples do for the house.
    const wording = { ...PLAIN_WORDING, judged: (prefix: string, audience: string) => prefix !== 'duty.' ? [] : audience === 'public' ? ['duty.rate'] : ['duty.rate', 'duty.min_holder'] }
    const house = await openHouse(await openStore(), { wording })
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd', shortName: '甲所' }), unit('b', { parent: 'd' }), ...told)
    await house.settle()
    return house
  }

  it('tells the public of all four together, and the house of each and of the weakest anywhere below', async () => {
    const house = await shown(...tasks('a', 'party_branch', [1, 2]), ...tasks('b', 'party_branch', [8, 8]), ...tasks('b', 'station_head', [2, 3]), ...tasks('d', 'party_branch', [1, 1]))
    expect(await house.topic('d', 'duty')).toEqual({ rate: { num: 12, den: 14, value: 12 / 14, quality: 'ok' }, level: 'yellow', freshness: { newest: '2026-11-23T02:00:00.000Z', state: 'fresh' } })
    const inside = await house.topic('d', 'duty', 'internal')
    // All party branches together are at 10 of 11 and the heads at 2 of 3; the weakest of all is the branch of a with 1 of 2.
    expect(inside.holders!.map(({ holder, rate: { num, den } }) => `${holder} ${num}/${den}`)).toEqual(['party_branch 10/11', 'station_head 2/3', 'branch_secretary 0/0', 'discipline_member 0/0'])
    expect(inside.weakest).toMatchObject({ unit: 'a', unitName: '甲所', holder: 'party_branch', rate: { num: 1, den: 2 } })
    expect((await house.topic('b', 'duty', 'internal')).weakest).toMatchObject({ unit: 'b', holder: 'station_head', rate: { num: 2, den: 3 } })
  })

  it('of nobody with anything due has no weakest and no colour', async () => {
    const house = await shown(assigned('t', '12-10'))
    expect(await house.topic('d', 'duty', 'internal')).toMatchObject({ rate: { num: 0, den: 0, quality: 'na' }, weakest: null, level: 'none' })
  })

  it('takes the next weakest when the weakest has made up', async () => {
    const house = await shown(...tasks('a', 'party_branch', [0, 1]), ...tasks('b', 'station_head', [2, 3]))
    expect((await house.topic('d', 'duty', 'internal')).weakest).toMatchObject({ unit: 'a', rate: { num: 0, den: 1 } })
    await house.tell(done('a-party_branch-0', '11-23'))
    await house.settle()
    expect((await house.topic('d', 'duty', 'internal')).weakest).toMatchObject({ unit: 'b', rate: { num: 2, den: 3 } })
  })
})

it('figures of now and of closed days are the weakest too, and late facts correct them', async () => {
  const house = await openHouse(await openStore(), { now: '2026-11-20T10:00:00+08:00' })
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...tasks('a', 'party_branch', [1, 2]), ...tasks('b', 'station_head', [2, 3]), ...tasks('d', 'party_branch', [1, 1]))
  await house.closeDays()
  await house.at('2026-11-23T10:00:00+08:00')
  await house.settle()
  await house.closeDays()
  const last = house.days.dayOf(house.now()) - 1
  const figures = async (day: number) => (await house.store.reader.selectFrom('metric_day').selectAll().where('code', '=', 'duty.min_holder').where('day', '=', day).orderBy('unit').execute()).map(row => `${row.unit} ${row.num}/${row.den}`)
  const now = async () => (await house.store.reader.selectFrom('metric_now').selectAll().where('code', '=', 'duty.min_holder').orderBy('unit').execute()).map(row => `${row.unit} ${row.num}/${row.den}`)
  expect([await figures(last), await now()]).toEqual([['a 1/2', 'b 2/3', 'd 1/2'], ['a 1/2', 'b 2/3', 'd 1/2']])
  await house.tell(done('a-party_branch-1', '11-22'))
  await house.settle()
  await house.closeDays()
  // On the 21st a's was still the weakest; on the 22nd it is b's.
  expect([await figures(last - 1), await figures(last), await now()]).toEqual([['a 1/2', 'b 2/3', 'd 1/2'], ['a 2/2', 'b 2/3', 'd 2/3'], ['a 2/2', 'b 2/3', 'd 2/3']])
})
