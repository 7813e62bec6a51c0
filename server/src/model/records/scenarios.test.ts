/** Scenarios and challenges, counted by hand. It is Monday 23 November 2026, the first day of its week. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { scenarios } from './scenarios.ts'

const { openStore } = useEmbedded()
const stage = (scenario: string, to: string, day: string): Told => ({ type: 'scenario.stage-changed', subject: 'a', time: afternoon(day), data: { scenario, name: 'n', stage: to, at: afternoon(day) } })
const used = (scenario: string, at: string, count: number, subject = 'a'): Told => ({ type: 'scenario.used', subject, data: { scenario, at: at.includes('T') ? at : afternoon(at), count } })
const posted = (posting: string, due: string): Told => ({ type: 'challenge.posted', subject: 'd', data: { posting, title: 't', department: 'x', dueAt: afternoon(due) } })
const claimed = (posting: string, day: string, unit = 'a'): Told => ({ type: 'challenge.claimed', subject: 'd', data: { posting, at: afternoon(day), unit, team: 't' } })
const accepted = (posting: string, day: string): Told => ({ type: 'challenge.accepted', subject: 'd', data: { posting, at: afternoon(day) } })
const retracted = (id: string, subject = 'd'): Told => ({ type: 'fact.retracted', subject, data: { source: '/upstream/test', id, reason: 'r' } })
const world = async (...told: Told[]) => openRecordWorld(await openStore(), scenarios, told)

describe('scenarios', () => {
  it('stand in the stage that was stated last, from its day on', async () => {
    const { rate, figure } = await world(stage('1', 'building', '03-01'), stage('1', 'live', '11-01'), stage('2', 'live', '10-01'), stage('2', 'retired', '11-10'), stage('3', 'proposed', '11-23'))
    expect(await Promise.all(['10-31', '11-01', '11-23', '2027-11-23'].map(day => rate('dig.live', day)))).toEqual(['0/0', '1/0', '1/0', '1/0'])
    expect([await figure('stage.retired'), await figure('stage.building'), await figure('stage.proposed', '11-22'), await figure('stage.proposed')]).toEqual([1, 0, 0, 1])
  })
})

describe('uses', () => {
  it('add up from Monday to Sunday, each report once however its instant is written', async () => {
    const { rate } = await world(
      used('1', '11-22', 5),
      used('1', '11-23', 3),
      { ...used('1', '2026-11-23T16:00:00+08:00', 4), time: '2026-11-23T01:00:00.000Z' },
      // The same report, stated again with another number.
      { ...used('1', '2026-11-23T08:00:00Z', 6), time: '2026-11-23T01:30:00.000Z' },
      used('2', '11-29', 7),
      used('2', '11-23', 9, 'b'),
    )
    // 3 and 6; on Sunday 7 more; the week before 5.
    expect(await Promise.all(['11-22', '11-23', '11-29', '11-30'].map(day => rate('dig.usage', day)))).toEqual(['5/0', '9/0', '16/0', '0/0'])
    expect(await rate('dig.usage', '11-23', 'b')).toBe('9/0')
  })

  it('that were retracted are gone', async () => {
    const { rate } = await world(used('1', '11-23', 3), { ...used('1', '2026-11-23T16:00:00+08:00', 4), id: 'wrong' }, retracted('wrong', 'a'))
    expect(await rate('dig.usage')).toBe('3/0')
  })
})

describe('challenges', () => {
  it('count where they were posted, and from the day of the claim where they were claimed', async () => {
    const { rate } = await world(posted('1', '12-31'), claimed('1', '11-10'), posted('2', '11-30'), posted('3', '2027-01-01'), posted('4', '2025-12-31'), claimed('4', '2026-01-02'))
    // 1 and 2 until the 9th; then only 2 stands at the district, and 1 at a.
    expect(await Promise.all(['01-01', '11-09', '11-10', '11-23'].map(day => rate('dig.challenge_rate', day, 'd')))).toEqual(['0/2', '0/2', '0/1', '0/1'])
    expect(await Promise.all(['11-09', '11-10', '11-23', '2027-01-01'].map(day => rate('dig.challenge_rate', day)))).toEqual(['0/0', '1/1', '1/1', '0/0'])
    // 3 belongs to 2027; 4 was claimed when its year was over.
    expect([await rate('dig.challenge_rate', '2027-01-01', 'd'), await rate('dig.challenge_rate', '2025-12-31', 'd')]).toEqual(['0/1', '0/1'])
  })

  it('are judged by their acceptance once they have come due', async () => {
    const told = [
      ...[posted('early', '11-20'), claimed('early', '11-01'), accepted('early', '11-05')],
      ...[posted('late', '11-20'), claimed('late', '11-01'), accepted('late', '11-22')],
      ...[posted('never', '11-23'), claimed('never', '11-01')],
      ...[posted('ahead', '12-31'), claimed('ahead', '11-01'), accepted('ahead', '11-02')],
      ...[posted('unclaimed', '11-20'), accepted('unclaimed', '11-21')],
    ]
    const { rate } = await world(...told)
    expect(await Promise.all(['11-19', '11-20', '11-21', '11-22', '11-23', '12-31', '2027-01-01'].map(day => rate('dig.challenge_done', day)))).toEqual(['0/0', '1/2', '1/2', '2/2', '2/3', '3/4', '0/0'])
    expect(await (await world()).rate('dig.challenge_done')).toBe('0/0')
  })

  it('move with a claim that is corrected or retracted, on the walls of both units and of their parent', async () => {
    const { house, rate } = await world(posted('1', '12-31'), { ...claimed('1', '11-10'), id: 'first', time: '2026-11-23T01:00:00.000Z' })
    await house.settle()
    const claims = async (code: string) => (await house.topic(code, 'scenarios')).challenges.claimed
    expect([(await claims('a')).num, (await claims('d')).num]).toEqual([1, 1])
    await house.tell({ ...claimed('1', '11-12', 'b'), id: 'second', time: '2026-11-23T01:30:00.000Z' })
    await house.settle()
    expect([await claims('a'), await claims('b'), await claims('d')].map(({ num, den }) => `${num}/${den}`)).toEqual(['0/0', '1/1', '1/1'])
    await house.tell(retracted('second'), retracted('first'))
    await house.settle()
    expect([await claims('a'), await claims('b'), await claims('d')].map(({ num, den }) => `${num}/${den}`)).toEqual(['0/0', '0/0', '0/1'])
    expect(await rate('dig.challenge_rate', '11-23', 'd')).toBe('0/1')
  })

  it('claimed late correct the closed days of both units', async () => {
    // Nobody reaches back without limit here, or 400 days would be closed first.
    const since = '2026-11-20'
    const house = await openHouse(await openStore())
    await house.tell(unit('d', { level: 'district', since }), unit('a', { parent: 'd', since }), posted('1', '12-31'))
    await house.at('2026-11-26T02:00:00.000Z')
    await house.closeDays()
    await house.tell(claimed('1', '11-24'))
    await house.closeDays()
    const days = await house.store.reader.selectFrom('metric_day').selectAll().where('code', '=', 'dig.challenge_rate').where('unit', 'in', ['a', 'd']).execute()
    const on = (unit: string, day: string): string[] => days.filter(row => row.unit === unit && house.days.format(row.day) === day).map(({ num, den }) => `${num}/${den}`)
    expect(['2026-11-23', '2026-11-24', '2026-11-25'].map(day => [...on('a', day), ...on('d', day)])).toEqual([['0/0', '0/1'], ['1/1', '1/1'], ['1/1', '1/1']])
  })
})

it('the house sees the stages, everybody what is in use', async () => {
  const { house } = await world(stage('1', 'live', '11-01'), stage('2', 'proposed', '11-01'))
  await house.settle()
  const seen = await house.topic('a', 'scenarios')
  expect([seen.live, 'byStage' in seen]).toEqual([1, false])
  expect((await house.topic('a', 'scenarios', 'internal')).byStage).toContainEqual({ stage: 'proposed', count: 1 })
})
