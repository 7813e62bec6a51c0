import { expect, it } from 'vitest'
import { describeEachDatabase } from '../support/databases.ts'
import { done, finding, openWorld, step, task, unit } from './world.ts'

describeEachDatabase('R02, supervision tasks past their deadline', (openStore) => {
  it('is raised one working day after the deadline, in the next minute and not before', async () => {
    const world = await openWorld(await openStore(), '2026-11-20T09:00')
    // A Friday evening: the working day of grace ends on Monday.
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-20T18:00'))
    await world.tickAt('2026-11-20T18:01', '2026-11-22T18:01', '2026-11-23T17:59', '2026-11-23T18:00')
    expect(await world.alerts()).toEqual([])
    await world.tickAt('2026-11-23T18:01', '2026-11-23T18:02')
    expect(await world.alerts()).toEqual([
      { rule: 'R02', unit: 'shouyi', object: 'task/T1', severity: 'yellow', condition: 'standing', state: 'triage', raised: '2026-11-23T18:01', due: '2026-11-30T18:01' },
    ])
  })

  it('steps over a holiday in the middle of the grace and of the deadline', async () => {
    const world = await openWorld(await openStore(), '2026-09-30T09:00')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-09-30T18:00'))
    await world.tickAt('2026-10-01T18:01', '2026-10-07T18:01', '2026-10-08T18:00')
    expect(await world.alert()).toBe('none')
    await world.tickAt('2026-10-08T18:01')
    // 10 October is a Saturday on which people work.
    expect((await world.alerts())[0]).toMatchObject({ raised: '2026-10-08T18:01', due: '2026-10-14T18:01' })
  })

  it('climbs to orange after five and to red after ten more working days', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-02T18:00'))
    await world.tickAt('2026-11-03T18:01', '2026-11-10T18:00')
    expect(await world.alert()).toBe('yellow standing triage')
    await world.tickAt('2026-11-10T18:01', '2026-11-17T18:00')
    expect(await world.alert()).toBe('orange standing triage')
    await world.tickAt('2026-11-17T18:01', '2026-11-30T18:00')
    expect(await world.alert()).toBe('red standing triage')
    expect(world.recorded.map(statement => statement.type)).toEqual(['qinglian.alert.raised', 'qinglian.alert.escalated', 'qinglian.alert.escalated'])
  })

  it('is raised as high as it has come when the task arrives late', async () => {
    const world = await openWorld(await openStore(), '2026-11-23T09:00')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-10-12T18:00'))
    await world.tickAt('2026-11-23T09:01')
    expect(await world.alerts()).toMatchObject([{ severity: 'red', raised: '2026-11-23T09:01', due: '2026-11-30T09:01' }])
  })

  it('is one alert a task, each in its own unit', async () => {
    const world = await openWorld(await openStore(), '2026-11-23T09:00')
    await world.tell(unit('wuchang'), unit('shouyi', 'wuchang'), unit('zhongnan', 'wuchang'))
    await world.tell(task('T1', 'shouyi', '2026-11-18T18:00'), task('T2', 'shouyi', '2026-11-18T18:00'), task('T3', 'zhongnan', '2026-11-18T18:00'), task('T4', 'zhongnan', '2026-11-24T18:00'))
    await world.tickAt('2026-11-23T09:01', '2026-11-23T09:02')
    expect((await world.alerts()).map(alert => `${alert.unit} ${alert.object}`)).toEqual(['shouyi task/T1', 'shouyi task/T2', 'zhongnan task/T3'])
  })

  it('waits with a task of a unit that nobody has declared until it is declared', async () => {
    const world = await openWorld(await openStore(), '2026-11-23T09:00')
    await world.tell(task('T1', 'shouyi', '2026-11-18T18:00'))
    await world.tickAt('2026-11-23T09:01')
    expect(await world.alert()).toBe('none')
    await world.tell(unit('shouyi'))
    await world.tickAt('2026-11-23T09:02')
    expect(await world.alert()).toBe('yellow standing triage')
  })

  it('goes when a completion arrives late, and never ends by itself', async () => {
    const world = await openWorld(await openStore(), '2026-11-16T09:00')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-18T18:00'))
    await world.tickAt('2026-11-19T18:01')
    await world.tell(done('T1', 'shouyi', '2026-11-18T15:00'))
    await world.tickAt('2026-11-19T18:02')
    expect(await world.alert()).toBe('yellow gone triage')
    await world.tickAt('2026-11-20T18:03', '2027-03-01T09:00')
    expect(await world.alert()).toBe('yellow gone triage')
  })

  it('is raised when the completion that hid it is retracted', async () => {
    const world = await openWorld(await openStore(), '2026-11-19T18:01')
    await world.tell(unit('shouyi'), task('T1', 'shouyi', '2026-11-18T18:00'), { ...done('T1', 'shouyi', '2026-11-18T15:00'), id: 'wrong' })
    await world.tickAt('2026-11-19T18:01')
    expect(await world.alert()).toBe('none')
    await world.tell({ type: 'fact.retracted', unit: 'shouyi', data: { source: '/upstream/test', id: 'wrong', reason: '录入错误' } })
    await world.tickAt('2026-11-19T18:02')
    expect(await world.alert()).toBe('yellow standing triage')
  })
})

describeEachDatabase('R03, rectification past its deadline', (openStore) => {
  it('is raised in the minute after the deadline, whatever day it is, and climbs', async () => {
    const world = await openWorld(await openStore(), '2026-11-02T09:00')
    // A Saturday: the working days of the ladder count from Monday on.
    await world.tell(unit('shouyi'), finding('F1', 'shouyi', '2026-11-07T18:00'))
    await world.tickAt('2026-11-07T18:00')
    expect(await world.alert()).toBe('none')
    await world.tickAt('2026-11-07T18:01')
    expect(await world.alerts()).toMatchObject([{ rule: 'R03', object: 'finding/F1', severity: 'yellow', raised: '2026-11-07T18:01', due: '2026-11-13T18:01' }])
    await world.tickAt('2026-11-13T18:00')
    expect(await world.alert()).toBe('yellow standing triage')
    await world.tickAt('2026-11-13T18:01')
    expect(await world.alert()).toBe('orange standing triage')
    await world.tickAt('2026-11-20T18:00')
    expect(await world.alert()).toBe('orange standing triage')
    await world.tickAt('2026-11-20T18:01')
    expect(await world.alert()).toBe('red standing triage')
  })

  it('is red at once with the second return', async () => {
    const world = await openWorld(await openStore(), '2026-11-09T18:01')
    await world.tell(unit('shouyi'), finding('F1', 'shouyi', '2026-11-09T18:00'), step('returned', 'F1', { unit: 'shouyi', at: '2026-11-06T10:00' }))
    await world.tickAt('2026-11-09T18:01')
    expect(await world.alert()).toBe('yellow standing triage')
    await world.tell(step('submitted', 'F1', { unit: 'shouyi', at: '2026-11-09T18:01' }), step('returned', 'F1', { unit: 'shouyi', at: '2026-11-09T18:02' }))
    await world.tickAt('2026-11-09T18:02')
    expect(await world.alert()).toBe('red standing triage')
  })

  it('is gone once it is verified, and stands again when it is returned after all', async () => {
    const world = await openWorld(await openStore(), '2026-11-09T18:01')
    await world.tell(unit('shouyi'), finding('F1', 'shouyi', '2026-11-09T18:00'))
    await world.tickAt('2026-11-09T18:01')
    await world.tell(step('submitted', 'F1', { unit: 'shouyi', at: '2026-11-09T18:02' }))
    await world.tickAt('2026-11-09T18:02')
    expect(await world.alert()).toBe('yellow standing triage')
    await world.tell(step('verified', 'F1', { unit: 'shouyi', at: '2026-11-09T18:03' }))
    await world.tickAt('2026-11-09T18:03')
    expect(await world.alert()).toBe('yellow gone triage')
    await world.tell(step('returned', 'F1', { unit: 'shouyi', at: '2026-11-09T18:04' }))
    await world.tickAt('2026-11-09T18:04')
    expect(await world.alert()).toBe('yellow standing triage')
    expect(await world.alerts()).toHaveLength(1)
  })
})
