import type { Clock } from '../src/clock.ts'

export interface VirtualClock extends Clock {
  /** What was waited, in order. */
  waits: number[]
}

/** Time passes only by waiting, and then at once. @param onSleep called after each wait with the new time */
export function createVirtualClock(startMs: number, onSleep?: (nowMs: number) => void): VirtualClock {
  let nowMs = startMs
  const waits: number[] = []
  return {
    waits,
    now: () => Math.floor(nowMs),
    async sleep(ms) {
      waits.push(ms)
      nowMs += ms
      onSleep?.(nowMs)
    },
  }
}
