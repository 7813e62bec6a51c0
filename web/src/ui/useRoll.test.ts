import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { ROLL_MS, useRoll } from './useRoll.ts'

/** Frames on demand: `frame(ms)` is the picture drawn `ms` after now. */
function setUp(isStill = false, decimals?: number) {
  const target = shallowRef<number | null>(10)
  const scope = effectScope()
  const shown = scope.run(() => useRoll({ target: () => target.value, isStill: () => isStill, decimals }))!
  return { target, shown, scope }
}

let frames = new Map<number, FrameRequestCallback>()
let lastId = 0
function frame(ms: number): void {
  const due = [...frames.values()]
  frames = new Map()
  due.forEach(callback => callback(performance.now() + ms))
}

beforeEach(() => {
  frames = new Map()
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    frames.set(++lastId, callback)
    return lastId
  })
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('shows the first value at once', () => {
  expect(setUp().shown.value).toBe(10)
  expect(frames.size).toBe(0)
})

it('rolls to a new value within 600 ms and then stands still', async () => {
  const { target, shown } = setUp()
  target.value = 20
  await nextTick()
  frame(ROLL_MS / 2)
  expect(shown.value).toBeGreaterThan(10)
  expect(shown.value).toBeLessThan(20)
  frame(ROLL_MS)
  expect(shown.value).toBe(20)
  expect(frames.size).toBe(0)
})

it.each([
  { decimals: 0, up: 11, down: 9 },
  { decimals: 1, up: 10.1, down: 9.9 },
])('shows a change in its first frame, with $decimals decimals', async ({ decimals, up, down }) => {
  for (const first of [up, down]) {
    const { target, shown } = setUp(false, decimals)
    target.value = first
    await nextTick()
    // Frames bear the time at which they were begun, so the first one may seem to lie before the change.
    frame(-5)
    expect(shown.value).toBe(first)
  }
})

it('never shows more than it comes to, nor a fraction of what is counted whole', async () => {
  const { target, shown } = setUp()
  target.value = 17
  await nextTick()
  for (let ms = 0; ms < ROLL_MS; ms += 16) {
    frame(ms)
    expect([Number.isInteger(shown.value), shown.value! > 10, shown.value! <= 17]).toEqual([true, true, true])
  }
})

it('takes a newer value from where it stands', async () => {
  const { target, shown } = setUp()
  target.value = 20
  await nextTick()
  frame(ROLL_MS / 2)
  const halfway = shown.value
  target.value = 0
  await nextTick()
  expect(frames.size).toBe(1)
  frame(1)
  expect(shown.value).toBeLessThanOrEqual(halfway ?? 0)
  frame(ROLL_MS)
  expect(shown.value).toBe(0)
})

it('changes at once where motion is not wanted, and to or from no value', async () => {
  const still = setUp(true)
  still.target.value = 20
  await nextTick()
  expect(still.shown.value).toBe(20)
  const moving = setUp()
  moving.target.value = null
  await nextTick()
  expect(moving.shown.value).toBeNull()
})

it('ends with its scope', async () => {
  const { target, scope } = setUp()
  target.value = 20
  await nextTick()
  scope.stop()
  expect(frames.size).toBe(0)
})
