/** What lies behind a number, told fact by fact. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { Told } from '../../../test/support/house.ts'
import type { IndicatorCode } from '../../model/config/indicators.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { EVERY_FIGURE, MARKS } from '../../../test/support/everyFigure.ts'
import { FACTS_CONFIG, FACTS_WORDING, openFactsWorld } from '../../../test/support/factsWorld.ts'
import { unit } from '../../../test/support/house.ts'
import { afternoon } from '../../../test/support/recordWorld.ts'
import { AppError } from '../../errors.ts'
import { INDICATOR_CODES } from '../../model/config/indicators.ts'
import { factLister } from '../../model/facts/catalogue.ts'

const { openStore } = useEmbedded()
const SINCE = { since: '2026-11-01' }
const UNITS = [unit('d', { level: 'district', ...SINCE }), unit('a', { parent: 'd', ...SINCE }), unit('b', { parent: 'd', ...SINCE })]

const world = async (...told: Told[]) => openFactsWorld(await openStore(), told)

const planned = (task: string, at: string, dueAt: string): Told => ({ type: 'supervision.task-planned', subject: at, data: { task, topic: 'x', kind: 'routine', dueAt: afternoon(dueAt) } })
const done = (task: string, at: string, day: string, more: Partial<Told> = {}): Told => ({ type: 'supervision.task-completed', subject: at, data: { task, at: afternoon(day) }, ...more })

/** A finding of station `a`, verified and written off on a day where one is given. */
function found(finding: string, raisedAt: string, dueAt: string, offAt?: string): Told[] {
  const raised: Told = { type: 'supervision.finding-raised', subject: 'a', data: { finding, category: 'ledger', severity: 'low', raisedAt: afternoon(raisedAt), dueAt: afternoon(dueAt) } }
  return [raised, ...offAt === undefined ? [] : ['verified', 'written-off'].map((step): Told => ({ type: `rectification.${step}`, subject: 'a', data: { finding, at: afternoon(offAt) } }))]
}

function refusal(error: unknown): string {
  return error instanceof AppError ? error.code : String(error)
}

const LISTED = INDICATOR_CODES.filter(code => factLister(code, FACTS_WORDING) !== undefined)

describe('every indicator that a parent adds up', () => {
  const summed = INDICATOR_CODES.filter(code => ['sum', 'distinct'].includes(FACTS_CONFIG.indicators.get(code)!.rollup))

  it('is listed, and no other', () => {
    expect(LISTED).toEqual(summed)
  })

  it('can be told fact by fact, and has something to tell', async () => {
    const { all, explain } = await world(...EVERY_FIGURE)
    for (const code of summed) {
      const figure = (await explain(code, 'd', { audience: 'restricted' }))!
      // A new indicator needs facts in `everyFigure.ts`, and a lister where records do not give it one.
      expect({ code, counts: figure.num! > 0, of: figure.den === null || figure.den > 0, facts: figure.facts }).toEqual({ code, counts: true, of: true, facts: `/api/v1/metrics/${code}/units/d/facts` })
      const facts = await all(code, 'd', { audience: 'restricted', limit: 2 })
      const sum = facts.reduce((sum, { num, den }) => ({ num: sum.num + num, den: sum.den + (den ?? 0) }), { num: 0, den: 0 })
      expect({ code, ...sum }).toEqual({ code, num: figure.num, den: figure.den ?? 0 })
      // Only the campaigns, and so their reviews, are the district's own.
      expect({ code, isOfDistrict: facts.some(({ unit }) => unit === 'd') }).toEqual({ code, isOfDistrict: code === 'plg.fulfil_review' })
    }
  }, 60_000)

  it('tells the public no id, no staff number and no time, and of people nothing', async () => {
    const { page } = await world(...EVERY_FIGURE)
    const names = new Set<string>()
    for (const code of LISTED) {
      for (const of of ['d', 'a']) {
        const told = await page(code, of, { audience: 'public', limit: 1 })
        const text = JSON.stringify(told ?? {})
        expect(MARKS.filter(mark => text.includes(mark))).toEqual([])
        told?.facts.forEach(fact => Object.keys(fact).forEach(name => names.add(name)))
        const isShown = FACTS_CONFIG.indicators.get(code as IndicatorCode)!.audience === 'public'
        const isGuarded = /^(?:plg|tlk|vis|evl|cmp)\.|^rsk\.(?:alert_|mttr)/.test(code) || ['edu.attendance', 'edu.training', 'edu.exam_pass'].includes(code)
        expect({ code, withheld: told?.withheld, known: told !== undefined, empty: told?.facts.length === 0 }).toEqual({ code, withheld: isShown && isGuarded ? 'people' : undefined, known: isShown, empty: isShown && isGuarded })
      }
    }
    expect([...names].sort()).toEqual(['day', 'den', 'kind', 'num', 'unit', 'unitName'])
  }, 60_000)

  it('tells the house no id of a person, and the few all of them', async () => {
    const { all } = await world(...EVERY_FIGURE)
    for (const code of LISTED) {
      for (const fact of await all(code, 'a')) {
        expect({ code, staffNo: fact.staffNo }).toEqual({ code, staffNo: undefined })
        expect({ code, text: /hush-S\d|hush-talk|hush-visit|hush-about|hush-power|abad1dea/.exec(JSON.stringify(fact)) }).toEqual({ code, text: null })
      }
    }
    expect(await all('edu.training', 'a', { audience: 'restricted' })).toEqual([
      { unit: 'a', unitName: '单位 a', kind: 'staff', id: 'hush-S1', staffNo: 'hush-S1', day: '2026-11-10', at: '2026-11-10T07:00:00.000Z', num: 1, den: 1 },
      { unit: 'a', unitName: '单位 a', kind: 'staff', id: 'hush-S2', staffNo: 'hush-S2', day: null, num: 0, den: 1 },
    ])
    expect((await all('edu.training', 'a', { audience: 'restricted', limit: 1 })).map(({ id }) => id)).toEqual(['hush-S1', 'hush-S2'])
    expect(await all('edu.exam_pass', 'a', { audience: 'restricted' })).toMatchObject([{ kind: 'exam', id: 'hush-E', staffNo: 'hush-S1' }])
    expect((await all('edu.exam_pass', 'a'))[0]).not.toHaveProperty('at')
  }, 60_000)
})

describe('facts', () => {
  it('of a parent are those of all below it and its own, counted and not counted', async () => {
    const { told, page } = await world(...UNITS, planned('1', 'a', '11-10'), done('1', 'a', '11-09'), planned('2', 'a', '11-20'), planned('3', 'b', '11-30'), planned('4', 'd', '11-05'), done('4', 'd', '11-05'), planned('5', 'a', '10-31'), done('5', 'a', '11-01'))
    // November's: the district's own, a's two from the later due day on, b's. October's was due in October.
    expect(await told('sup.plan_rate', 'd')).toEqual(['d 4 2026-11-05 1/1', 'a 2 2026-11-20 0/1', 'a 1 2026-11-09 1/1', 'b 3 2026-11-30 0/1'])
    expect((await page('sup.plan_rate', 'd'))!.facts[0]).toEqual({ unit: 'd', unitName: '单位 d', kind: 'task', id: '4', day: '2026-11-05', at: '2026-11-05T07:00:00.000Z', num: 1, den: 1 })
    expect(await told('sup.plan_rate', 'b')).toEqual(['b 3 2026-11-30 0/1'])
    expect(await told('sup.coverage', 'd')).toEqual(['a undefined 2026-11-01 1/1', 'b undefined null 0/1'])
  })

  it('are gone with what is retracted, and come with what came late, on the day it belongs to', async () => {
    const { house, told, explain } = await world(...UNITS, planned('1', 'a', '11-10'), { ...done('1', 'a', '11-12'), id: 'wrong' }, planned('2', 'a', '11-20'))
    await house.closeDays()
    expect([await told('sup.plan_rate', 'd'), await told('sup.plan_rate', 'd', { day: '11-11' })]).toEqual([['a 2 2026-11-20 0/1', 'a 1 2026-11-12 1/1'], ['a 2 2026-11-20 0/1', 'a 1 2026-11-10 0/1']])
    await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'wrong', reason: 'r' } }, done('2', 'a', '11-11'))
    await house.settle()
    await house.closeDays()
    expect([await told('sup.plan_rate', 'd'), await told('sup.plan_rate', 'd', { day: '11-11' })]).toEqual([['a 2 2026-11-11 1/1', 'a 1 2026-11-10 0/1'], ['a 2 2026-11-11 1/1', 'a 1 2026-11-10 0/1']])
    expect(await explain('sup.plan_rate', 'd', { day: '11-11' })).toMatchObject({ num: 1, den: 2, facts: '/api/v1/metrics/sup.plan_rate/units/d/facts?at=2026-11-11' })
  })

  it('of a challenge stand where it was claimed', async () => {
    const posting = { posting: 'B', at: afternoon('11-10') }
    const { told } = await world(...UNITS, { type: 'challenge.posted', subject: 'd', data: { posting: 'B', title: 't', department: 'd', dueAt: afternoon('11-20') } }, { type: 'challenge.posted', subject: 'd', data: { posting: 'C', title: 't', department: 'd', dueAt: afternoon('11-20') } }, { type: 'challenge.claimed', subject: 'd', data: { ...posting, unit: 'b', team: 't' } })
    // Posted in the year from its first day on; claimed since the 10th.
    expect(await told('dig.challenge_rate', 'd')).toEqual(['d C 2026-01-01 0/1', 'b B 2026-11-10 1/1'])
  })

  it('of repeated findings are no more than were written off', async () => {
    const { told, explain } = await world(...UNITS, ...found('1', '11-02', '11-06', '11-05'), ...found('2', '11-10', '11-20', '11-12'), ...found('3', '11-11', '11-29'), ...found('4', '11-12', '11-30'))
    // Three were raised again after the first was written off, two were written off: the figure is 2/2, so one of the three counts below the line alone.
    expect(await explain('sup.repeat_rate', 'a')).toMatchObject({ num: 2, den: 2 })
    expect(await told('sup.repeat_rate', 'a')).toEqual(['a 4 2026-11-12 1/0', 'a 3 2026-11-11 1/0', 'a 2 2026-11-10 0/1', 'a 1 2026-11-05 0/1'])
  })

  it('of findings that are due today count from their instant on', async () => {
    const today = (name: string, time: string): Told => ({ type: 'supervision.finding-raised', subject: 'a', data: { finding: name, category: 'price', severity: 'low', raisedAt: afternoon('11-20'), dueAt: `2026-11-23T${time}:00+08:00` } })
    const verified = (name: string, time: string): Told => ({ type: 'rectification.verified', subject: 'a', data: { finding: name, at: `2026-11-23T${time}:00+08:00` } })
    const { house, told } = await world(...UNITS, today('kept', '09:00'), verified('kept', '08:59'), today('late', '09:10'), verified('late', '09:30'), today('open', '09:20'), today('to come', '10:30'))
    // It is ten o'clock.
    expect(await told('sup.rectify_rate', 'a')).toEqual(['a open 2026-11-23 0/1', 'a late 2026-11-23 1/1', 'a kept 2026-11-23 1/1'])
    expect(await told('sup.rectify_ontime', 'a')).toEqual(['a open 2026-11-23 0/1', 'a late 2026-11-23 0/1', 'a kept 2026-11-23 1/1'])
    expect(await told('sup.rectify_overdue', 'a')).toEqual(['a open 2026-11-23 1/null'])
    await house.at('2026-11-23T03:00:00.000Z')
    expect(await told('sup.rectify_overdue', 'a')).toEqual(['a to come 2026-11-23 1/null', 'a open 2026-11-23 1/null'])
  })

  it('of a day before anything was known are none, and older ones than are counted again are withheld', async () => {
    const { page, explain } = await world(...UNITS, planned('1', 'a', '11-10'))
    expect(await page('sup.plan_rate', 'd', { day: '2026-01-05' })).toEqual({ code: 'sup.plan_rate', unit: 'd', at: '2026-01-05T15:59:59.999Z', facts: [], next: null })
    // 400 days before the 23rd of November 2026 was the 19th of October 2025.
    expect([(await page('sup.plan_rate', 'd', { day: '2025-10-19' }))!.withheld, (await page('sup.plan_rate', 'd', { day: '2025-10-18' }))!.withheld]).toEqual([undefined, 'age'])
    expect(await explain('sup.plan_rate', 'd', { day: '2026-01-05' })).not.toHaveProperty('facts')
    expect(await page('no.such', 'd')).toBeUndefined()
  })
})

describe('pages', () => {
  const names = Array.from({ length: 9 }, (_, i) => String(i))
  // Three units, due at the same instants: 3 tasks each, two of them at one instant.
  const tasks = names.map((name, i) => planned(name, ['d', 'a', 'b'][i % 3]!, `11-1${Math.floor(i / 5)}`))

  it('of any size hold each fact once, in one order, and the one with the last says so', async () => {
    const { told, page } = await world(...UNITS, ...tasks)
    const wanted = await told('sup.plan_rate', 'd')
    expect(new Set(wanted).size).toBe(9)
    for (const limit of [1, 2, 3, 4, 8, 9, 10]) {
      expect(await told('sup.plan_rate', 'd', { limit })).toEqual(wanted)
      expect({ limit, isLast: (await page('sup.plan_rate', 'd', { limit }))!.next === null }).toEqual({ limit, isLast: limit >= 9 })
    }
  })

  it('go on as of the moment of the first', async () => {
    const { house, page } = await world(...UNITS, ...tasks)
    const { at, next } = (await page('sup.plan_rate', 'd', { limit: 2 }))!
    await house.at('2026-11-23T03:00:00.000Z')
    expect((await page('sup.plan_rate', 'd', { limit: 2, after: next! }))!.at).toBe(at)
    expect((await page('sup.plan_rate', 'd', { limit: 2 }))!.at).not.toBe(at)
  })

  it('have a mark that leads nowhere else: not what was made up, nor another list\'s, nor yesterday\'s', async () => {
    const { house, page } = await world(...UNITS, ...tasks)
    const { next } = (await page('sup.plan_rate', 'd', { limit: 2 }))!
    const elsewhere = [
      page('sup.plan_rate', 'd', { after: 'nonsense' }),
      page('sup.plan_rate', 'd', { after: `${next!.slice(0, -2)}AA` }),
      page('sup.plan_rate', 'a', { after: next! }),
      page('sup.ontime_rate', 'd', { after: next! }),
      page('sup.plan_rate', 'd', { after: next!, audience: 'restricted' }),
      page('sup.plan_rate', 'd', { after: next!, day: '11-20' }),
    ]
    expect(await Promise.all(elsewhere.map(answer => answer.then(() => 'answered', refusal)))).toEqual(elsewhere.map(() => 'cursor.invalid'))
    await house.at('2026-11-24T02:00:00.000Z')
    expect(await page('sup.plan_rate', 'd', { after: next! }).then(() => 'answered', refusal)).toBe('cursor.invalid')
  })

  it('look at no more rows than a thousand: with what counts far behind they are empty, and come to an end', async () => {
    // Planned this month by a first deadline that was moved to another year, behind 1,500 others of that year.
    const many = Array.from({ length: 1_500 }, (_, i) => planned(`x${i}`, 'a', '2027-02-01'))
    const moved = [{ ...planned('moved', 'a', '11-10'), time: '2026-11-01T00:00:00.000Z' }, { ...planned('moved', 'a', '2027-01-01'), time: '2026-11-02T00:00:00.000Z' }]
    const { page, all } = await world(...UNITS, ...many, ...moved)
    expect(await page('sup.ontime_rate', 'a')).toMatchObject({ facts: [], next: expect.any(String) as string })
    expect(await all('sup.ontime_rate', 'a')).toMatchObject([{ id: 'moved', num: 0, den: 1 }])
  })
})
