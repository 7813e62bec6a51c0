import type { AlertEntry, AlertState } from '@qinglian/shared'
import type { TestDoor } from '../../test/testDoor.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDoor } from '../../test/testDoor.ts'
import { createVirtualClock } from '../../test/virtualClock.ts'
import { buildDistrict } from '../district/buildDistrict.ts'
import { simulate } from './simulate.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const { standing } = buildDistrict({ seed: 'desk', now: NOW })
const STATE_AFTER: Record<string, AlertState> = {
  'assigned': 'assigned',
  'returned-to-assigner': 'triage',
  'signed': 'signed',
  'verification-begun': 'verifying',
  'not-substantiated': 'not_substantiated',
  'rectification-begun': 'rectifying',
  'reported': 'reported',
  'review-passed': 'review',
  'review-returned': 'rectifying',
  'closed': 'closed',
  'effect-confirmed': 'written_off',
  'cancelled': 'cancelled',
}

const clock = createVirtualClock(Date.parse(NOW))
let door: TestDoor
beforeEach(async () => door = await openDoor(clock))
afterEach(() => door.close())

function steps(alert: string): { word: string, by: unknown, unit: unknown }[] {
  return [...door.kept.values()]
    .filter(({ type, data }) => String(type).startsWith('qinglian.alert.') && (data as { alert: string }).alert === alert)
    .map(({ type, data, subject }) => ({ word: String(type).slice('qinglian.alert.'.length), by: (data as { by?: string }).by, unit: subject }))
}
const stateOf = (alert: string): AlertState => STATE_AFTER[steps(alert).at(-1)?.word ?? ''] ?? 'triage'
const entry = (alert: string, more: Partial<AlertEntry> = {}): AlertEntry => ({ alert, unit: 'shouyi', rule: 'R02', object: 'task/T', severity: 'yellow', state: stateOf(alert), condition: 'gone', cycle: 0, raisedAt: NOW, dueAt: '2026-11-30T15:00:00+08:00', ...more })
const live = () => simulate({ url: door.url, key: 'k', seed: 'desk', standing, clock, days: 4, badShare: 0, speed: 500 })

it('people take the alerts that the server tells them of to their end', async () => {
  const reds = ['C', 'D', 'E', 'F']
  const all = ['A', 'B', ...reds]
  door.alerts = () => all.map(id => entry(id, reds.includes(id) ? { severity: 'red' } : {})).filter(({ state }) => state !== 'written_off' && state !== 'cancelled')
  await live()
  expect(all.map(stateOf).filter(state => state !== 'written_off' && state !== 'cancelled')).toEqual([])
  expect(door.rejected).toEqual([])
  expect(all.flatMap(steps).every(({ unit }) => unit === 'shouyi')).toBe(true)
  const ended = reds.filter(alert => stateOf(alert) === 'written_off')
  expect(ended.length).toBeGreaterThan(0)
  for (const alert of ended) {
    const who = (word: string): unknown[] => steps(alert).filter(step => step.word === word).map(step => step.by)
    // Of the last round: one that was handed back is assigned anew.
    expect(new Set([who('assigned').at(-1), who('signed').at(-1), who('review-passed').at(-1)]).size).toBe(3)
    expect(who('review-passed').length).toBeGreaterThanOrEqual(2)
  }
})

it('nothing is reported as mended or found untrue while its condition stands', async () => {
  door.alerts = () => [entry('A', { condition: 'standing' })].filter(({ state }) => state !== 'cancelled')
  await live()
  expect(stateOf('A')).toBe('rectifying')
})

it('without alerts, or without an answer, life goes on', async () => {
  expect((await live()).accepted).toBeGreaterThan(100)
  expect([...door.kept.values()].some(({ type }) => String(type).startsWith('qinglian.alert.'))).toBe(false)
})
