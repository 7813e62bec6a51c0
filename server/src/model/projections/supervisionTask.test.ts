import type { Fact } from './projection.ts'
import { describe, expect, it } from 'vitest'
import { tasks } from './supervisionTask.ts'
import { at, days, fact, foldAnyway, ms, tallied } from './test/facts.ts'

const planned = (order: number, dueAt: string, subject = 'a', data: object = {}): Fact => fact('supervision.task-planned', order, { task: 'T', topic: 'x', kind: 'routine', dueAt: at(dueAt), ...data }, subject)
const completed = (order: number, when: string, subject = 'a'): Fact => fact('supervision.task-completed', order, { task: 'T', at: at(when) }, subject)
const cancelled = (order: number, when: string, subject = 'a'): Fact => fact('supervision.task-cancelled', order, { task: 'T', at: at(when), reason: 'r' }, subject)

describe('a task', () => {
  it('is open once planned, and done once completed', () => {
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'))).toMatchObject({ unit: 'a', state: 'open', due_ms: ms('11-20 18:00') })
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-19 10:00'))).toMatchObject({ state: 'done', done_ms: ms('11-19 10:00') })
  })

  it('that nobody planned counts nowhere', () => {
    const row = foldAnyway(tasks, completed(1, '11-19 10:00'), cancelled(2, '11-20 10:00'))
    expect(row).toMatchObject({ state: 'unplanned', unit: null })
    expect(tallied(tasks, row)).toEqual([])
  })

  it('is whole with each statement: the last one counts, an absent member is empty', () => {
    const row = foldAnyway(tasks, planned(1, '11-20 18:00', 'a', { inspectingUnit: 'b', kind: 'cross' }), planned(2, '11-25 18:00'))
    expect(row).toMatchObject({ due_ms: ms('11-25 18:00'), kind: 'routine', inspecting_unit: null })
  })

  it('keeps the first stated deadline beside the last', () => {
    expect(foldAnyway(tasks, planned(2, '11-25 18:00'), planned(1, '11-20 18:00'), planned(3, '11-30 18:00'))).toMatchObject({ first_due_ms: ms('11-20 18:00'), due_ms: ms('11-30 18:00') })
  })

  it.each([
    ['completion', '11-21 10:00', '11-20 10:00', 'done'],
    ['cancellation', '11-20 10:00', '11-21 10:00', 'cancelled'],
    ['completion on a tie', '11-20 10:00', '11-20 10:00', 'done'],
  ])('goes by the later at: %s', (_, done, off, state) => {
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, done), cancelled(3, off))).toMatchObject({ state })
  })

  it('is completed when its last completion says so, be that earlier than the first', () => {
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-22 10:00'), cancelled(3, '11-21 10:00'), completed(4, '11-19 10:00'))).toMatchObject({ state: 'cancelled', done_ms: ms('11-19 10:00') })
  })

  it('is not touched by what another unit states, until it owns the task', () => {
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-19 10:00', 'b'))).toMatchObject({ state: 'open' })
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-19 10:00'), cancelled(3, '11-21 10:00', 'b'))).toMatchObject({ state: 'done' })
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-19 10:00'), completed(3, '11-20 10:00', 'b'))).toMatchObject({ state: 'done', done_ms: ms('11-19 10:00') })
    expect(foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-19 10:00', 'b'), planned(3, '11-20 18:00', 'b'))).toMatchObject({ unit: 'b', state: 'done' })
  })

  it('is the same row where a statement changes nothing', () => {
    const row = foldAnyway(tasks, planned(2, '11-20 18:00'), planned(1, '11-20 18:00'))
    expect(tasks.fold(row, planned(2, '11-20 18:00'), days)).toBe(row)
  })
})

describe('what a task counts', () => {
  it('while open: planned for ever, due in its month, fallen due from its day to the month\'s end', () => {
    expect(tallied(tasks, foldAnyway(tasks, planned(1, '11-20 18:00')))).toEqual([
      'month.due 11-01 1',
      'month.due 12-01 -1',
      'ontime.due 11-20 1',
      'ontime.due 12-01 -1',
      'tasks.planned ever 1',
    ])
  })

  it('when done early: on time from that day on', () => {
    expect(tallied(tasks, foldAnyway(tasks, planned(1, '11-20 18:00'), completed(2, '11-18 10:00')))).toEqual([
      'month.done 11-18 1',
      'month.done 12-01 -1',
      'month.due 11-01 1',
      'month.due 12-01 -1',
      'ontime.done 11-18 1',
      'ontime.done 12-01 -1',
      'ontime.due 11-18 1',
      'ontime.due 12-01 -1',
      'quarter.inspected 11-18 1',
      'quarter.inspected 01-01 -1',
      'tasks.done ever 1',
      'tasks.planned ever 1',
    ].sort())
  })

  it('when done in the month before its deadline: done while the month of the deadline lasts', () => {
    const counts = tallied(tasks, foldAnyway(tasks, planned(1, '12-05 18:00'), completed(2, '11-30 10:00')))
    expect(counts.filter(line => line.startsWith('month.done'))).toEqual(['month.done 01-01 -1', 'month.done 12-01 1'])
    expect(counts.filter(line => line.startsWith('ontime.done'))).toEqual(['ontime.done 01-01 -1', 'ontime.done 12-01 1'])
  })

  it('when done in the month after: never done in the month it was due', () => {
    const counts = tallied(tasks, foldAnyway(tasks, planned(1, '10-31 18:00'), completed(2, '11-01 10:00')))
    expect(counts.filter(line => /\.done/.test(line))).toEqual(['tasks.done ever 1'])
    expect(counts.filter(line => line.startsWith('ontime'))).toEqual(['ontime.due 10-31 1', 'ontime.due 11-01 -1'])
  })

  it('is judged on time by the first deadline, to the millisecond, whatever was stated later', () => {
    const onTime = (...facts: Fact[]): boolean => tallied(tasks, foldAnyway(tasks, ...facts)).some(line => line.startsWith('ontime.done'))
    expect(onTime(planned(1, '11-20 18:00'), completed(2, '11-20 18:00'))).toBe(true)
    expect(onTime(planned(1, '11-20 18:00'), completed(2, '11-20 18:01'))).toBe(false)
    expect(onTime(planned(1, '11-20 18:00'), planned(2, '11-28 18:00'), completed(3, '11-22 10:00'))).toBe(false)
    expect(onTime(planned(1, '11-28 18:00'), planned(2, '11-20 18:00'), completed(3, '11-22 10:00'))).toBe(true)
  })

  it('is nothing once cancelled', () => {
    expect(tallied(tasks, foldAnyway(tasks, planned(1, '11-20 18:00'), cancelled(2, '11-19 10:00')))).toEqual([])
  })

  it('on the edge of a day goes by the installation\'s midnight', () => {
    const row = foldAnyway(tasks, fact('supervision.task-planned', 1, { task: 'T', topic: 'x', kind: 'routine', dueAt: '2026-10-31T16:00:00Z' }))
    expect(tallied(tasks, row)).toContain('month.due 11-01 1')
  })
})
