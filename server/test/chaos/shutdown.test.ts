/** SIGTERM under load: what was answered with 200 is in the log, everything else was clearly not taken, nobody is left hanging. */
import type { CloudEvent } from './support/facts.ts'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { handshake, raw } from './support/byHand.ts'
import { createFeed } from './support/facts.ts'
import { post } from './support/post.ts'
import { atEnd, INGEST_KEY, newFolder, startServer } from './support/serverProcess.ts'

const SENDERS = [60, 20, 5, 1, 1, 1, 1, 1]
const ANSWERED_BEFORE = 40
/** A request that the server neither takes nor refuses within this time counts as hanging. */
const HANGS_AFTER_MS = 10_000

type Outcome = number | 'refused' | 'hangs'

it('finishes what it took, refuses the rest, and ends with code 0', async () => {
  const dataDir = newFolder()
  const server = startServer({ dataDir })
  const url = await server.ready
  const feed = createFeed('shutdown', Date.now())
  await post(url, feed.declarations)
  const taken: CloudEvent[] = []
  const outcomes: Outcome[] = []
  const enough = Promise.withResolvers<void>()
  let isOver = false

  async function send(size: number): Promise<void> {
    while (!isOver) {
      const events = feed.next(size)
      const outcome = await post(url, events, AbortSignal.timeout(HANGS_AFTER_MS)).then(({ status }) => status, outcomeOf)
      outcomes.push(outcome)
      if (outcome === 200)
        taken.push(...events)
      // Every sender makes a last try at a server that is on its way out or gone.
      if (outcome === 'refused' || outcome === 'hangs')
        return
      if (outcomes.length >= ANSWERED_BEFORE)
        enough.resolve()
    }
  }

  const sending = Promise.all(SENDERS.map(send))
  await enough.promise
  const code = await server.stop()
  await sending
  isOver = true

  expect(code).toBe(0)
  expect(new Set(outcomes).difference(new Set<Outcome>([200, 503, 'refused']))).toEqual(new Set())
  expect(outcomes.filter(outcome => outcome === 'refused').length).toBe(SENDERS.length)
  const db = new DatabaseSync(join(dataDir, 'qinglian.db'), { readOnly: true })
  atEnd(() => db.close())
  const kept = new Set(db.prepare('select source, id from event').all().map(({ source, id }) => `${source} ${id}`))
  expect(taken.filter(({ source, id }) => !kept.has(`${source} ${id}`))).toEqual([])
  // What no answer covers is at most what was in the air when the connection ended.
  expect(kept.size).toBeGreaterThanOrEqual(feed.declarations.length + taken.length)
})

function outcomeOf(error: unknown): Outcome {
  return error instanceof Error && error.name === 'TimeoutError' ? 'hangs' : 'refused'
}

it('is not held up by a wall that no longer answers, nor by a request that never ends', async () => {
  const server = startServer({ dataDir: newFolder() })
  const port = Number(new URL(await server.ready).port)
  const deaf = await handshake(port)
  deaf.pause()
  const [slowHead, slowBody] = [await raw(port), await raw(port)]
  slowHead.write('GET /readyz HTTP/1.1\r\nHo')
  slowBody.write(`POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${INGEST_KEY}\r\nContent-Type: application/cloudevents+json\r\nContent-Length: 500\r\n\r\n{`)
  expect(await server.stop()).toBe(0)
})
