import type { TestDoor } from '../../test/testDoor.ts'
import type { VirtualClock } from '../../test/virtualClock.ts'
import type { DelivererOptions } from './deliver.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDoor } from '../../test/testDoor.ts'
import { createVirtualClock } from '../../test/virtualClock.ts'
import { createRandom } from '../random.ts'
import { createDeliverer, DeliveryError } from './deliver.ts'

const event = {
  specversion: '1.0',
  id: 'e-1',
  source: '/upstream/supervision',
  type: 'qinglian.supervision.task-completed',
  subject: 'shouyi',
  time: '2026-11-23T15:00:00+08:00',
  data: { task: 'T-1', at: '2026-11-23T14:59:00+08:00' },
}

let clock: VirtualClock
let door: TestDoor

beforeEach(async () => {
  clock = createVirtualClock(Date.parse(event.time))
  door = await openDoor(clock)
})
afterEach(() => door.close())

function deliver(more: Partial<DelivererOptions> = {}) {
  return createDeliverer({ url: door.url, clock, random: createRandom('deliver'), ...more })({ events: [event], mode: 'structured', key: 'k' })
}

it('gives the server\'s answer', async () => {
  expect(await deliver()).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
  expect(door.requests[0]?.key).toBe('k')
})

it('waits as long as Retry-After says and sends the same again', async () => {
  door.failures.push({ status: 429, retryAfter: '7' }, { status: 503, retryAfter: '2' })
  const reasons: string[] = []
  expect(await deliver({ onWait: reason => reasons.push(reason) })).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
  const [first = 0, second = 0] = clock.waits
  expect(first).toBeGreaterThanOrEqual(7000)
  expect(first).toBeLessThan(7500)
  expect(second).toBeGreaterThanOrEqual(2000)
  expect(reasons).toEqual(['HTTP 429', 'HTTP 503'])
})

it('waits longer each time where nothing is said, and never more than about half a minute', async () => {
  door.failures.push(...Array.from({ length: 9 }, () => ({ status: 503 })))
  await deliver()
  expect(clock.waits).toHaveLength(9)
  expect(clock.waits[0]).toBeLessThan(700)
  expect(clock.waits[3]).toBeGreaterThan(2500)
  expect(Math.max(...clock.waits)).toBeLessThanOrEqual(37_500)
})

it('counts what had arrived before the link died as a duplicate', async () => {
  door.failures.push({ status: 0, dropAfter: true })
  expect(await deliver()).toEqual({ accepted: 0, duplicate: 1, rejected: [] })
  expect(door.kept.size).toBe(1)
})

it('goes on once a server that was away is there', async () => {
  const port = new URL(door.url).port
  await door.close()
  let isBack = false
  const answer = await deliver({
    url: `http://127.0.0.1:${port}`,
    fetch: (...request) => isBack ? Promise.resolve(new Response('{"accepted":1,"duplicate":0,"rejected":[]}')) : fetch(...request),
    onWait: () => isBack = true,
  })
  expect(answer?.accepted).toBe(1)
  expect(clock.waits).toHaveLength(1)
})

it('gives up at once where repeating mends nothing, with the server\'s code', async () => {
  door.keys = new Set(['another'])
  const failure = await deliver().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(DeliveryError)
  expect(failure).toMatchObject({ status: 401, code: 'auth.unknown-key' })
  expect(clock.waits).toEqual([])
})

it('reports what the signal ended as not delivered', async () => {
  const controller = new AbortController()
  door.failures.push({ status: 503 })
  expect(await deliver({ signal: controller.signal, onWait: () => controller.abort() })).toBeUndefined()
  expect(door.kept.size).toBe(0)
})

it('does not take another program\'s page for an answer', async () => {
  await expect(deliver({ fetch: async () => new Response('<html>') })).rejects.toThrow(DeliveryError)
})
