/** A steady flow of 500 events a second from an upstream of its own, behind what is measured. */
import type { CloudEvent } from '../../mock-data/src/index.ts'
import { assertTaken, batchBody, createPoster } from './poster.ts'

const EVENTS = 25
const EVERY_MS = 50
/** More unanswered batches than this, and the flow waits: a server that is behind must not be sent ever more. */
const MOST_WAITING = 40

export interface Flow {
  /** @returns what was sent and taken; @throws where an answer was no acceptance */
  stop: () => Promise<{ perSecond: number }>
}

/** @param take gives the next events; each batch is made when it is sent, some tenth of a millisecond */
export function startFlow(url: string, take: (count: number) => CloudEvent[]): Flow {
  const poster = createPoster(url, 2)
  const startedMs = performance.now()
  const waiting = new Set<Promise<void>>()
  let sent = 0
  let failure: unknown

  function sendOne(): void {
    // By the clock, so that a late timer does not thin the flow.
    while (sent * EVERY_MS < performance.now() - startedMs && waiting.size < MOST_WAITING) {
      sent += 1
      const posting = poster.post(batchBody(take(EVENTS))).then(assertTaken).catch((error: unknown) => {
        failure ??= error
      }).finally(() => waiting.delete(posting))
      waiting.add(posting)
    }
  }
  const timer = setInterval(sendOne, EVERY_MS / 2)

  return {
    async stop() {
      clearInterval(timer)
      const ms = performance.now() - startedMs
      await Promise.all(waiting)
      poster.close()
      if (failure !== undefined)
        throw failure
      return { perSecond: sent * EVENTS / ms * 1000 }
    },
  }
}
