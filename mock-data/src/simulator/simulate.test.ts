import type { TestDoor } from '../../test/testDoor.ts'
import type { VirtualClock } from '../../test/virtualClock.ts'
import type { SimulateOptions } from './options.ts'
import type { SavedState } from './stateStore.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDoor } from '../../test/testDoor.ts'
import { createVirtualClock } from '../../test/virtualClock.ts'
import { buildDistrict } from '../district/buildDistrict.ts'
import { UNITS } from '../district/units.ts'
import { simulate, simulateDay } from './simulate.ts'
import { createMemoryStore } from './stateStore.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const { standing } = buildDistrict({ seed: 'live', now: NOW })

let clock: VirtualClock
let door: TestDoor

beforeEach(async () => {
  clock = createVirtualClock(Date.parse(NOW))
  door = await openDoor(clock)
})
afterEach(() => door.close())

function options(more: Partial<SimulateOptions> = {}): SimulateOptions {
  return { url: door.url, key: 'k', seed: 'live', standing, clock, ...more }
}

const goodAnswers = (count: number) => Array.from<undefined>({ length: count })

describe('a simulated day', () => {
  it('has 40 to 120 facts a unit, all of them good where none shall be bad', async () => {
    const { accepted, refusedGood, days } = await simulateDay(options({ badShare: 0 }))
    expect(days).toBeCloseTo(1, 1)
    expect(accepted / UNITS.length).toBeGreaterThan(40)
    expect(accepted / UNITS.length).toBeLessThan(120)
    expect(refusedGood).toEqual([])
    expect(door.rejected).toEqual([])
  })

  it('takes 24 minutes at speed 60, with something new every few seconds', async () => {
    const startMs = clock.now()
    await simulateDay(options())
    const minutes = (clock.now() - startMs) / 60_000
    expect(minutes).toBeGreaterThan(22)
    expect(minutes).toBeLessThan(25)
    const times = [...door.kept.values()].map(event => Date.parse(String(event.time))).sort((a, b) => a - b)
    const gaps = times.slice(1).map((ms, index) => ms - times[index]!)
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(4000)
    expect(Math.max(...gaps)).toBeLessThan(60_000)
  })

  it('is dated by the wall clock, and no fact is ahead of its statement', async () => {
    const startMs = clock.now()
    await simulateDay(options({ badShare: 0 }))
    for (const { time, data } of door.kept.values()) {
      expect(Date.parse(String(time))).toBeGreaterThanOrEqual(startMs)
      expect(Date.parse(String(time))).toBeLessThanOrEqual(clock.now())
      const { at, signedAt, raisedAt } = data as Record<string, string>
      expect(Date.parse(at ?? signedAt ?? raisedAt ?? NOW)).toBeLessThanOrEqual(Date.parse(String(time)))
    }
  })

  it('touches every part of the district\'s life', async () => {
    await simulate(options({ days: 8, badShare: 0, speed: 5000 }))
    const types = new Set([...door.kept.values()].map(event => String(event.type).replace('qinglian.', '')))
    expect([...types].sort()).toEqual([
      'appreciation.received',
      'complaint.accepted',
      'complaint.closed',
      'complaint.received',
      'culture.activity-held',
      'duty.task-assigned',
      'duty.task-done',
      'evaluation.handled',
      'evaluation.submitted',
      'kiosk.heartbeat',
      'kiosk.session-completed',
      'licence.accepted',
      'licence.checked',
      'licence.correction-asked',
      'licence.decided',
      'licence.delivered',
      'licence.paused',
      'licence.resumed',
      'licence.submitted',
      'licence.withdrawn',
      'list.item-reviewed',
      'list.power-confirmed',
      'list.power-exercised',
      'meeting.joint-held',
      'meeting.joint-planned',
      'org.staff-declared',
      'pledge.fulfilment-reviewed',
      'pledge.revoked',
      'pledge.signed',
      'rectification.returned',
      'rectification.submitted',
      'rectification.verified',
      'rectification.written-off',
      'scenario.used',
      'selfcheck.submitted',
      'source.declared',
      'study.session-held',
      'supervision.finding-raised',
      'supervision.task-cancelled',
      'supervision.task-completed',
      'supervision.task-planned',
      'talk.held',
      'visit.made',
    ])
  })

  it('is the same again for the same seed, start and standing', async () => {
    await simulateDay(options())
    const first = [...door.kept.values()]
    const other = createVirtualClock(Date.parse(NOW))
    const otherDoor = await openDoor(other)
    await simulateDay(options({ url: otherDoor.url, clock: other }))
    await otherDoor.close()
    expect([...otherDoor.kept.values()]).toEqual(first)
  })

  it('is sent in all three modes', async () => {
    await simulateDay(options())
    expect(new Set(door.requests.map(({ mode }) => mode))).toEqual(new Set(['binary', 'structured', 'batch']))
  })
})

describe('bad records', () => {
  it('come in their share, are refused, and cost no good one', async () => {
    const { accepted, refusedBad, acceptedBad, refusedGood } = await simulate(options({ days: 2, badShare: 0.1, speed: 5000 }))
    expect(refusedBad / (accepted + refusedBad)).toBeGreaterThan(0.07)
    expect(refusedBad / (accepted + refusedBad)).toBeLessThan(0.13)
    expect(acceptedBad).toBe(0)
    expect(refusedGood).toEqual([])
    expect(new Set(door.rejected.map(({ code }) => code))).toEqual(new Set(['event.invalid', 'event.unknown-type', 'event.future', 'event.conflict']))
  })
})

describe('the balance of life', () => {
  it('keeps open what a district can have open, and people and coverage as they are', async () => {
    const store = createMemoryStore()
    const takeAll: typeof fetch = async () => Response.json({ accepted: 1, duplicate: 0, rejected: [] })
    await simulate(options({ days: 20, badShare: 0, store, fetch: takeAll }))
    const after = store.load()!.standing
    expect(after.tasks.length).toBeGreaterThan(25)
    expect(after.tasks.length).toBeLessThan(130)
    expect(after.findings.length).toBeGreaterThan(60)
    expect(after.findings.length).toBeLessThan(220)
    expect(after.cases.length).toBeGreaterThan(3)
    expect(after.cases.length).toBeLessThan(40)
    expect(after.staff.length).toBeGreaterThanOrEqual(85)
    expect(after.staff.length).toBeLessThanOrEqual(94)
    expect(after.covered.length / standing.covered.length).toBeGreaterThan(0.9)
  })
})

describe('an upstream that loses nothing', () => {
  it('delivers all through a server that fails now and then', async () => {
    for (let i = 0; i < 40; i++)
      door.failures.push(...goodAnswers(i % 9), [{ status: 429, retryAfter: '1' }, { status: 503 }, { status: 0, dropAfter: true }][i % 3])
    const { accepted, duplicate, refusedGood } = await simulateDay(options({ badShare: 0 }))
    expect(accepted + duplicate).toBe(door.kept.size)
    expect(duplicate).toBeGreaterThan(0)
    expect(refusedGood).toEqual([])
  })

  it('keeps what was not delivered when it is stopped, and sends it first in the next run', async () => {
    const store = createMemoryStore()
    const controller = new AbortController()
    door.failures.push(...goodAnswers(20), { status: 503 })
    await simulate(options({ store, badShare: 0, signal: controller.signal, onProgress: ({ waiting }) => waiting !== undefined && controller.abort() }))
    const waiting = store.load()!.outbox.map(({ event }) => event)
    expect(waiting.length).toBeGreaterThan(0)
    const before = door.kept.size
    await simulate(options({ store, badShare: 0, days: 0.01 }))
    expect([...door.kept.values()].slice(before, before + waiting.length)).toEqual(waiting)
  })

  it('never conflicts with an earlier run, and ends what that one left open', async () => {
    const store = createMemoryStore()
    await simulate(options({ store, badShare: 0, days: 0.5 }))
    const planned = new Set(store.load()!.standing.tasks.map(({ task }) => task))
    const firstRun = new Set(door.kept.keys())
    await clock.sleep(60_000)
    const { refusedGood, duplicate } = await simulate(options({ store, badShare: 0, days: 1 }))
    expect(refusedGood).toEqual([])
    expect(duplicate).toBe(0)
    const ended = [...door.kept].filter(([identity, { type }]) => !firstRun.has(identity) && type === 'qinglian.supervision.task-completed').map(([, { data }]) => (data as { task: string }).task)
    expect(ended.filter(task => planned.has(task)).length).toBeGreaterThan(20)
  })

  it('lives on from a state that an earlier version kept, which knew fewer things', async () => {
    const { badRatings: _, complaints: __, ...older } = standing
    const saved = { version: 1, standing: older, outbox: [] } as unknown as SavedState
    const { refusedGood } = await simulateDay(options({ store: { load: () => structuredClone(saved), save: () => undefined }, badShare: 0 }))
    expect(refusedGood).toEqual([])
  })

  it('lets life wait while the server is away, instead of catching up in a burst', async () => {
    const away = 3 * 3_600_000
    door.failures.push(...goodAnswers(5), { status: 503, retryAfter: String(away / 1000) })
    const startMs = clock.now()
    await simulateDay(options({ badShare: 0 }))
    expect(clock.now() - startMs).toBeGreaterThan(away)
    const perSecond = [...Map.groupBy(door.kept.values(), ({ time }) => String(time).slice(0, 19)).values()].map(events => events.length)
    expect(Math.max(...perSecond)).toBeLessThan(20)
  })
})

it('keeps every source within its cadence even where life is slow', async () => {
  await simulate(options({ speed: 0.01, days: 0.02, badShare: 0 }))
  const times = [...door.kept.values()].filter(({ source }) => source === '/upstream/supervision').map(({ time }) => Date.parse(String(time)))
  expect(times.length).toBeGreaterThan(40)
  expect(Math.max(...times.slice(1).map((ms, index) => ms - times[index]!))).toBeLessThanOrEqual(3_600_000)
})

it('lets terminals speak every five minutes, at any speed', async () => {
  await simulate(options({ speed: 20, days: 2 * 20 / 24, badShare: 0 }))
  const beats = Map.groupBy([...door.kept.values()].filter(({ type }) => type === 'qinglian.kiosk.heartbeat'), ({ data }) => (data as { kiosk: string }).kiosk)
  expect([...beats.keys()].sort()).toEqual(['K-01', 'K-02'])
  // Two hours have 24 beats, fewer where a terminal was off for a while.
  for (const told of beats.values()) {
    expect(told.length).toBeGreaterThan(15)
    expect(told.length).toBeLessThanOrEqual(25)
  }
})

it('sends each system under its own key where it has one', async () => {
  door.keys = new Set(['k', 'supervision-key'])
  await simulate(options({ days: 0.2, keys: { supervision: 'supervision-key' } }))
  for (const { key, events } of door.requests)
    expect(events.every(({ source }) => (source === '/upstream/supervision') === (key === 'supervision-key'))).toBe(true)
})

it('refuses a speed or a share that is none', async () => {
  await expect(simulate(options({ speed: 0 }))).rejects.toThrow(RangeError)
  await expect(simulate(options({ badShare: 1 }))).rejects.toThrow(RangeError)
})
