/** No change is missed: what stands on the walls after each batch is what would stand there if everything were computed anew. */
import type { House, Told } from '../../../test/support/house.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runsOf, useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'
import { arrivalDomain, domainOf } from './marks.ts'

const { openStore } = useEmbedded()

const campaign = (subject: string, data: object = {}): Told => ({ type: 'pledge.campaign-opened', subject, data: { campaign: 'C', pledgeType: 'anti_drug', name: 'x', openAt: '2026-11-01T00:00:00Z', dueAt: '2026-11-10T00:00:00Z', signatories: { all: true }, ...data } })
const signed = (staffNo: string, subject: string): Told => ({ type: 'pledge.signed', subject, data: { campaign: 'C', staffNo, signedAt: '2026-11-05T00:00:00Z', method: 'paper' } })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })

/** Where stories begin: a district with two stations and their people. */
const HOUSE = [unit('d', { level: 'district' }), unit('e', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...['S1', 'S2', 'S3', 'S4'].map((staffNo, i) => person(staffNo, i < 2 ? 'a' : 'b'))]

async function shown(house: House): Promise<string[]> {
  const rows = await house.store.reader.selectFrom('topic').selectAll().execute()
  const figures = await house.store.reader.selectFrom('metric_now').select(['unit', 'code', 'num', 'den']).execute()
  const topics = rows.filter(row => house.org.current().isDeclared(row.name.split('/')[1]!)).map(row => `${row.name} ${row.audience} ${row.value}`)
  // Some figures stand in no topic.
  return [...topics, ...figures.map(({ unit: code, ...figure }) => `${code} ${figure.code} ${figure.num}/${figure.den}`)].sort()
}

/** Tells batch by batch and lets the presenter work after each; then computes everything anew. */
async function bothWays(house: House, batches: readonly (readonly Told[])[]): Promise<[string[], string[]]> {
  for (const batch of batches) {
    await house.tell(...batch)
    await house.settle()
  }
  const marked = await shown(house)
  await house.remark(house.org.current().codes)
  await house.settle()
  return [marked, await shown(house)]
}

describe('what is shown', () => {
  it('counts a signature once the unit that stated it is declared, wherever the person stands', async () => {
    const house = await openHouse(await openStore())
    const [marked, anew] = await bothWays(house, [
      [unit('d', { level: 'district' }), unit('a', { parent: 'd' }), campaign('d'), person('S1', 'a'), person('S2', 'a'), person('S3', 'a'), signed('S1', 'b')],
      [unit('b', { parent: 'd' })],
    ])
    expect(marked).toEqual(anew)
    expect((await house.topic('a', 'pledges')).coverage).toMatchObject({ num: 1, den: 3 })
  })

  it('counts a signature where the person stands, whichever unit stated it', async () => {
    const house = await openHouse(await openStore())
    const [marked, anew] = await bothWays(house, [[...HOUSE, person('S5', 'a'), campaign('d')], [signed('S1', 'b')]])
    expect(marked).toEqual(anew)
    expect((await house.topic('a', 'pledges', 'internal')).coverage).toMatchObject({ num: 1, den: 3 })
  })

  it('shows units apart whose circle of parents another unit closes, and together again when it opens', async () => {
    const house = await openHouse(await openStore())
    // d stands below b and b below d; then b below a, which is below d: all three are roots.
    const [marked, anew] = await bothWays(house, [HOUSE, [unit('d', { parent: 'b' })], [{ ...unit('b', { parent: 'a', since: '2026-10-01' }), id: 'closing' }], [person('S1', 'd')]])
    expect(marked).toEqual(anew)
    expect((await house.topic('d', 'about')).children).toEqual([])
    const [opened, openedAnew] = await bothWays(house, [[retracted('closing')]])
    expect(opened).toEqual(openedAnew)
    expect((await house.topic('d', 'about')).children).toMatchObject([{ code: 'a' }])
  })

  it('tells of a task done in the feed', async () => {
    const house = await openHouse(await openStore())
    const task = (step: string, data: object): Told => ({ type: `supervision.task-${step}`, subject: 'a', data: { task: 'T', ...data } })
    const [marked, anew] = await bothWays(house, [HOUSE, [task('planned', { topic: 'x', kind: 'cross', dueAt: '2026-11-20T00:00:00Z' })], [task('completed', { at: '2026-11-19T00:00:00Z' })]])
    expect(marked).toEqual(anew)
    expect((await house.topic('d', 'feed')).items).toHaveLength(1)
  })

  it('is the same after every batch as computed anew, whatever was told', async () => {
    const code = fc.constantFrom('d', 'e', 'a', 'b')
    const staffNo = fc.constantFrom('S1', 'S2', 'S3', 'S4')
    const since = fc.constantFrom(undefined, undefined, '2026-10-01', '2026-11-20')
    const clean = (data: object): Record<string, unknown> => JSON.parse(JSON.stringify(data)) as Record<string, unknown>
    const told = fc.oneof(
      fc.record({ code, parent: fc.option(code, { nil: undefined }), since, pilot: fc.boolean() }).map(({ code: own, ...data }) => unit(own, clean(data))),
      fc.record({ staffNo, code, since, line: fc.constantFrom('marketing', 'monopoly'), status: fc.constantFrom('active', 'active', 'retired') }).map(({ staffNo: who, code: where, ...data }) => person(who, where, clean(data))),
      fc.record({ code, lines: fc.boolean(), named: fc.boolean() }).map(({ code: where, lines, named }) => campaign(where, { signatories: named ? { staffNos: ['S1', 'S2'] } : lines ? { lines: ['marketing'] } : { all: true } })),
      fc.tuple(staffNo, code).map(([who, where]) => signed(who, where)),
      fc.tuple(staffNo, code).map(([who, where]): Told => ({ type: 'pledge.revoked', subject: where, data: { campaign: 'C', staffNo: who, revokedAt: '2026-11-06T00:00:00Z', reason: 'r' } })),
      fc.tuple(code, fc.constantFrom('planned', 'completed')).map(([where, step]): Told => ({ type: `supervision.task-${step}`, subject: where, data: step === 'planned' ? { task: 'T', topic: 'x', kind: 'cross', dueAt: '2026-11-20T00:00:00Z' } : { task: 'T', at: '2026-11-19T00:00:00Z' } })),
      fc.tuple(code, fc.constantFrom('raised', 'written-off', 'assigned', 'signed', 'cancelled')).map(([where, step]): Told => ({ type: `alert.${step}`, subject: where, data: { alert: 'A', rule: 'R02', object: 'o', severity: 'red', at: '2026-11-20T00:00:00Z', dueAt: '2026-11-22T00:00:00Z' } })),
      fc.tuple(code, fc.subarray(['S1', 'S2', 'S3'])).map(([where, attended]): Told => ({ type: 'study.session-held', subject: where, data: { session: `X-${where}`, kind: 'discipline_training', topic: 't', heldAt: '2026-11-05T00:00:00Z', expected: ['S1', 'S2', 'S3'], attended, integrityContent: true } })),
      fc.tuple(code, fc.constantFrom('1', '2'), fc.integer({ min: 1, max: 5 })).map(([where, retailer, score]): Told => ({ type: 'evaluation.submitted', subject: where, data: { evaluation: `V-${where}`, channel: 'onecard', kind: 'service', score, dimensions: {}, tags: score < 2 ? ['integrity_gift'] : [], retailer: retailer.padStart(32, '0'), at: '2026-11-05T00:00:00Z' } })),
      fc.tuple(code, fc.constantFrom('1', '2'), fc.constantFrom('open', 'closed')).map(([where, retailer, status]): Told => ({ type: 'org.retailer-declared', subject: where, data: { retailer: retailer.padStart(32, '0'), status } })),
      fc.tuple(code, fc.constantFrom('received', 'closed', 'reopened')).map(([where, step]): Told => ({ type: `complaint.${step}`, subject: where, data: { complaint: 'P', at: '2026-11-05T00:00:00Z', ...step === 'received' ? { channel: 'web', category: 'other', involvesStaff: true, dueAt: '2026-11-09T00:00:00Z' } : {} } })),
      fc.tuple(code, code, fc.boolean()).map(([where, unit, isClaim]): Told => ({ type: `challenge.${isClaim ? 'claimed' : 'posted'}`, subject: where, data: isClaim ? { posting: 'B', at: '2026-11-05T00:00:00Z', unit, team: 't' } : { posting: 'B', title: 't', department: 'd', dueAt: '2026-11-09T00:00:00Z' } })),
      fc.tuple(code, fc.constantFrom('submitted', 'accepted', 'decided', 'withdrawn')).map(([where, step]): Told => ({ type: `licence.${step}`, subject: where, data: { case: 'L', at: '2026-11-18T00:00:00Z', ...(step === 'submitted' ? { matter: 'new', channel: 'kiosk' } : step === 'decided' ? { decision: 'granted' } : {}) } })),
      fc.tuple(code, fc.constantFrom('K1', 'K2'), fc.constantFrom('2026-11-20T01:00:00Z', '2026-11-23T01:00:00Z', '2026-11-23T01:30:00Z')).map(([where, kiosk, at]): Told => ({ type: 'kiosk.heartbeat', subject: where, data: { kiosk, at, status: 'ok' } })),
      fc.record({ code, staffNo, talk: fc.constantFrom('K1', 'K2') }).map(({ code: where, staffNo: talkee, talk }): Told => ({ type: 'talk.held', subject: where, data: { talk, tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee, focus: [], heldAt: '2026-11-05T00:00:00Z' } })),
      fc.tuple(code, staffNo).map(([where, who]): Told => ({ type: 'visit.made', subject: where, data: { visit: 'V', staffNo: who, visitedAt: '2026-11-05T00:00:00Z', result: 'none' } })),
      fc.tuple(code, fc.constantFrom('D1', 'D2'), fc.boolean()).map(([where, task, isDone]): Told => ({ type: `duty.task-${isDone ? 'done' : 'assigned'}`, subject: where, data: isDone ? { task, at: '2026-11-05T00:00:00Z' } : { holder: 'station_head', task, name: 'n', dueAt: '2026-11-09T00:00:00Z' } })),
      fc.record({ code, staffNo, item: fc.constantFrom('I1', 'I2'), list: fc.constantFrom('micro_power', 'personal_review'), stage: fc.constantFrom('published', 'published', 'reviewed', 'retired') }).map(({ code: where, staffNo: who, item, list, stage }): Told => ({ type: `list.item-${stage}`, subject: where, data: { list, item, at: '2026-11-05T00:00:00Z', ...(stage === 'published' ? { name: 'n', version: '1', ...(list === 'personal_review' ? { staffNo: who } : {}) } : {}) } })),
      fc.tuple(code, fc.constantFrom('2026-10', '2026-Q4')).map(([where, period]): Told => ({ type: 'selfcheck.submitted', subject: where, data: { line: 'monopoly', period, issues: 1, at: '2026-11-05T00:00:00Z' } })),
      fc.tuple(code, fc.constantFrom('2026-11-05', '2026-11-25')).map(([where, heldAt]): Told => ({ type: 'pledge.fulfilment-reviewed', subject: where, data: { campaign: 'C', review: 'R', heldAt } })),
      fc.record({ code, everySec: fc.constantFrom(null, 60) }).map(({ code: where, everySec }): Told => ({ type: 'source.declared', subject: where, data: { system: 's', name: 's', sourcePrefix: '/upstream', everySec } })),
      fc.integer({ min: 0, max: 20 }).map(n => retracted(`e-${n}`)),
    )
    await fc.assert(fc.asyncProperty(fc.array(fc.array(told, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 }), async (batches) => {
      const [marked, anew] = await bothWays(await openHouse(await openStore()), [HOUSE, ...batches])
      expect(marked).toEqual(anew)
    }), { numRuns: runsOf(25) })
  }, 60_000)
})

it('arrivals are counted under the subject that shows them', () => {
  expect(['qinglian.pledge.signed', 'qinglian.rectification.written-off', 'qinglian.alert.raised', 'qinglian.fact.retracted', 'qinglian.org.unit-declared', 'qinglian.kiosk.heartbeat', 'qinglian.kiosk.session-completed'].map(arrivalDomain)).toEqual(['pledges', 'supervision', 'alerts', 'org', 'org', 'licence', 'licence'])
  expect(domainOf('qinglian.org.unit-declared')).toBe('org')
})
