import { DUTY_HOLDERS } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { msOf, NOW, sampleYear, SEEDS } from '../../test/sampleYear.ts'
import { UNITS } from './units.ts'

describe.each(SEEDS)('the duties of the sample year %s', (seed) => {
  const { ofType, standing } = sampleYear(seed)
  const assigned = ofType('duty.task-assigned')
  const done = new Map(ofType('duty.task-done').map(({ data }) => [data.task, msOf(data.at)]))

  it('come to every holder of every unit, each month', () => {
    const lists = Map.groupBy(assigned, ({ subject, data }) => `${subject} ${String(data.holder)}`)
    expect(lists.size).toBe(UNITS.length * DUTY_HOLDERS.length)
    // Twelve months and what was left of the first.
    expect(Math.min(...[...lists.values()].map(list => list.length))).toBeGreaterThanOrEqual(12)
    expect(assigned.filter(({ data, time }) => msOf(data.dueAt) <= msOf(time))).toEqual([])
  })

  it('are nearly all done, most of them in time, and none before it was given', () => {
    const due = assigned.filter(({ data }) => msOf(data.dueAt) < msOf(NOW))
    const share = (some: readonly unknown[]) => some.length / due.length
    expect(share(due.filter(({ data }) => done.has(data.task)))).toBeGreaterThan(0.95)
    const inTime = share(due.filter(({ data }) => (done.get(data.task) ?? Infinity) <= msOf(data.dueAt)))
    expect(inTime).toBeGreaterThan(0.88)
    expect(inTime).toBeLessThan(0.99)
    expect(assigned.filter(({ data, time }) => (done.get(data.task) ?? Infinity) < msOf(time))).toEqual([])
  })

  it('stand open at the end where they are still to come or are late', () => {
    const open = new Set(assigned.map(({ data }) => data.task).filter(task => !done.has(task)))
    expect(standing.duties.filter(({ task }) => !open.has(task))).toEqual([])
    expect(standing.duties.length).toBeGreaterThan(0)
  })
})
