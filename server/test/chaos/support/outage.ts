/** The promises of a store that is away (contract.md §1, §3), the same whatever the cause: asked of a running server. */
import type { Topic } from '@qinglian/shared'
import { io } from 'socket.io-client'
import { expect } from 'vitest'
import { DISTRICT, smallTree, task } from './facts.ts'
import { post } from './post.ts'

export const NAME = `unit/${DISTRICT}/supervision`
/** A sender waits at most this long for its 503: the patience with a lock, and what queues behind it. */
const ANSWER_WITHIN_MS = 15_000

export async function topicOf(url: string, name = NAME): Promise<Topic<'supervision'>> {
  const answer = await fetch(`${url}/api/v1/topics/${name}`)
  expect(answer.status).toBe(200)
  return await answer.json() as Topic<'supervision'>
}

export async function plannedOf(url: string, unit = DISTRICT): Promise<number> {
  return (await topicOf(url, `unit/${unit}/supervision`)).value.tasks.planned
}

/** Declares a small tree and one task, and waits until the district shows it. */
export async function settleIn(url: string): Promise<void> {
  const nowMs = Date.now()
  expect(await post(url, [...smallTree(nowMs), task('before', 'shouyi', nowMs)])).toMatchObject({ status: 200, accepted: 3 })
  await expect.poll(() => plannedOf(url), { timeout: 10_000 }).toBe(1)
}

/** What a sender is told while nothing can be written: try all of it again. */
export async function expectRefused(url: string, id: string): Promise<void> {
  const nowMs = Date.now()
  const answer = await post(url, [task(id, 'shouyi', nowMs), task(`${id}-2`, 'shouyi', nowMs)], AbortSignal.timeout(ANSWER_WITHIN_MS))
  expect(answer).toMatchObject({ status: 503, code: 'store.unavailable', accepted: 0 })
  expect(Number(answer.retryAfter)).toBeGreaterThan(0)
}

/** Known topics go on being served, to HTTP and to a wall that comes new; the process counts as alive and ready. */
export async function expectServing(url: string): Promise<void> {
  expect(await plannedOf(url)).toBe(1)
  const socket = io(url, { auth: { protocol: 1 }, transports: ['websocket'], reconnection: false, forceNew: true })
  try {
    const answer: unknown = await new Promise((resolve, reject) => {
      socket.once('connect_error', reject)
      socket.emit('topics:watch', { topics: [{ name: NAME }] }, resolve)
    })
    expect(answer).toMatchObject({ ok: true, data: { topics: [{ name: NAME, value: { tasks: { planned: 1 } } }], missing: [] } })
  }
  finally {
    socket.close()
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
}

/** Facts are taken again by the same process, those that were refused count as new, and topics catch up by themselves. */
export async function expectRecovered(url: string, refused: readonly string[]): Promise<void> {
  const nowMs = Date.now()
  const facts = [...refused.flatMap(id => [task(id, 'shouyi', nowMs), task(`${id}-2`, 'shouyi', nowMs)]), task('after', 'shouyi', nowMs)]
  await expect.poll(async () => (await post(url, facts)).status, { timeout: 20_000, interval: 200 }).toBe(200)
  await expect.poll(() => plannedOf(url), { timeout: 20_000 }).toBe(1 + facts.length)
}
