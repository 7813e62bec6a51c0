import type { World } from './world.ts'
import { ENGINE_SOURCE } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { rebuild } from '../../src/data/log/rebuild.ts'
import { StoreUnavailable } from '../../src/db/store.ts'
import { describeEachDatabase } from '../support/databases.ts'
import { done, finding, openWorld, source, task, unit } from './world.ts'

const allAlerts = (world: World) => world.store.reader.selectFrom('alert').selectAll().orderBy('alert').execute()
const engineEvents = (world: World) => world.store.reader.selectFrom('event').select(['id', 'type', 'subject', 'data', 'wide']).where('source', '=', ENGINE_SOURCE).orderBy('seq').execute()

/** An alert of each kind of life: raised, climbed, gone, back, and written off. */
async function liveThrough(world: World): Promise<void> {
  await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), task('T1', 'shouyi', '2026-11-02T18:00'), task('T2', 'shouyi', '2026-11-02T18:00'), finding('F1', 'shouyi', '2026-11-03T18:00'))
  const sign = { ...task('T9', 'shouyi', '2027-06-30T18:00'), source: '/upstream/party' }
  await world.tell(source('party', 'wuchang', 3600), sign)
  await world.tickAt('2026-11-03T18:01')
  await world.tell(sign)
  await world.tickAt('2026-11-03T18:02')
  world.setNow('2026-11-04T18:02')
  await world.tell(sign, done('T1', 'shouyi', '2026-11-03T18:02'))
  await world.tickAt('2026-11-04T18:02', '2026-11-10T18:01')
}

describeEachDatabase('the life of alerts', (openStore, { reopen }) => {
  it('raises nothing twice when the tick is lost between deciding and committing', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    world.fail(new Error('killed'))
    await world.tick()
    expect(await world.alert()).toBe('none')
    world.fail(undefined)
    world.restart()
    await world.tick()
    expect(await world.alerts()).toMatchObject([{ raised: '2026-11-03T18:01' }])
    await world.tickAt('2026-11-03T18:02')
    expect(await engineEvents(world)).toHaveLength(1)
  })

  it('raises one alert when two nodes decide the same at the same time', async () => {
    const store = await openStore()
    const one = await openWorld(store, '2026-11-03T18:01')
    await one.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    const other = await openWorld(store, '2026-11-03T18:01')
    other.setNow('2026-11-03T18:01:30')
    await Promise.all([one.tick(), other.tick()])
    // The slower of the two may have seen what the faster one recorded, and says nothing then.
    const outcomes = [...one.outcomes, ...other.outcomes].sort()
    expect(outcomes[0]).toBe('accepted')
    expect(outcomes.slice(1).every(outcome => outcome === 'duplicate')).toBe(true)
    expect(await one.alerts()).toHaveLength(1)
    expect(await engineEvents(one)).toHaveLength(1)
  })

  it('goes on after a restart where it stopped', async () => {
    const store = await openStore()
    const before = await openWorld(store, '2026-11-02T09:00')
    await before.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    await before.tickAt('2026-11-03T18:01')
    const after = await openWorld(await reopen(store), '2026-11-10T18:00')
    await after.tickAt('2026-11-10T18:00')
    expect(after.recorded).toEqual([])
    await after.tickAt('2026-11-10T18:01')
    expect(await after.alert()).toBe('orange standing triage')
  })

  it('is not raised anew in the next minute when people have ended it while it stands, but when it comes back', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    await world.tick()
    const { alert } = (await allAlerts(world))[0]!
    await world.tell({ type: 'alert.cancelled', unit: 'shouyi', data: { alert, at: '2026-11-03T18:02:00+08:00', reason: '上游补报，实已按期完成' } })
    // Ten days on it would have turned orange and red.
    await world.tickAt('2026-11-03T18:03', '2026-11-20T18:03')
    expect(await world.alert()).toBe('yellow standing cancelled')
    await world.tell({ ...done('T1', 'shouyi', '2026-11-20T18:04'), id: 'done' })
    await world.tickAt('2026-11-20T18:05')
    expect(await world.alert()).toBe('yellow gone cancelled')
    await world.tell({ type: 'fact.retracted', unit: 'shouyi', data: { source: '/upstream/test', id: 'done', reason: 'r' } })
    await world.tickAt('2026-11-20T18:06')
    expect((await world.alerts()).map(({ state }) => state).sort()).toEqual(['cancelled', 'triage'])
  })

  it('does not climb while it is suspended', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    await world.tick()
    const { alert } = (await allAlerts(world))[0]!
    await world.tell({ type: 'alert.suspended', unit: 'shouyi', data: { alert, at: '2026-11-04T09:00:00+08:00', reviewOn: '2026-11-20', reason: '等待审计结论后再行处置' } })
    await world.tickAt('2026-11-20T18:01')
    expect(await world.alert()).toBe('yellow standing suspended')
    await world.tell({ type: 'alert.resumed', unit: 'shouyi', data: { alert, at: '2026-11-20T18:02:00+08:00' } })
    await world.tickAt('2026-11-20T18:03')
    expect(await world.alert()).toBe('red standing triage')
  })

  it('is replayed by a rebuild and not raised anew', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await liveThrough(world)
    const before = await allAlerts(world)
    expect(before.map(({ rule, severity, condition, state }) => `${rule} ${severity} ${condition} ${state}`).sort()).toEqual(['R02 orange standing triage', 'R02 yellow gone triage', 'R03 orange standing triage', 'R26 blue gone written_off', 'R26 yellow standing triage'])
    const events = await engineEvents(world)
    await rebuild(world.store, { days: world.days, nowMs: Date.parse('2026-11-23T00:00:00Z') })
    expect(await allAlerts(world)).toEqual(before)
    world.restart()
    await world.tick()
    expect(await engineEvents(world)).toEqual(events)
  })

  it('records nothing but ids, and everything under the engine\'s own source', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await liveThrough(world)
    const members = new Set((await engineEvents(world)).flatMap(event => Object.keys(JSON.parse(event.data) as object)))
    expect([...members].sort()).toEqual(['alert', 'at', 'condition', 'dueAt', 'object', 'rule', 'severity'])
    expect(world.recorded.every(statement => statement.source === ENGINE_SOURCE && statement.wide && statement.time === statement.data.at)).toBe(true)
  })

  it('tries again in the next minute when the store is not available', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    world.fail(new StoreUnavailable('full', new Error('disk')))
    await world.tick()
    expect(world.logged).toHaveLength(1)
    world.fail(undefined)
    await world.tickAt('2026-11-03T18:02')
    expect(await world.alerts()).toMatchObject([{ raised: '2026-11-03T18:02' }])
    expect(world.logged).toHaveLength(1)
  })

  it('never ticks twice at once', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    await Promise.all([world.tick(), world.tick(), world.tick()])
    expect(world.recorded).toHaveLength(1)
    await world.tick()
    expect(world.recorded).toHaveLength(1)
  })

  it('takes only the alerts of a rule that fails out of the tick', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), unit('zhongnan'), task('T1', 'shouyi', '2026-11-02T18:00'))
    await world.tell({ type: 'org.staff-declared', unit: 'zhongnan', data: { staffNo: 'S1', name: '示例', line: 'other', status: 'active' } })
    await world.tell({ type: 'pledge.campaign-opened', unit: 'zhongnan', data: { campaign: 'C1', pledgeType: 'integrity', name: '承诺', openAt: '2026-01-05T00:00:00+08:00', dueAt: '2026-10-20T18:00:00+08:00', signatories: { all: true } } })
    await world.tick()
    expect((await world.alerts()).map(alert => `${alert.rule} ${alert.condition}`).sort()).toEqual(['R02 standing', 'R08 standing'])
    world.breakCoverage()
    await world.tell(done('T1', 'shouyi', '2026-11-03T17:00'), task('T2', 'shouyi', '2026-11-02T18:00'))
    await world.tickAt('2026-11-03T18:02')
    expect((await world.alerts()).map(alert => `${alert.rule} ${alert.condition}`).sort()).toEqual(['R02 gone', 'R02 standing', 'R08 standing'])
    expect(world.logged).toHaveLength(1)
  })

  it('says everything at once when it first looks at years of old data', async () => {
    const world = await openWorld(await openStore(), '2026-11-03T18:01')
    await world.tell(unit('shouyi'), ...Array.from({ length: 1201 }, (_, i) => task(`T${i}`, 'shouyi', '2024-03-01T18:00')))
    await world.tick()
    expect(await world.alerts()).toHaveLength(1201)
    await world.tickAt('2026-11-03T18:02')
    expect(world.recorded).toHaveLength(1201)
  })
})
