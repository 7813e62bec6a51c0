import type { Told, World } from './world.ts'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../support/databases.ts'
import { openWorld, unit } from './world.ts'

function people(at: string, count: number): Told[] {
  return Array.from({ length: count }, (_, i) => ({ type: 'org.staff-declared', unit: at, data: { staffNo: `${at}-${i}`, name: '示例', line: 'marketing', status: 'active' } }))
}

function campaign(due: string, validUntil?: string, kind = { campaign: 'C1', pledgeType: 'anti_drug' }): Told {
  return { type: 'pledge.campaign-opened', unit: 'wuchang', data: { ...kind, name: '禁毒承诺', openAt: '2026-01-05T00:00:00+08:00', dueAt: `${due}:00+08:00`, signatories: { all: true }, ...(validUntil === undefined ? {} : { validUntil: `${validUntil}:00+08:00` }) } }
}

function signed(at: string, ...numbers: number[]): Told[] {
  return numbers.map(i => ({ type: 'pledge.signed', unit: at, data: { campaign: 'C1', staffNo: `${at}-${i}`, signedAt: '2026-01-06T09:00:00+08:00', method: 'onsite' } }))
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const severities = async (world: World): Promise<Record<string, string | null>> => Object.fromEntries((await world.alerts()).map(alert => [alert.unit!, alert.severity]))

describeEachDatabase('R08, pledges not covered after the deadline', (openStore) => {
  it('is raised per unit where people stand, three working days after the deadline', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), unit('zhongnan', 'wuchang'), ...people('shouyi', 4), ...people('zhongnan', 4), ...people('wuchang', 2))
    await world.tell(campaign('2026-11-05T18:00'), ...signed('shouyi', 0, 1, 2), ...signed('zhongnan', ...upTo(4)))
    await world.tickAt('2026-11-05T17:59', '2026-11-05T18:01', '2026-11-09T18:01', '2026-11-10T18:00')
    expect(await world.alerts()).toEqual([])
    await world.tickAt('2026-11-10T18:01')
    expect(await world.alerts()).toMatchObject([
      { rule: 'R08', unit: 'shouyi', object: 'campaign/C1', severity: 'yellow', raised: '2026-11-10T18:01', due: '2026-11-17T18:01' },
      { rule: 'R08', unit: 'wuchang', object: 'campaign/C1', severity: 'yellow' },
    ])
  })

  it('climbs by how much is missing: at 95 % not at all, below to orange, below 90 % to red', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    const covered = { exact95: 19, below95: 18, below90: 17 }
    await world.tell(unit('wuchang'), ...Object.keys(covered).map(code => unit(code, 'wuchang')), ...Object.keys(covered).flatMap(code => people(code, 20)))
    await world.tell(campaign('2026-11-05T18:00'), ...Object.entries(covered).flatMap(([code, n]) => signed(code, ...upTo(n))))
    await world.tickAt('2026-11-10T18:01', '2026-11-17T18:00')
    expect(await severities(world)).toEqual({ exact95: 'yellow', below95: 'yellow', below90: 'yellow' })
    await world.tickAt('2026-11-17T18:01', '2026-12-17T18:01')
    expect(await severities(world)).toEqual({ exact95: 'yellow', below95: 'orange', below90: 'red' })
  })

  it('never falls back to a lower colour, however much is signed', async () => {
    const world = await openWorld(await openStore(), '2026-11-20T09:00')
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), ...people('shouyi', 20), campaign('2026-11-05T18:00'), ...signed('shouyi', ...upTo(10)))
    await world.tickAt('2026-11-20T09:01')
    await world.tell(...signed('shouyi', ...upTo(19).slice(10)))
    await world.tickAt('2026-11-20T09:02')
    expect(await world.alert()).toBe('red standing triage')
  })

  it('is gone when the deadline is moved, though another campaign is overdue', async () => {
    const world = await openWorld(await openStore(), '2026-11-10T09:00')
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), ...people('shouyi', 4), campaign('2026-11-05T18:00'), campaign('2026-11-05T18:00', undefined, { campaign: 'C2', pledgeType: 'integrity' }))
    await world.tickAt('2026-11-10T18:01')
    await world.tell(campaign('2026-12-05T18:00'))
    await world.tickAt('2026-11-10T18:02')
    expect((await world.alerts()).map(alert => `${alert.object} ${alert.condition}`)).toEqual(['campaign/C1 gone', 'campaign/C2 standing'])
  })

  it('is gone with the last signature', async () => {
    const world = await openWorld(await openStore(), '2026-11-10T09:00')
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), ...people('shouyi', 4), campaign('2026-11-05T18:00'), ...signed('shouyi', 0, 1, 2))
    await world.tickAt('2026-11-10T18:01')
    await world.tell(...signed('shouyi', 3))
    await world.tickAt('2026-11-10T18:02')
    expect(await world.alert()).toBe('yellow gone triage')
  })

  it('holds three working days from when coverage is lost, also across a restart', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    // Full at the deadline; the pledges themselves end on Friday the 20th at noon.
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), ...people('shouyi', 4), campaign('2026-11-05T18:00', '2026-11-20T12:00'), ...signed('shouyi', ...upTo(4)))
    await world.tickAt('2026-11-05T18:01', '2026-11-20T11:59', '2026-11-20T12:00')
    world.restart()
    await world.tickAt('2026-11-20T12:01', '2026-11-23T12:01')
    world.restart()
    await world.tickAt('2026-11-25T12:00')
    expect(await world.alert()).toBe('none')
    await world.tickAt('2026-11-25T12:01')
    expect(await world.alert()).toBe('yellow standing triage')
    expect((await world.alerts())[0]).toMatchObject({ raised: '2026-11-25T12:01' })
  })

  it('begins the hold anew when the condition was gone in between', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), ...people('shouyi', 4), campaign('2026-11-05T18:00'), ...signed('shouyi', 0, 1, 2))
    await world.tickAt('2026-11-05T18:01', '2026-11-09T09:00')
    await world.tell(...signed('shouyi', 3))
    await world.tickAt('2026-11-09T09:01')
    await world.tell({ type: 'pledge.revoked', unit: 'shouyi', data: { campaign: 'C1', staffNo: 'shouyi-3', revokedAt: '2026-11-09T09:01:00+08:00', reason: '重签' } })
    await world.tickAt('2026-11-09T09:02', '2026-11-10T18:01', '2026-11-12T09:02')
    expect(await world.alert()).toBe('none')
    await world.tickAt('2026-11-12T09:03')
    expect(await world.alert()).toBe('yellow standing triage')
  })
})
