/**
 * Upstream systems under load: several senders at once, some in batches, some event by event, each repeating a request
 * until it is answered. What was answered with 200 is what the server owes us.
 */
import type { CloudEvent } from './facts.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { post } from './post.ts'

/** Between two tries of a sender that has no answer. */
const RETRY_MS = 50

export interface SendersOptions {
  readonly url: string
  /** One entry a sender: how many events it puts into a request. */
  readonly batchSizes: readonly number[]
  readonly next: (count: number) => CloudEvent[]
}

export interface Senders {
  /** Everything that was acknowledged, in the order of the answers. */
  readonly acknowledged: readonly CloudEvent[]
  /** Tries that had no answer, or a 429 or 503. */
  readonly retries: () => number
  /** Answers that no sender should get, as text. */
  readonly surprises: readonly string[]
  /** Resolves once so many more requests were acknowledged. */
  readonly after: (requests: number) => Promise<void>
  /** Sends nothing new; resolves when all that was begun is acknowledged. */
  readonly finish: () => Promise<void>
}

export function startSenders({ url, batchSizes, next }: SendersOptions): Senders {
  const acknowledged: CloudEvent[] = []
  const surprises: string[] = []
  const waiting = new Set<() => void>()
  let answers = 0
  let retries = 0
  let isFinishing = false

  async function deliver(facts: CloudEvent[]): Promise<void> {
    for (;;) {
      const answer = await post(url, facts.length === 1 ? facts[0]! : facts).catch(() => undefined)
      if (answer?.status === 200) {
        if (answer.accepted + answer.duplicate !== facts.length)
          surprises.push(JSON.stringify(answer))
        acknowledged.push(...facts)
        answers += 1
        waiting.forEach(look => look())
        return
      }
      if (answer !== undefined && answer.status !== 429 && answer.status !== 503)
        surprises.push(JSON.stringify(answer))
      retries += 1
      await pause(RETRY_MS)
    }
  }

  async function send(size: number): Promise<void> {
    while (!isFinishing && surprises.length === 0)
      await deliver(next(size))
  }

  const all = Promise.all(batchSizes.map(send))
  return {
    acknowledged,
    surprises,
    retries: () => retries,
    after(requests) {
      const goal = answers + requests
      return new Promise((resolve) => {
        const look = (): void => {
          if (answers < goal && surprises.length === 0)
            return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      })
    },
    async finish() {
      isFinishing = true
      await all
    },
  }
}
