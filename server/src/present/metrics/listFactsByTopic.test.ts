/** What lies behind the numbers of single topics, by hand. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openFactsWorld } from '../../../test/support/factsWorld.ts'
import { person, unit } from '../../../test/support/house.ts'
import { afternoon } from '../../../test/support/recordWorld.ts'

const { openStore } = useEmbedded()
const DAYS_OLD = { since: '2026-11-01' }
const YOUNG = [unit('d', { level: 'district', ...DAYS_OLD }), unit('a', { parent: 'd', ...DAYS_OLD })]
const OLD = [unit('d', { level: 'district' }), unit('a', { parent: 'd' })]
const world = async (...told: Told[]) => openFactsWorld(await openStore(), told)
const tell = (type: string, data: Record<string, unknown>, subject = 'a'): Told => ({ type, subject, data })

const planned = (task: string, due: string, kind = 'routine'): Told => tell('supervision.task-planned', { task, topic: 'x', kind, dueAt: afternoon(due) })
const done = (task: string, day: string): Told => tell('supervision.task-completed', { task, at: afternoon(day) })

describe('alerts', () => {
  const step = (kind: string, alert: string, day: string, more: Record<string, unknown> = {}): Told => tell(`alert.${kind}`, { alert, at: afternoon(day), ...more })
  const raised = (alert: string, day: string, object = 'task/T'): Told => step('raised', alert, day, { rule: 'R02', severity: 'yellow', object, dueAt: afternoon('11-16') })
  /** Closed on the 10th, signed for a day after it was assigned. */
  const handled = (alert: string): Told[] => [step('assigned', alert, '11-02'), step('signed', alert, '11-03'), step('verification-begun', alert, '11-04'), step('rectification-begun', alert, '11-05'), step('reported', alert, '11-06'), step('review-passed', alert, '11-09'), step('closed', alert, '11-10')]
  const told = [
    ...YOUNG,
    raised('closed', '11-02'),
    ...handled('closed'),
    raised('of people', '11-02', 'campaign/C'),
    ...handled('of people'),
    raised('false', '11-04'),
    step('cancelled', 'false', '11-05', { reason: 'r' }),
    raised('open', '11-03'),
  ]

  it('that are open come first, then what was open, by when it was raised', async () => {
    const { house, told: facts } = await world(...told)
    await house.closeDays()
    expect(await facts('rsk.alert_open', 'd')).toEqual(['a open 2026-11-03 1/null'])
    expect(await facts('rsk.alert_open', 'd', { day: '11-04', limit: 1 })).toEqual(['a open 2026-11-03 1/null', 'a false 2026-11-04 1/null', 'a of people 2026-11-02 1/null', 'a closed 2026-11-02 1/null'])
    expect(await facts('rsk.alert_open', 'd', { day: '11-02' })).toEqual(['a of people 2026-11-02 1/null', 'a closed 2026-11-02 1/null'])
  })

  it('were handled in so many days and signed for after so many minutes; those about people are in no figure that is public', async () => {
    const { told: facts } = await world(...told)
    // The 3rd to the 6th, the 9th and the 10th.
    expect(await facts('rsk.mttr', 'd')).toEqual(['a closed 2026-11-10 6/1'])
    // What is open was due on the 16th, and is late from the next day on.
    expect(await facts('rsk.alert_ontime', 'd')).toEqual(['a open 2026-11-17 0/1', 'a closed 2026-11-10 1/1'])
    // From 15:00 to 17:30, from 08:30 to 12:00 and from 14:00 to 15:00: 150 + 210 + 60 minutes, of 60 an hour.
    expect(await facts('rsk.sign_latency', 'd')).toEqual(['a of people 2026-11-03 420/60', 'a closed 2026-11-03 420/60'])
    expect(await facts('rsk.false_rate', 'd')).toEqual(['a false 2026-11-05 1/1', 'a of people 2026-11-10 0/1', 'a closed 2026-11-10 0/1'])
  })

  it('that were late before they were raised are late since then', async () => {
    const { house, told: facts } = await world(...YOUNG, step('raised', 'A', '11-12', { rule: 'R02', severity: 'yellow', object: 'task/T', dueAt: afternoon('11-03') }))
    await house.closeDays()
    expect([await facts('rsk.alert_ontime', 'd', { day: '11-03' }), await facts('rsk.alert_ontime', 'd', { day: '11-04' }), await facts('rsk.alert_open', 'd', { day: '11-04' })]).toEqual([[], ['a A 2026-11-04 0/1'], []])
  })

  it('are told to nobody outside one by one', async () => {
    const { page, explain } = await world(...told)
    expect(await page('rsk.mttr', 'd', { audience: 'public' })).toMatchObject({ facts: [], next: null, withheld: 'people' })
    expect(await explain('rsk.mttr', 'd', { audience: 'public' })).not.toHaveProperty('facts')
    expect(await page('rsk.alert_open', 'd', { audience: 'public' })).toBeUndefined()
  })
})

describe('supervision', () => {
  it('counts tasks done in the quarter, whenever they were due, and tells findings beside them', async () => {
    const { told } = await world(...OLD, planned('T1', '11-10', 'cross'), done('T1', '11-09'), planned('T2', '2025-12-01'), done('T2', '10-05'), planned('T3', '11-12'), tell('supervision.finding-raised', { finding: 'F', category: 'c', severity: 'low', raisedAt: afternoon('11-10'), dueAt: afternoon('11-20') }))
    expect(await told('sup.finding_per_task', 'd')).toEqual(['a T1 2026-11-09 0/1', 'a F 2026-11-10 1/0', 'a T2 2026-10-05 0/1'])
    expect(await told('sup.cross_share', 'd')).toEqual(['a T1 2026-11-09 1/1', 'a T2 2026-10-05 0/1'])
  })

  it('counts double-random tasks due in the quarter', async () => {
    const { told } = await world(...OLD, planned('1', '12-31', 'double_random'), planned('2', '10-01', 'double_random'), done('2', '10-02'), planned('3', '09-30', 'double_random'), planned('4', '11-01'))
    // One that is due later in the quarter counts from the first day of it on.
    expect(await told('sup.double_random', 'd')).toEqual(['a 1 2026-12-31 0/1', 'a 2 2026-10-02 1/1'])
  })

  it('owes a self check of each line and month in which the station was there', async () => {
    const { told } = await world(...YOUNG, tell('selfcheck.submitted', { line: 'monopoly', period: '2026-Q4', issues: 0, at: afternoon('11-20') }))
    // None of October: the station is there since November.
    expect(await told('sup.selfcheck_rate', 'd')).toEqual(['a marketing/2026-11 null 0/1', 'a monopoly/2026-11 2026-11-20 1/1'])
  })

  it('tells what was done on the day on which the last quarter\'s leaves', async () => {
    const check = (period: string, day: string): Told => tell('selfcheck.submitted', { line: 'monopoly', period, issues: 0, at: afternoon(day) })
    // One of each enters on the first of October, when one of July leaves.
    const { told } = await world(...OLD, check('2026-Q3', '07-15'), check('2026-10', '10-01'), planned('1', '07-15'), done('1', '07-15'), planned('2', '10-01'), done('2', '10-01'))
    expect((await told('sup.selfcheck_rate', 'd')).filter(fact => fact.includes('1/1'))).toEqual(['a monopoly/2026-10 2026-10-01 1/1'])
    expect(await told('sup.coverage', 'd')).toEqual(['a undefined 2026-10-01 1/1'])
  })

  it('counts joint meetings that have fallen due, held beforehand or not', async () => {
    const meeting = (name: string, due: string, heldAt?: string): Told[] => [tell('meeting.joint-planned', { meeting: name, dueAt: afternoon(due) }), ...heldAt === undefined ? [] : [tell('meeting.joint-held', { meeting: name, heldAt: afternoon(heldAt) })]]
    const { told } = await world(...OLD, ...meeting('1', '11-10', '11-09'), ...meeting('2', '11-12'), ...meeting('3', '12-20', '11-20'), tell('meeting.joint-held', { meeting: '4', heldAt: afternoon('11-21') }))
    // The third is not due yet, the fourth was never planned.
    expect(await told('sup.joint_meeting', 'd')).toEqual(['a 1 2026-11-10 1/1', 'a 2 2026-11-12 0/1'])
  })
})

it('reviews of pledges are owed by campaign; one that names who signs is named to the few alone', async () => {
  const campaign = (name: string, due: string, signatories: Record<string, unknown> = { all: true }): Told => tell('pledge.campaign-opened', { campaign: name, pledgeType: 'anti_drug', name: 'n', openAt: afternoon('11-01'), dueAt: afternoon(due), signatories }, 'd')
  const { told } = await world(...YOUNG, campaign('1', '11-05'), campaign('2', '11-06'), campaign('3', '12-01'), campaign('4', '11-07', { staffNos: ['S1'] }), tell('pledge.fulfilment-reviewed', { campaign: '1', review: 'R', heldAt: afternoon('11-02') }))
  // Reviewed before it fell due; the third is not due yet.
  expect(await told('plg.fulfil_review', 'd')).toEqual(['d 1 2026-11-05 1/1', 'd 2 2026-11-06 0/1', 'd undefined 2026-11-07 0/1'])
  expect(await told('plg.fulfil_review', 'd', { audience: 'restricted' })).toContain('d 4 2026-11-07 0/1')
})

it('duties are told from the latest on', async () => {
  const duty = (task: string, due: string, at?: string): Told[] => [tell('duty.task-assigned', { holder: 'party_branch', task, name: 'n', dueAt: afternoon(due) }), ...at === undefined ? [] : [tell('duty.task-done', { task, at: afternoon(at) })]]
  const { told } = await world(...YOUNG, ...duty('1', '11-10', '11-03'), ...duty('2', '11-12'), ...duty('3', '11-05', '11-20'), ...duty('4', '11-30', '11-21'))
  // The fourth is not due yet; the first was done before it fell due.
  expect(await told('duty.rate', 'd')).toEqual(['a 3 2026-11-20 1/1', 'a 2 2026-11-12 0/1', 'a 1 2026-11-10 1/1'])
})

describe('lists', () => {
  const item = (list: string, name: string, more: Record<string, unknown> = {}): Told => tell('list.item-published', { list, item: name, name: 'n', version: '1', at: afternoon('11-02'), ...more })
  const told = [
    ...YOUNG,
    person('S1', 'a', DAYS_OLD),
    person('S2', 'a', DAYS_OLD),
    item('risk_control', 'RC', { riskGrade: 'high' }),
    item('personal_review', 'P', { staffNo: 'S2' }),
    tell('list.item-reviewed', { list: 'personal_review', item: 'P', at: afternoon('11-10') }),
    tell('list.power-exercised', { exercise: 'X', staffNo: 'S1', insideList: false, at: afternoon('11-10') }),
    tell('list.power-confirmed', { exercise: 'X', outside: true, at: afternoon('11-12') }),
  ]

  it('are there or missing, and their items stand under the list\'s name', async () => {
    const { told: facts } = await world(...told)
    expect(await facts('lst.complete', 'd')).toEqual(['a duty_negative null 0/1', 'a micro_power null 0/1', 'a personal_review null 1/1', 'a risk_control null 1/1'])
    expect(await facts('lst.reviewed', 'd')).toEqual(['a risk_control/RC 2026-11-02 1/1'])
    expect(await facts('rsk.points_high', 'd')).toEqual(['a risk_control/RC 2026-11-02 1/null'])
    // It names no measure and no post.
    expect(await facts('rsk.control_rate', 'd')).toEqual(['a risk_control/RC 2026-11-02 0/1'])
  })

  it('name people to the few alone, and who exercised a power to nobody', async () => {
    const { all, told: facts } = await world(...told)
    expect(await facts('lst.personal_review', 'd')).toEqual(['a undefined null 0/1', 'a undefined 2026-11-10 1/1'])
    expect(await all('lst.personal_review', 'd', { audience: 'restricted' })).toMatchObject([{ staffNo: 'S1', num: 0 }, { staffNo: 'S2', num: 1, at: '2026-11-10T07:00:00.000Z' }])
    expect(await facts('lst.outside', 'd')).toEqual(['a undefined 2026-11-12 1/null'])
    expect(await all('lst.outside', 'd', { audience: 'restricted' })).toEqual([{ unit: 'a', unitName: '单位 a', kind: 'power-exercise', id: 'X', at: '2026-11-10T07:00:00.000Z', day: '2026-11-12', num: 1, den: null }])
  })
})
