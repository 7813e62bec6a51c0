import type { Duty } from './clockwork.ts'
import { expect, it } from 'vitest'
import { createClockwork } from './clockwork.ts'

/** A clock that only moves by hand. */
function byHand() {
  const due: { ms: number, run: () => void }[] = []
  return {
    due,
    after: (ms: number, run: () => void) => {
      const entry = { ms, run }
      due.push(entry)
      return () => void due.splice(due.indexOf(entry), 1)
    },
    async pass() {
      due.splice(0).forEach(entry => entry.run())
      await new Promise(resolve => setImmediate(resolve))
    },
  }
}

function clockworkOf(...duties: Duty[]) {
  const hand = byHand()
  const errors: unknown[] = []
  return { ...createClockwork({ after: hand.after, log: { error: (details: unknown) => errors.push(details) } }, duties), hand, errors }
}

it('runs each duty at once and then after its pause', async () => {
  let runs = 0
  const { start, hand } = clockworkOf({ everyMs: 60_000, run: async () => runs += 1 })
  start()
  await hand.pass()
  expect([runs, hand.due.map(entry => entry.ms)]).toEqual([1, [60_000]])
  await hand.pass()
  expect(runs).toBe(2)
})

it('runs a duty again that failed', async () => {
  let runs = 0
  const { start, hand, errors } = clockworkOf({ everyMs: 1, run: async () => {
    runs += 1
    throw new Error('away')
  } })
  start()
  await hand.pass()
  await hand.pass()
  expect([runs, errors.length]).toEqual([2, 2])
})

it('stops after what is running, and starts nothing more', async () => {
  const ended = Promise.withResolvers<void>()
  const { start, stop, hand } = clockworkOf({ everyMs: 1, run: () => ended.promise }, { everyMs: 1, run: async () => undefined })
  start()
  await hand.pass()
  let isStopped = false
  const stopping = stop().then(() => isStopped = true)
  await hand.pass()
  expect(isStopped).toBe(false)
  ended.resolve()
  await stopping
  expect(hand.due).toEqual([])
})
