import { expect, it } from 'vitest'
import { describeEachDatabase } from '../support/databases.ts'
import { openWorld, source, task, unit } from './world.ts'

const HOUR = 3600
/** Something from the party system; what it says does not matter here. */
const sign = (from = '/upstream/party') => ({ ...task('T1', 'shouyi', '2027-06-30T18:00'), source: from })

describeEachDatabase('R26, sources that have fallen silent', (openStore) => {
  it('is raised blue after three cadences and climbs with the days', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', HOUR), sign('/upstream/party/branch-1'))
    await world.tickAt('2026-11-02T12:00')
    expect(await world.alert()).toBe('none')
    await world.tickAt('2026-11-02T12:01')
    expect(await world.alerts()).toEqual([{ rule: 'R26', unit: 'shouyi', object: 'source/party', severity: 'blue', condition: 'standing', state: 'triage', raised: '2026-11-02T12:01', due: '2026-11-03T12:01' }])
    await world.tickAt('2026-11-05T09:00')
    expect(await world.alert()).toBe('blue standing triage')
    await world.tickAt('2026-11-05T09:01')
    expect(await world.alert()).toBe('yellow standing triage')
    await world.tickAt('2026-11-09T09:00')
    expect(await world.alert()).toBe('yellow standing triage')
    await world.tickAt('2026-11-09T09:01')
    expect(await world.alert()).toBe('orange standing triage')
    await world.tickAt('2026-12-09T09:01')
    expect(await world.alert()).toBe('orange standing triage')
  })

  it('counts a repeat as a sign of life, and a neighbour with a like name not', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', HOUR), { ...sign(), id: 'same' })
    world.setNow('2026-11-02T11:00')
    await world.tell({ ...sign('/upstream/party2') })
    await world.tickAt('2026-11-02T12:01')
    expect(await world.alert()).toBe('blue standing triage')
    await world.tell({ ...sign(), id: 'same' })
    await world.tickAt('2026-11-02T12:02')
    expect(await world.alert()).toBe('blue gone triage')
  })

  it('says nothing of sources without a cadence, or that never sent anything', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', null), sign(), source('kiosk', 'shouyi', 60))
    await world.tickAt('2026-11-02T12:01', '2026-12-02T12:01')
    expect(await world.alert()).toBe('none')
  })

  it('lets sources be heard again before it complains after a time when it could not listen', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', HOUR), sign(), source('kiosk', 'shouyi', 60), sign('/upstream/kiosk'))
    world.setNow('2026-11-03T08:00')
    world.restart()
    await world.tickAt('2026-11-03T08:00', '2026-11-03T08:01')
    expect(await world.alerts()).toEqual([])
    await world.tickAt('2026-11-03T08:02')
    expect((await world.alerts()).map(alert => alert.object)).toEqual(['source/kiosk'])
    await world.tickAt('2026-11-03T08:10')
    expect(await world.alerts()).toHaveLength(1)
    await world.tickAt('2026-11-03T08:11')
    expect((await world.alerts()).map(alert => alert.object)).toEqual(['source/kiosk', 'source/party'])
  })

  it('is written off by itself when it has been gone for 24 hours, and not before', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', 12 * HOUR), sign())
    await world.tickAt('2026-11-03T21:01')
    await world.tell(sign())
    await world.tickAt('2026-11-03T21:02', '2026-11-04T21:01')
    expect(await world.alert()).toBe('blue gone triage')
    await world.tickAt('2026-11-04T21:02', '2026-11-04T21:03')
    expect(await world.alert()).toBe('blue gone written_off')
    expect(world.recorded.at(-1)).toMatchObject({ type: 'qinglian.alert.written-off', time: '2026-11-04T13:02:00.000Z' })
  })

  it('counts the 24 hours anew when it came back in between, on the same alert', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', HOUR), sign())
    await world.tickAt('2026-11-02T12:01')
    await world.tell(sign())
    await world.tickAt('2026-11-02T12:02', '2026-11-02T15:02')
    expect(await world.alert()).toBe('blue standing triage')
    await world.tell(sign())
    await world.tickAt('2026-11-02T15:03')
    world.setNow('2026-11-03T12:03')
    await world.tell(sign())
    await world.tickAt('2026-11-03T12:03')
    expect(await world.alert()).toBe('blue gone triage')
    await world.tickAt('2026-11-03T15:02')
    expect(await world.alert()).toBe('blue gone triage')
  })

  it('is another alert when it falls silent again after that', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', 12 * HOUR), sign())
    await world.tickAt('2026-11-03T21:01')
    await world.tell(sign())
    await world.tickAt('2026-11-03T21:02', '2026-11-04T21:02', '2026-11-05T09:02')
    expect((await world.alerts()).map(({ state, raised }) => ({ state, raised }))).toEqual([{ state: 'written_off', raised: '2026-11-03T21:01' }, { state: 'triage', raised: '2026-11-05T09:02' }])
  })

  it('is another alert even when the same silence becomes due a second time', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), source('party', 'shouyi', HOUR), sign())
    await world.tickAt('2026-11-02T12:01')
    await world.tell(source('party', 'shouyi', null))
    await world.tickAt('2026-11-02T12:02', '2026-11-03T12:02')
    expect(await world.alert()).toBe('blue gone written_off')
    world.setNow('2026-11-03T12:03')
    await world.tell(source('party', 'shouyi', HOUR))
    await world.tickAt('2026-11-03T12:03', '2026-11-03T12:04')
    expect((await world.alerts()).map(alert => alert.state)).toEqual(['written_off', 'triage'])
    expect(world.outcomes).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
  })
})
