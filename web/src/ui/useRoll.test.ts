import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { ROLL_MS, useRoll } from './useRoll.ts'

/** Frames on demand: `frame(ms)` is the picture drawn `ms` after now. */
function setUp(isStill = false) {
  const target = shallowRef<number | null>(10)
  const scope = effectScope()
  const shown = scope.run(() => useRoll({ target: () => target.value, isStill: () => isStill }))!
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
