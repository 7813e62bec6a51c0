/**
 * What only time brings: each duty runs once at the start and then again and again, a fixed pause after it ended, so
 * that a slow one never overlaps itself. One that fails is logged and runs again at its time.
 */
import type { FastifyBaseLogger } from 'fastify'

export interface Duty {
  readonly everyMs: number
  readonly run: () => Promise<unknown>
}

export interface Clockwork {
  readonly start: () => void
  /** Starts nothing more and waits for what is running. */
  readonly stop: () => Promise<void>
}

export interface ClockworkOptions {
  /** Runs something later; gives how to cancel it. */
  readonly after: (ms: number, run: () => void) => () => void
  readonly log: Pick<FastifyBaseLogger, 'error'>
}

export function createClockwork({ after, log }: ClockworkOptions, duties: readonly Duty[]): Clockwork {
  const running = new Set<Promise<void>>()
  const cancels = new Map<Duty, () => void>()
  let isStopped = false

  function begin(duty: Duty): void {
    const turn = duty.run()
      .catch((error: unknown) => log.error({ err: error }, 'a timed duty failed; it runs again at its time'))
      .then(() => {
        running.delete(turn)
        if (!isStopped)
          cancels.set(duty, after(duty.everyMs, () => begin(duty)))
      })
    running.add(turn)
  }

  return {
    start: () => duties.forEach(begin),
    async stop() {
      isStopped = true
      cancels.forEach(cancel => cancel())
      await Promise.all(running)
    },
  }
}
