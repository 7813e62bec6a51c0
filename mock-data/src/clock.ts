/** The wall clock and waiting, injected so that tests decide how time passes. */
import { setTimeout as delay } from 'node:timers/promises'

export interface Clock {
  /** Ms since 1970. */
  now: () => number
  /** Resolves after `ms`, or at once when the signal aborts: who waits looks at the signal. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal })
    }
    catch (error) {
      if (signal?.aborted !== true)
        throw error
    }
  },
}
