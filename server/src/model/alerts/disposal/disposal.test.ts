/**
 * The workflow of an alert, walked by hand. It is raised yellow on Monday 2 November 2026 at 09:00 in Shanghai with five working
 * days, so it is to be finished by Monday 9 November 09:00. November has no holidays: 2 … 6 | 9 … 13 | 16 … 20 | 23 … 27 | 30.
 */
import type { AlertState, Severity } from '@qinglian/shared'
import type { Disposal, Step } from './disposal.ts'
import { ALERT_STATES } from '@qinglian/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TERMS } from '../../../../test/support/terms.ts'
import { disposalOf, STEP_KINDS } from './disposal.ts'

/** `11-02 09:00` of 2026, or with a year. */
function ms(when: string): number {
  const [day, time = '10:00'] = when.split(' ')
  return Date.parse(`${day!.length === 5 ? `2026-${day}` : day}T${time}:00+08:00`)
}
const step = (kind: string, when: string, said: Partial<Step> = {}): Step => ({ kind, atMs: ms(when), ...said })
const RAISED = { severity: 'yellow', atMs: ms('11-02 09:00'), dueMs: ms('11-09 09:00') } as const
const run = (steps: readonly Step[], severity: Severity = 'yellow'): Disposal => disposalOf({ ...RAISED, severity }, steps, TERMS)
const local = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

/** The straight way; each prefix of it leads to a state. All on the 3rd of November, an hour apart. */
const WAY: readonly [kind: string, state: AlertState, said?: Partial<Step>][] = [
  ['assigned', 'assigned', { by: 'assigner' }],
  ['signed', 'signed', { by: 'handler' }],
  ['verification-begun', 'verifying'],
  ['rectification-begun', 'rectifying'],
  ['reported', 'reported'],
  ['review-passed', 'review', { by: 'reviewer' }],
  ['closed', 'closed'],
  ['effect-confirmed', 'written_off', { proof: 'recheck' }],
]
const way = (length: number): Step[] => WAY.slice(0, length).map(([kind, , said], i) => step(kind, `11-03 ${String(9 + i).padStart(2, '0')}:00`, said))
const upTo = (kind: string): Step[] => way(WAY.findIndex(([one]) => one === kind) + 1)

/** How each state is reached. */
const REACHED: Record<AlertState, Step[]> = {
  ...Object.fromEntries(WAY.map(([, state], i) => [state, way(i + 1)])) as Record<AlertState, Step[]>,
  triage: [],
  not_substantiated: [...upTo('verification-begun'), step('not-substantiated', '11-03 18:00')],
  suspended: [...upTo('verification-begun'), step('suspended', '11-03 18:00')],
  transferred: [step('transferred', '11-03 18:00')],
  merged: [step('merged', '11-03 18:00')],
  cancelled: [step('cancelled', '11-03 18:00')],
}

/** Every edge of the diagram, and nothing else: what a step leads to from each state; the others refuse it. */
const EDGES: Record<string, Partial<Record<AlertState, AlertState>>> = {
  'assigned': { triage: 'assigned' },
  'returned-to-assigner': { assigned: 'triage' },
  'signed': { assigned: 'signed' },
  'verification-begun': { signed: 'verifying' },
  'not-substantiated': { verifying: 'not_substantiated' },
  'rectification-begun': { verifying: 'rectifying' },
  'extended': { rectifying: 'rectifying' },
  'reported': { rectifying: 'reported' },
  'review-returned': { reported: 'rectifying', review: 'rectifying', not_substantiated: 'rectifying' },
  'review-passed': { reported: 'review', review: 'review', not_substantiated: 'review' },
  'closed': { review: 'closed' },
  'effect-confirmed': { closed: 'written_off' },
  'reopened': { closed: 'rectifying', written_off: 'rectifying' },
  'suspended': { triage: 'suspended', assigned: 'suspended', signed: 'suspended', verifying: 'suspended', rectifying: 'suspended', reported: 'suspended', review: 'suspended', not_substantiated: 'suspended' },
  'resumed': { suspended: 'verifying' },
  'cancelled': { triage: 'cancelled', assigned: 'cancelled', signed: 'cancelled', verifying: 'cancelled' },
  'merged': { triage: 'merged' },
  'transferred': { triage: 'transferred', assigned: 'transferred', signed: 'transferred', verifying: 'transferred', rectifying: 'transferred', reported: 'transferred', review: 'transferred', not_substantiated: 'transferred', suspended: 'transferred' },
}
const PEOPLE = Object.keys(EDGES)

describe('every edge of the workflow', () => {
  it('is in the table: all kinds of steps, all states', () => {
    expect(STEP_KINDS).toEqual(['escalated', 'condition-changed', ...PEOPLE, 'written-off'])
    expect(Object.keys(REACHED).sort()).toEqual([...ALERT_STATES].sort())
    for (const state of ALERT_STATES)
      expect(run(REACHED[state]).state).toBe(state)
  })

  const pairs = ALERT_STATES.flatMap(state => PEOPLE.map(kind => [state, kind, EDGES[kind]![state]] as const))
  it.each(pairs.filter(([, , to]) => to !== undefined))('%s, %s: %s', (state, kind, to) => {
    expect(run([...REACHED[state], step(kind, '11-04', { days: 1, proof: 'recheck' })]).state).toBe(to)
  })

  it.each(pairs.filter(([, , to]) => to === undefined))('%s refuses %s, and nothing is changed by it', (state, kind) => {
    expect(run([...REACHED[state], step(kind, '11-04', { days: 1, proof: 'recheck' })])).toEqual(run(REACHED[state]))
  })

  it('the engine ends what is blue and open, and only that', () => {
    expect(ALERT_STATES.filter(state => run([...REACHED[state], step('written-off', '11-04')], 'blue').state === 'written_off')).toEqual(['triage', 'assigned', 'signed', 'verifying', 'rectifying', 'reported', 'review', 'written_off', 'not_substantiated', 'suspended'])
    expect(run([step('written-off', '11-04')], 'yellow').state).toBe('triage')
    expect(run([step('escalated', '11-03', { severity: 'yellow' }), step('written-off', '11-04')], 'blue').state).toBe('triage')
  })

  it('a step before the alert was raised is none', () => {
    expect(run([step('assigned', '11-02 08:59')]).state).toBe('triage')
    expect(run([step('assigned', '11-02 09:00')]).state).toBe('assigned')
  })
})

describe('four eyes', () => {
  const reviewed = (...by: (string | undefined)[]): Step[] => [...upTo('reported'), ...by.map((who, i) => step('review-passed', `11-04 ${10 + i}:00`, who === undefined ? {} : { by: who }))]
  const closed = (...by: (string | undefined)[]): Step[] => [...reviewed(...by), step('closed', '11-05')]

  it('who assigned does not sign', () => {
    expect(run([step('assigned', '11-03 09:00', { by: 'A' }), step('signed', '11-03 10:00', { by: 'A' })]).state).toBe('assigned')
    expect(run([step('assigned', '11-03 09:00', { by: 'A' }), step('signed', '11-03 10:00')]).state).toBe('signed')
    expect(run([step('assigned', '11-03 09:00'), step('signed', '11-03 10:00', { by: 'A' })]).state).toBe('signed')
  })

  it('who assigned or handled does not review, neither way', () => {
    expect([run(reviewed('assigner')).state, run(reviewed('handler')).state, run(reviewed('reviewer')).state, run(reviewed(undefined)).state]).toEqual(['reported', 'reported', 'review', 'review'])
    expect(run([...upTo('reported'), step('review-returned', '11-04', { by: 'handler' })]).state).toBe('reported')
    expect(run([...upTo('reported'), step('review-returned', '11-04', { by: 'reviewer' })])).toMatchObject({ state: 'rectifying', returns: 1 })
  })

  it('red is closed by two reviewers, the others by one', () => {
    expect(run(closed('R1'), 'orange').state).toBe('closed')
    expect(run(closed('R1'), 'red').state).toBe('review')
    expect(run(closed('R1', 'R1'), 'red').state).toBe('review')
    expect(run(closed('R1', 'R2'), 'red').state).toBe('closed')
    expect(run(closed(undefined, undefined), 'red').state).toBe('closed')
  })

  it('what turned red between review and closing needs a second one', () => {
    expect(run([...closed('R1'), step('escalated', '11-04 23:00', { severity: 'red' })]).state).toBe('review')
  })

  it('a return makes passes void', () => {
    const again = [...reviewed('R1'), step('review-returned', '11-04 12:00', { by: 'R2' }), step('reported', '11-04 13:00'), step('review-passed', '11-04 14:00', { by: 'R1' })]
    expect(run([...again, step('closed', '11-05')], 'red')).toMatchObject({ state: 'review', returns: 1 })
    expect(run([...again, step('review-passed', '11-04 15:00', { by: 'R2' }), step('closed', '11-05')], 'red').state).toBe('closed')
  })
})

describe('the deadline', () => {
  const inWork = upTo('rectification-begun')
  const due = (...steps: Step[]): string => local(run([...inWork, ...steps]).dueMs)

  it('moves by what was granted, twice at most, and by no more than the whole time', () => {
    expect(due()).toBe('11-09 09:00')
    // 10 11 12 13 16.
    expect(due(step('extended', '11-06', { days: 5 }))).toBe('11-16 09:00')
    expect(due(step('extended', '11-06', { days: 6 }))).toBe('11-09 09:00')
    expect(due(step('extended', '11-05', { days: 1 }), step('extended', '11-06', { days: 2 }), step('extended', '11-09 08:00', { days: 1 }))).toBe('11-12 09:00')
  })

  it('does not move once it has passed; on the instant it does', () => {
    expect(due(step('extended', '11-09 09:00', { days: 1 }))).toBe('11-10 09:00')
    expect(due(step('extended', '11-09 09:01', { days: 1 }))).toBe('11-09 09:00')
  })

  it('moves by the working days of a suspension', () => {
    // 4 5 6 do not count: 9, and three more: 10 11 12.
    expect(due(step('suspended', '11-04'), step('resumed', '11-09 08:00'))).toBe('11-12 09:00')
    // From Saturday to Monday: none.
    expect(due(step('suspended', '11-07'), step('resumed', '11-09 08:00'))).toBe('11-09 09:00')
    expect(due(step('suspended', '11-04'))).toBe('11-09 09:00')
  })

  it('does not move by a suspension that began after it', () => {
    expect(due(step('suspended', '11-09 09:01'), step('resumed', '11-20'))).toBe('11-09 09:00')
  })

  it('knows holidays and make-up days', () => {
    // Raised on Tuesday 29 September with two days: 30 September and 8 October. 国庆 is off from the 1st to the 7th.
    const raised = { severity: 'yellow', atMs: ms('09-29 09:00'), dueMs: ms('10-08 09:00') } as const
    const over = (...steps: Step[]): string => local(disposalOf(raised, steps, TERMS).dueMs)
    // Only the 30th does not count: one day later than the 8th is Friday the 9th.
    expect(over(step('suspended', '09-30'), step('resumed', '10-08 08:00'))).toBe('10-09 09:00')
    expect(over(step('suspended', '10-01'), step('resumed', '10-07'))).toBe('10-08 09:00')
    // Until Saturday 10 October, which is worked: 30 September, 8, 9; three days after the 8th are 9, 10, 12.
    expect(over(step('suspended', '09-30'), step('resumed', '10-10'))).toBe('10-12 09:00')
  })
})

describe('an alert that is reopened', () => {
  const done = way(WAY.length)

  it('keeps what it was and begins another cycle, with the time of the first', () => {
    const again = run([...done, step('reopened', '11-18 09:00')])
    // 19 20 23 24 25.
    expect(again).toMatchObject({ state: 'rectifying', cycle: 1, severity: 'yellow', extensions: 0 })
    expect(local(again.dueMs)).toBe('11-25 09:00')
    expect(run([...done, step('reopened', '11-18'), step('reported', '11-19'), step('review-passed', '11-20'), step('closed', '11-23'), step('reopened', '11-24')])).toMatchObject({ cycle: 2, state: 'rectifying' })
  })

  it('is green only while it is written off; the worst colour is kept', () => {
    const orange = [step('escalated', '11-03 08:00', { severity: 'orange' }), ...done]
    expect(run(orange.slice(0, -1))).toMatchObject({ state: 'closed', level: 'orange' })
    expect(run(orange)).toMatchObject({ state: 'written_off', level: 'green', maxSeverity: 'orange' })
    expect(run([...orange, step('reopened', '11-18')])).toMatchObject({ level: 'orange', maxSeverity: 'orange' })
  })
})

it('observation takes thirty days for orange and red; a recheck does not, nor does yellow', () => {
  const closed = upTo('closed')
  const observed = (when: string, severity: Severity): AlertState => run([...closed, step('review-passed', '11-03 14:30', { by: 'second' }), step('effect-confirmed', when, { proof: 'observation' })], severity).state
  // Closed on 3 November at 15:00.
  expect([observed('12-03 14:59', 'orange'), observed('12-03 15:00', 'orange'), observed('12-03 14:59', 'red'), observed('12-03 15:00', 'red'), observed('11-04', 'yellow')]).toEqual(['closed', 'written_off', 'closed', 'written_off', 'written_off'])
  expect(run([...closed, step('effect-confirmed', '11-04', { proof: 'recheck' })], 'orange').state).toBe('written_off')
})

describe('as a function of the set of steps', () => {
  const anyStep = fc.record({
    kind: fc.constantFrom(...STEP_KINDS),
    atMs: fc.integer({ min: -2, max: 30 }).map(n => RAISED.atMs + n * 7 * 3_600_000),
    by: fc.constantFrom(undefined, 'A', 'B', 'C'),
    severity: fc.constantFrom<Severity>('blue', 'yellow', 'orange', 'red'),
    days: fc.integer({ min: 1, max: 6 }),
    proof: fc.constantFrom('recheck' as const, 'observation' as const),
  })
  const set = fc.uniqueArray(anyStep, { maxLength: 30, selector: one => `${one.kind} ${one.atMs}` })

  it('it does not matter in which order they are given', () => {
    fc.assert(fc.property(set.chain(steps => fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length }))), ([steps, shuffled]) => {
      expect(run(shuffled)).toEqual(run(steps))
    }))
  })

  it('no walk ends elsewhere than in a state, and what is counted is in order', () => {
    fc.assert(fc.property(set, (steps) => {
      const { state, trail, extensions } = run(steps)
      expect(ALERT_STATES).toContain(state)
      expect(extensions).toBeLessThanOrEqual(2)
      for (const stretch of [...trail.open, ...trail.held])
        expect(stretch.untilMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(stretch.fromMs)
      expect(trail.open.filter(({ untilMs }) => untilMs === null).length).toBe(['closed', 'written_off', 'transferred', 'merged', 'cancelled'].includes(state) ? 0 : 1)
    }))
  })
})
