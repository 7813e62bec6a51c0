import type { Fact } from './projection.ts'
import { describe, expect, it } from 'vitest'
import { findings } from './supervisionFinding.ts'
import { at, fact, foldAnyway, ms, tallied } from './test/facts.ts'

const raised = (order: number, raisedAt: string, dueAt: string, subject = 'a', data: object = {}): Fact => fact('supervision.finding-raised', order, { finding: 'F', category: 'ledger', severity: 'low', raisedAt: at(raisedAt), dueAt: at(dueAt), ...data }, subject)
const step = (stage: string, order: number, when: string, subject = 'a'): Fact => fact(`rectification.${stage}`, order, { finding: 'F', at: at(when), ...(stage === 'returned' ? { reason: 'r' } : {}) }, subject)
const found = raised(0, '11-01 10:00', '11-10 18:00')
const after = (...steps: Fact[]) => foldAnyway(findings, found, ...steps)

describe('the state of a finding', () => {
  it('is open once raised, and nothing before', () => {
    expect(after()).toMatchObject({ unit: 'a', state: 'open', rectified_ms: null })
    const row = foldAnyway(findings, step('verified', 1, '11-05 10:00'))
    expect(row).toMatchObject({ unit: null, state: 'unraised' })
    expect(tallied(findings, row)).toEqual([])
  })

  it('follows the greatest at, whatever was stated last', () => {
    expect(after(step('submitted', 3, '11-05 10:00'), step('verified', 2, '11-06 10:00'), step('returned', 1, '11-07 10:00'))).toMatchObject({ state: 'returned', rectified_ms: null, returns: 1 })
    expect(after(step('returned', 1, '11-05 10:00'), step('verified', 2, '11-06 10:00'))).toMatchObject({ state: 'verified', rectified_ms: ms('11-06 10:00'), returns: 1 })
  })

  it('at one instant is the later stage: submitted, returned, verified, written off', () => {
    const stages = ['submitted', 'returned', 'verified', 'written-off']
    const states = stages.map((_, i) => after(...stages.slice(0, i + 1).map((stage, j) => step(stage, 9 - j, '11-05 10:00'))).state)
    expect(states).toEqual(['submitted', 'returned', 'verified', 'written_off'])
  })

  it('is written off only after it was verified', () => {
    expect(after(step('written-off', 1, '11-05 10:00'))).toMatchObject({ state: 'open', written_off_ms: null, rectified_ms: null })
    expect(after(step('written-off', 1, '11-05 10:00'), step('verified', 2, '11-06 10:00'))).toMatchObject({ state: 'verified', written_off_ms: null })
    expect(after(step('verified', 1, '11-05 10:00'), step('written-off', 2, '11-06 10:00'))).toMatchObject({ state: 'written_off', rectified_ms: ms('11-05 10:00'), written_off_ms: ms('11-06 10:00') })
    expect(after(step('verified', 1, '11-05 10:00'), step('returned', 2, '11-06 10:00'), step('written-off', 3, '11-07 10:00'))).toMatchObject({ state: 'written_off', written_off_ms: ms('11-07 10:00') })
  })

  it('is open again when it is returned after all', () => {
    expect(after(step('verified', 1, '11-05 10:00'), step('written-off', 2, '11-06 10:00'), step('returned', 3, '11-07 10:00'))).toMatchObject({ state: 'returned', rectified_ms: null, written_off_ms: null, written_off_stmt: null })
  })

  it('is rectified since it was first verified without a break', () => {
    expect(after(step('verified', 1, '11-05 10:00'), step('verified', 2, '11-06 10:00'))).toMatchObject({ rectified_ms: ms('11-05 10:00') })
    expect(after(step('verified', 1, '11-05 10:00'), step('submitted', 2, '11-06 10:00'), step('verified', 3, '11-07 10:00'))).toMatchObject({ rectified_ms: ms('11-07 10:00') })
  })

  it('counts each return once, however often it was stated', () => {
    expect(after(step('returned', 1, '11-05 10:00'), step('returned', 2, '11-05 10:00'), step('returned', 3, '11-06 10:00'))).toMatchObject({ returns: 2 })
  })

  it('keeps the latest statement of a step stated twice', () => {
    const row = after(step('verified', 2, '11-05 10:00'), step('verified', 1, '11-05 10:00'))
    expect(row.steps).toBe(after(step('verified', 2, '11-05 10:00')).steps)
  })

  it('does not count steps of another unit, until that unit owns the finding', () => {
    expect(after(step('verified', 1, '11-05 10:00', 'b'))).toMatchObject({ state: 'open', rectified_ms: null })
    expect(after(step('returned', 1, '11-05 10:00', 'b'))).toMatchObject({ returns: 0 })
    expect(after(step('verified', 1, '11-05 10:00'), step('verified', 2, '11-05 10:00', 'b'))).toMatchObject({ state: 'verified', rectified_ms: ms('11-05 10:00') })
    expect(after(step('verified', 1, '11-05 10:00', 'b'), raised(2, '11-01 10:00', '11-10 18:00', 'b'))).toMatchObject({ unit: 'b', state: 'verified' })
  })

  it('is of the last statement about it, each one whole', () => {
    expect(foldAnyway(findings, raised(1, '11-01 10:00', '11-10 18:00', 'a', { task: 'T' }), raised(2, '11-02 10:00', '11-12 18:00', 'a', { category: 'licence' }))).toMatchObject({ task: null, category: 'licence', raised_ms: ms('11-02 10:00'), due_ms: ms('11-12 18:00') })
  })
})

describe('what a finding counts', () => {
  const flows = ['due 11-10 1', 'raised 11-01 1', 'raised:ledger 11-01 1']

  it('while open: open for ever, overdue from the day after its deadline', () => {
    expect(tallied(findings, after())).toEqual([...flows, 'findings.open ever 1', 'findings.overdue 11-11 1'].sort())
  })

  it('rectified in time: never overdue, rectified and on time for 90 days from the day after the deadline', () => {
    expect(tallied(findings, after(step('verified', 1, '11-09 10:00')))).toEqual([...flows, 'due.ontime 11-11 1', 'due.ontime 02-08 -1', 'due.rectified 11-11 1', 'due.rectified 02-08 -1'].sort())
  })

  it('rectified on its very deadline is on time, a minute later is not', () => {
    const onTime = (when: string): boolean => tallied(findings, after(step('verified', 1, when))).some(line => line.startsWith('due.ontime'))
    expect([onTime('11-10 18:00'), onTime('11-10 18:01')]).toEqual([true, false])
  })

  it('rectified late: overdue until that day, rectified from it', () => {
    expect(tallied(findings, after(step('verified', 1, '11-15 10:00')))).toEqual([...flows, 'findings.overdue 11-11 1', 'findings.overdue 11-15 -1', 'due.rectified 11-15 1', 'due.rectified 02-08 -1'].sort())
  })

  it('rectified after 90 days counts in no rate any more', () => {
    const row = foldAnyway(findings, raised(0, '01-01 10:00', '01-10 18:00'), step('verified', 1, '06-01 10:00'))
    expect(tallied(findings, row).filter(line => line.startsWith('due.'))).toEqual([])
  })

  it('written off: so from that day on, and by category for repeats', () => {
    const counts = tallied(findings, after(step('verified', 1, '11-09 10:00'), step('written-off', 2, '11-20 10:00')))
    expect(counts.filter(line => /off/.test(line))).toEqual(['due.written_off 02-08 -1', 'due.written_off 11-20 1', 'off 11-20 1', 'off:ledger 11-20 1'])
  })
})
