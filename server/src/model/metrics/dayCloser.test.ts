/** Days as they are closed, day after day, and corrected by what comes late. The clock stands at 10:00 in Shanghai. */
import type { House, Told } from '../../../test/support/house.ts'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { runsOf, useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person as personOf, unit as unitOf } from '../../../test/support/house.ts'
import { endDay } from './lateDays.ts'

const { openStore } = useEmbedded()
/** Nobody reaches back without limit here, or each test would close 400 days first. */
const unit = (code: string, data: Record<string, unknown> = {}): Told => unitOf(code, { since: '2026-10-25', ...data })
const person = (staffNo: string, where: string, data: Record<string, unknown> = {}): Told => personOf(staffNo, where, { since: '2026-10-25', ...data })
const at = (day: string): string => `2026-${day}T10:00:00+08:00`
const planned = (task: string, subject: string, dueAt: string): Told => ({ type: 'supervision.task-planned', subject, data: { task, topic: 'x', kind: 'routine', dueAt: at(dueAt) } })
const done = (task: string, subject: string, when: string, more: Partial<Told> = {}): Told => ({ type: 'supervision.task-completed', subject, data: { task, at: at(when) }, ...more })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })
const campaign = (subject: string, openAt: string): Told => ({ type: 'pledge.campaign-opened', subject, data: { campaign: `C-${subject}`, pledgeType: 'anti_drug', name: 'x', openAt: at(openAt), dueAt: at('11-30'), signatories: { all: true } } })
const signed = (staffNo: string, subject: string, when: string): Told => ({ type: 'pledge.signed', subject, data: { campaign: 'C-d', staffNo, signedAt: at(when), method: 'paper' } })

let house: House
beforeEach(async () => {
  house = await openHouse(await openStore(), { now: at('11-10') })
  await house.tell(unit('d', { level: 'district' }), unit('e', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }))
  await house.closeDays()
})

/** Lets days pass, each closed on the morning after. */
async function until(day: string): Promise<void> {
  while (house.now() < Date.parse(at(day))) {
    await house.at(new Date(house.now() + 86_400_000).toISOString())
    await house.closeDays()
  }
}

/** `num/den` of a unit on these days of November. */
async function figures(code: string, indicator: string, from: number, to: number): Promise<(string | undefined)[]> {
  const rows = await house.store.reader.selectFrom('metric_day').selectAll().where('unit', '=', code).where('code', '=', indicator).execute()
  const byDay = new Map(rows.map(row => [house.days.format(row.day), `${row.num}/${row.den}`]))
  return Array.from({ length: to - from + 1 }, (_, i) => byDay.get(`2026-11-${String(from + i).padStart(2, '0')}`))
}

describe('a day', () => {
  it('is closed after its midnight in the installation\'s zone, and not before', async () => {
    await house.tell(planned('T', 'a', '11-30'))
    await house.at('2026-11-10T23:59:59.999+08:00')
    await house.closeDays()
    expect(await figures('a', 'sup.plan_rate', 10, 10)).toEqual([undefined])
    await house.at('2026-11-11T00:00:00+08:00')
    await house.closeDays()
    expect(await figures('a', 'sup.plan_rate', 10, 11)).toEqual(['0/1', undefined])
  })

  it('is closed for each day that passed while nobody was there', async () => {
    await house.tell(planned('T', 'a', '11-30'))
    await house.at(at('11-14'))
    await house.closeDays()
    expect(await figures('a', 'sup.plan_rate', 10, 14)).toEqual(['0/1', '0/1', '0/1', '0/1', undefined])
  })

  it('once closed is not written again by a day that adds nothing to it', async () => {
    await until('11-12')
    expect(await house.rows('dirty_day')).toEqual([])
    await house.tell(done('T', 'a', '11-12'))
    expect(await house.rows('dirty_day')).toEqual([])
  })
})

describe('a closed day', () => {
  beforeEach(async () => {
    await house.tell(planned('T', 'a', '11-30'))
    await until('11-15')
  })

  it('is corrected by a late fact, from the day it belongs to, in the parent too', async () => {
    await house.tell(done('T', 'a', '11-12'))
    await house.closeDays()
    const expected = ['0/1', '0/1', '1/1', '1/1', '1/1']
    expect([await figures('a', 'sup.plan_rate', 10, 14), await figures('d', 'sup.plan_rate', 10, 14)]).toEqual([expected, expected])
  })

  it('is corrected on the very day that something fell due', async () => {
    await house.tell({ type: 'supervision.finding-raised', subject: 'a', data: { finding: 'F', category: 'x', severity: 'low', raisedAt: at('11-10'), dueAt: at('11-12') } })
    await house.closeDays()
    expect(await figures('a', 'sup.rectify_rate', 11, 14)).toEqual(['0/0', '0/1', '0/1', '0/1'])
    await house.tell({ type: 'rectification.verified', subject: 'a', data: { finding: 'F', at: at('11-11') } })
    await house.closeDays()
    expect(await figures('a', 'sup.rectify_rate', 11, 14)).toEqual(['0/0', '1/1', '1/1', '1/1'])
  })

  it('is corrected again by a correction, and by a retraction', async () => {
    await house.tell(done('T', 'a', '11-12', { id: 'late' }))
    await house.at('2026-11-15T11:00:00+08:00')
    await house.tell(done('T', 'a', '11-14', { id: 'corrected' }))
    await house.closeDays()
    expect(await figures('a', 'sup.plan_rate', 11, 14)).toEqual(['0/1', '0/1', '0/1', '1/1'])
    await house.tell(retracted('corrected'))
    await house.closeDays()
    expect(await figures('a', 'sup.plan_rate', 11, 14)).toEqual(['0/1', '1/1', '1/1', '1/1'])
    await house.tell(retracted('late'))
    await house.closeDays()
    expect(await figures('d', 'sup.plan_rate', 11, 14)).toEqual(['0/1', '0/1', '0/1', '0/1'])
  })

  it('counts a person where they stood that day, though that was told later', async () => {
    await house.tell(campaign('d', '11-01'), person('S1', 'a'), person('S1', 'b', { since: '2026-11-12' }), signed('S1', 'a', '11-13'))
    await house.closeDays()
    expect(await figures('a', 'plg.coverage', 10, 14)).toEqual(['0/1', '0/1', '0/0', '0/0', '0/0'])
    expect(await figures('b', 'plg.coverage', 10, 14)).toEqual(['0/0', '0/0', '0/1', '1/1', '1/1'])
    expect(await figures('d', 'plg.coverage', 10, 14)).toEqual(['0/1', '0/1', '0/1', '1/1', '1/1'])
  })

  it('counts a station in the district it stood in that day', async () => {
    await house.tell(unit('a', { parent: 'e', since: '2026-11-13' }))
    await house.closeDays()
    expect(await figures('d', 'sup.plan_rate', 11, 14)).toEqual(['0/1', '0/1', '0/0', '0/0'])
    expect(await figures('e', 'sup.plan_rate', 11, 14)).toEqual(['0/0', '0/0', '0/1', '0/1'])
  })

  it('is corrected where a station\'s stay elsewhere is taken back', async () => {
    await house.tell({ ...unit('a', { parent: 'e', since: '2026-11-12' }), id: 'stay' }, unit('a', { parent: 'd', since: '2026-11-14' }))
    await house.closeDays()
    expect(await figures('e', 'sup.plan_rate', 11, 14)).toEqual(['0/0', '0/1', '0/1', '0/0'])
    await house.tell(retracted('stay'))
    await house.closeDays()
    expect([await figures('e', 'sup.plan_rate', 11, 14), await figures('d', 'sup.plan_rate', 11, 14)]).toEqual([['0/0', '0/0', '0/0', '0/0'], ['0/1', '0/1', '0/1', '0/1']])
  })

  it('counts a campaign told late also where a station stood then and does no more', async () => {
    await house.tell(person('S1', 'a'), unit('a', { parent: 'e', since: '2026-11-13' }))
    await house.closeDays()
    await house.tell(campaign('d', '11-01'))
    await house.closeDays()
    expect(await figures('a', 'plg.coverage', 11, 14)).toEqual(['0/1', '0/1', '0/0', '0/0'])
    expect(await figures('d', 'plg.coverage', 11, 14)).toEqual(['0/1', '0/1', '0/0', '0/0'])
  })

  it('has no figures for a unit that did not exist', async () => {
    await house.tell(unit('b', { parent: 'd', since: '2026-11-13' }), { ...unit('b', { parent: 'd', until: '2026-11-12' }) })
    await house.closeDays()
    expect(await figures('b', 'sup.coverage', 11, 14)).toEqual(['0/1', undefined, '0/1', '0/1'])
    expect(await figures('d', 'sup.coverage', 11, 14)).toEqual(['0/2', '0/1', '0/2', '0/2'])
  })
})

describe('closed days, whatever came when,', () => {
  const code = fc.constantFrom('a', 'b')
  const day = fc.integer({ min: 5, max: 18 }).map(n => `11-${String(n).padStart(2, '0')}`)
  const date = day.map(text => `2026-${text}`)
  const story = fc.oneof(
    fc.tuple(fc.constantFrom('T1', 'T2'), code, day).map(([task, where, due]) => planned(task, where, due)),
    fc.tuple(fc.constantFrom('T1', 'T2'), code, day).map(([task, where, when]) => done(task, where, when)),
    fc.tuple(code, day, day).map(([subject, raised, due]): Told => ({ type: 'supervision.finding-raised', subject, data: { finding: 'F', category: 'x', severity: 'low', raisedAt: at(raised), dueAt: at(due) } })),
    fc.tuple(code, day, fc.constantFrom('verified', 'returned', 'written-off')).map(([subject, when, stage]): Told => ({ type: `rectification.${stage}`, subject, data: { finding: 'F', at: at(when), ...(stage === 'returned' ? { reason: 'r' } : {}) } })),
    fc.tuple(code, fc.option(date, { nil: undefined })).map(([where, since]) => person('S1', where, since === undefined ? {} : { since })),
    fc.tuple(fc.constantFrom('d', 'e', 'a'), day).map(([subject, open]) => campaign(subject, open)),
    fc.tuple(code, day).map(([where, when]) => signed('S1', where, when)),
    fc.tuple(code, fc.constantFrom('d', 'e'), date).map(([where, parent, since]) => unit(where, { parent, since })),
    fc.integer({ min: 0, max: 20 }).map(n => retracted(`s${n}`)),
  )

  async function snapshot(): Promise<string[]> {
    const first = house.days.dayOf(Date.parse(at('11-09')))
    return (await house.store.reader.selectFrom('metric_day').selectAll().where('day', '>=', first).execute())
      .map(row => `${row.unit} ${row.code} ${house.days.format(row.day)} ${row.num}/${row.den}`)
      .sort()
  }

  it('are what they would be if they were closed anew', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(story, { maxLength: 4 }), { minLength: 2, maxLength: 4 }), async (mornings) => {
      house = await openHouse(await openStore(), { now: at('11-10') })
      await house.tell(unit('d', { level: 'district' }), unit('e', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }))
      await house.closeDays()
      let told = 0
      for (const stories of mornings) {
        if (stories.length > 0)
          await house.tell(...stories.map(one => ({ ...one, id: `s${told++}` })))
        await until(`11-${house.days.format(house.days.dayOf(house.now()) + 1).slice(-2)}`)
      }
      const closed = await snapshot()
      await house.store.write(tx => endDay(tx, house.org.current().codes, house.days.dayOf(Date.parse(at('11-09')))))
      await house.closeDays()
      expect(closed).toEqual(await snapshot())
    }), { numRuns: runsOf(20) })
  }, 60_000)
})
