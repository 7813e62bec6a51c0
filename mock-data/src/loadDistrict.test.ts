import type { TestDoor } from '../test/testDoor.ts'
import type { VirtualClock } from '../test/virtualClock.ts'
import type { LoadOptions, LoadProgress } from './loadDistrict.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDoor } from '../test/testDoor.ts'
import { createVirtualClock } from '../test/virtualClock.ts'
import { buildDistrict } from './district/buildDistrict.ts'
import { loadDistrict } from './loadDistrict.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const { events } = buildDistrict({ seed: 'load', now: NOW })

let clock: VirtualClock
let door: TestDoor

beforeEach(async () => {
  clock = createVirtualClock(Date.parse(NOW))
  door = await openDoor(clock)
})
afterEach(() => door.close())

function load(more: Partial<LoadOptions> = {}) {
  return loadDistrict({ url: door.url, key: 'k', seed: 'load', now: NOW, clock, batchSize: 2000, ...more })
}

it('brings every event in, once, through a server under pressure', async () => {
  door.failures.push(undefined, { status: 429, retryAfter: '1' }, undefined, { status: 503 }, { status: 0, dropAfter: true })
  const progress: LoadProgress[] = []
  const result = await load({ onProgress: step => progress.push(step) })
  expect([...door.kept.values()]).toEqual(events)
  expect(result).toMatchObject({ total: events.length, rejected: [], complete: true })
  expect(result.accepted + result.duplicate).toBe(events.length)
  expect(progress.filter(step => step.waiting !== undefined)).toHaveLength(3)
  expect(progress[progress.length - 1]).toMatchObject({ sent: events.length, total: events.length })
})

it('goes on after an interruption without anything twice', async () => {
  const controller = new AbortController()
  const first = await load({ signal: controller.signal, onProgress: ({ sent }) => sent >= 4000 && controller.abort() })
  expect(first.complete).toBe(false)
  const second = await load()
  expect(second).toMatchObject({ accepted: events.length - 4000, duplicate: 4000, complete: true })
  expect(door.kept.size).toBe(events.length)
})

it('sends each system under its own key where it has one', async () => {
  door.keys = new Set(['k', 'party-key'])
  await load({ keys: { party: 'party-key' } })
  expect(door.kept.size).toBe(events.length)
  for (const { key, events: sent } of door.requests)
    expect(new Set(sent.map(event => event.source === '/upstream/party'))).toEqual(new Set([key === 'party-key']))
})
