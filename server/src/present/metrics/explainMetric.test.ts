/** Why a number is what it is. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'
import { loadModelConfig } from '../../model/config/loadModelConfig.ts'
import { wordingOf } from '../../wording.ts'
import { createDisclosure } from '../topics/compose/hidden.ts'
import { explainMetric } from './explainMetric.ts'

const { openStore } = useEmbedded()
const config = loadModelConfig(undefined)
const wording = wordingOf(config)
const at = (day: string): string => `2026-${day}T15:00:00+08:00`
const SINCE = { since: '2026-10-25' }
const UNITS = [unit('d', { level: 'district', ...SINCE }), unit('a', { parent: 'd', ...SINCE }), unit('b', { parent: 'd', ...SINCE })]
function task(id: string, subject: string, dueAt: string, doneAt?: string): Told[] {
  return [
    { type: 'supervision.task-planned', subject, data: { task: id, topic: 'x', kind: 'routine', dueAt: at(dueAt) } },
    ...doneAt === undefined ? [] : [{ type: 'supervision.task-completed', subject, data: { task: id, at: at(doneAt) } }],
  ]
}

async function world(...told: Told[]) {
  const house = await openHouse(await openStore(), { wording })
  await house.tell(...UNITS, ...told)
  await house.settle()
  const explain = (code: string, of: string, more: { day?: string, audience?: 'public' | 'internal' | 'restricted', trend?: 'day' | 'month' | 'year' } = {}) => explainMetric(
    { code, unit: of, trend: more.trend, audience: more.audience ?? 'internal', day: more.day === undefined ? undefined : house.days.dayOf(Date.parse(at(more.day))) },
    { db: house.store.reader, org: house.org.current, days: house.days, wording, indicators: config.indicators, disclosure: createDisclosure(), clock: house.now },
  )
  return { house, explain }
}

/** Closes the days up to a morning. */
async function until(house: House, day: string): Promise<void> {
  await house.at(`2026-${day}T10:00:00+08:00`)
  await house.settle()
  await house.closeDays()
}

describe('a figure', () => {
  it('comes with its definition, its period, its two numbers, its level and what it is the sum of', async () => {
    const { explain } = await world(...task('1', 'a', '11-10', '11-09'), ...task('2', 'a', '11-20'), ...task('3', 'b', '11-30', '11-20'), ...task('4', 'd', '11-05', '11-05'))
    // November: a has 1 of 2, b 1 of 1, the district itself 1 of 1.
    expect(await explain('sup.plan_rate', 'd')).toMatchObject({
      code: 'sup.plan_rate',
      name: '监督计划完成率',
      unitName: '单位 d',
      formula: { num: '本月到期且已完成的任务数' },
      period: { kind: 'M', from: '2026-11-01', to: '2026-11-23' },
      num: 3,
      den: 4,
      value: 0.75,
      quality: 'small_n',
      level: 'red',
      target: 100,
      parts: [{ unit: 'd', own: true, num: 1, den: 1 }, { unit: 'a', own: false, num: 1, den: 2 }, { unit: 'b', own: false, num: 1, den: 1 }],
    })
    expect(await explain('sup.finding_count', 'd')).toMatchObject({ num: 0, den: null, value: 0, quality: 'zero' })
  })

  it('of a past day is that day\'s, corrected by what came late', async () => {
    const { house, explain } = await world(...task('1', 'a', '11-25'))
    await until(house, '11-26')
    expect(await explain('sup.plan_rate', 'd', { day: '11-24' })).toMatchObject({ num: 0, den: 1, period: { to: '2026-11-24' }, at: '2026-11-24T15:59:59.999Z' })
    await house.tell(...task('1', 'a', '11-25', '11-24').slice(1))
    await house.settle()
    await house.closeDays()
    expect(await explain('sup.plan_rate', 'd', { day: '11-24' })).toMatchObject({ num: 1, den: 1, parts: [{ own: true, num: 0, den: 0 }, { unit: 'a', num: 1, den: 1 }, { unit: 'b', num: 0, den: 0 }] })
    const { trend } = (await explain('sup.plan_rate', 'd'))!
    expect(trend!.slice(-4).map(({ day, num, den }) => `${day} ${num}/${den}`)).toEqual(['2026-11-22 0/1', '2026-11-23 0/1', '2026-11-24 1/1', '2026-11-25 1/1'])
  })

  it('moves by months and years as each ended, the present one as it stood last', async () => {
    const { house, explain } = await world(...task('1', 'a', '11-30', '11-28'), ...task('2', 'a', '12-10'))
    await until(house, '12-05')
    const trend = async (by: 'month' | 'year') => (await explain('sup.plan_rate', 'a', { trend: by }))!.trend!.map(({ day, num, den }) => `${day} ${num}/${den}`)
    // October ended with nothing, November with its task done, December has run for four days.
    expect(await trend('month')).toEqual(['2026-10-31 0/0', '2026-11-30 1/1', '2026-12-04 0/1'])
    expect(await trend('year')).toEqual(['2026-12-04 0/1'])
  })

  it('of a day before anything was known is missing, and no zero', async () => {
    const { explain } = await world()
    expect(await explain('sup.plan_rate', 'd', { day: '01-05' })).toMatchObject({ num: null, value: null, quality: 'missing', level: 'none' })
  })

  it('of a year that fills up is judged by how far it is behind a steady one, as its topic is', async () => {
    const talked = (who: string): Told => ({ type: 'talk.held', subject: 'd', data: { talk: `K-${who}`, tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee: who, focus: [], heldAt: at('11-02') } })
    const { house, explain } = await world(...[0, 1, 2, 3, 4].map(i => person(`S${i}`, 'a', SINCE)), ...[0, 1, 2, 3].map(i => talked(`S${i}`)))
    // 80 % alone would be yellow; of 365 days 39 are to come, which makes 90.7 %.
    expect(await explain('tlk.coverage', 'a')).toMatchObject({ num: 4, den: 5, value: 0.8, level: 'green' })
    expect((await house.topic('a', 'talks')).coverage).toMatchObject({ num: 4, den: 5 })
  })

  it('tells an old figure and a missing one from a real one', async () => {
    const hourly: Told = { type: 'source.declared', subject: 'd', data: { system: 's', name: 's', sourcePrefix: '/upstream/test', everySec: 3600 } }
    const { house, explain } = await world(hourly, ...task('1', 'a', '11-30'))
    expect([(await explain('sup.plan_rate', 'a'))!.quality, (await explain('lic.ontime_promised', 'a'))!.quality]).toEqual(['zero', 'missing'])
    await house.at('2026-11-23T18:00:00+08:00')
    expect(await explain('sup.plan_rate', 'a')).toMatchObject({ num: 0, den: 1, quality: 'stale' })
  })

  it('of the weakest is that of one holder in one unit, and no sum of parts', async () => {
    const duty = (id: string, subject: string, holder: string, isDone: boolean): Told[] => [
      { type: 'duty.task-assigned', subject, data: { holder, task: id, name: 'n', dueAt: at('11-10') } },
      ...isDone ? [{ type: 'duty.task-done', subject, data: { task: id, at: at('11-09') } }] : [],
    ]
    const { house, explain } = await world(...duty('1', 'a', 'station_head', true), ...duty('2', 'a', 'station_head', false), ...duty('3', 'b', 'station_head', true), ...duty('4', 'd', 'party_branch', true))
    const now = (await explain('duty.min_holder', 'd'))!
    // The heads of a are at 1 of 2, everybody else at all of theirs; below 75 % is red.
    expect(now).toMatchObject({ num: 1, den: 2, value: 0.5, level: 'red', period: { kind: 'M', from: '2026-11-01' } })
    expect(now).not.toHaveProperty('parts')
    expect(await explain('duty.rate', 'd')).toMatchObject({ num: 3, den: 4, parts: [{ own: true, num: 1, den: 1 }, { unit: 'a', num: 1, den: 2 }, { unit: 'b', num: 1, den: 1 }] })
    expect(await explain('duty.min_holder', 'd', { audience: 'public' })).toBeUndefined()
    await until(house, '11-25')
    expect(await explain('duty.min_holder', 'd', { day: '11-24' })).toMatchObject({ num: 1, den: 2, trend: expect.arrayContaining([{ day: '2026-11-24', num: 1, den: 2, value: 0.5 }]) })
  })

  it('says who feeds it', async () => {
    const { explain } = await world({ type: 'source.declared', subject: 'd', data: { system: 'supervision', name: '监督', sourcePrefix: '/upstream/test', everySec: 3600 } }, ...task('1', 'a', '11-30'))
    expect((await explain('sup.plan_rate', 'd'))!.sources).toEqual([{ name: wording.sourceName('supervision'), newest: '2026-11-23T02:00:00.000Z', state: 'fresh' }])
  })
})

describe('the public', () => {
  const people = (where: string, count: number) => Array.from({ length: count }, (_, i) => person(`${where}${i}`, where, SINCE))
  const training: Told = { type: 'study.session-held', subject: 'd', data: { session: 'X', kind: 'discipline_training', topic: 't', heldAt: at('11-02'), expected: [], attended: ['a0', 'b0'], integrityContent: true } }

  it('sees figures over people as far as no small group can be told, today\'s only and without what the unit itself adds', async () => {
    const { explain } = await world(...people('a', 4), ...people('b', 2), training)
    // Two people in b: neither b's figure, nor the one of a that leaves b over from the district's.
    const told = (await explain('edu.training', 'd', { audience: 'public' }))!
    expect(told).toMatchObject({ num: 2, den: 6, parts: [{ unit: 'a', num: null, suppressed: true }, { unit: 'b', num: null, suppressed: true, value: null }] })
    expect(told).not.toHaveProperty('trend')
    expect(await explain('edu.training', 'd', { audience: 'public', day: '11-10' })).toMatchObject({ num: null, suppressed: true, level: 'none' })
    expect(await explain('edu.training', 'b', { audience: 'internal' })).toMatchObject({ num: 1, den: 2, value: 0.5 })
  })

  it('sees of pledges what the topic shows', async () => {
    const open: Told = { type: 'pledge.campaign-opened', subject: 'd', data: { campaign: 'C', pledgeType: 'anti_drug', name: 'x', openAt: at('11-01'), dueAt: at('11-20'), signatories: { all: true } } }
    const { house, explain } = await world(...people('a', 4), ...people('b', 2), open)
    const topic = await house.topic('a', 'pledges')
    expect(await explain('plg.coverage', 'a', { audience: 'public' })).toMatchObject({ num: topic.coverage.num, den: topic.coverage.den })
    expect(topic.coverage.suppressed).toBe(true)
    expect(await explain('plg.antidrug', 'd', { audience: 'public' })).toMatchObject({ num: 0, den: 6 })
  })

  it('is told nothing of an indicator that is not for it, nor of one that is not there', async () => {
    const { explain } = await world()
    expect(config.indicators.get('sup.repeat_rate')!.audience).not.toBe('public')
    expect(await explain('sup.repeat_rate', 'd', { audience: 'public' })).toBeUndefined()
    expect(await explain('sup.repeat_rate', 'd', { audience: 'internal' })).toMatchObject({ code: 'sup.repeat_rate' })
    expect(await explain('no.such', 'd')).toBeUndefined()
  })
})

it('of open alerts is judged by their colours, now and on a past day; a score is of the unit itself', async () => {
  const alert = (word: string, id: string, day: string, data: object = {}): Told => ({ type: `alert.${word}`, subject: 'a', data: { alert: id, at: at(day), ...data } })
  const raised = (id: string, severity: string): Told => alert('raised', id, '11-10', { rule: 'R02', object: 'o', severity, dueAt: at('11-30') })
  const { house, explain } = await world(raised('1', 'yellow'), raised('2', 'yellow'), raised('3', 'red'), alert('cancelled', '3', '11-12'), alert('assigned', '1', '11-10'))
  await until(house, '11-23')
  expect(await explain('rsk.alert_open', 'd')).toMatchObject({ num: 2, den: null, level: 'green' })
  expect(await explain('rsk.alert_open', 'd', { day: '11-11' })).toMatchObject({ num: 3, level: 'red' })
  // One point for the yellow one, one for the signature that is missing.
  expect(await explain('rsk.score', 'a')).toMatchObject({ num: 9800, den: 100, value: 98, quality: 'ok', level: 'green' })
  const above = await explain('rsk.score', 'd')
  expect(above).toMatchObject({ num: 10_000, level: 'green' })
  expect(above).not.toHaveProperty('parts')
  expect(await explain('rsk.score', 'a', { audience: 'public' })).toBeUndefined()
  expect(await explain('rsk.mttr', 'a', { audience: 'public' })).toMatchObject({ num: 0, den: 0, quality: 'na', level: 'none' })
})
