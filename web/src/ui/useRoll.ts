/**
 * A figure that rolls to each new value over 600 ms, once, and then stands still. The first value stands at
 * once, and so does every value where motion is not wanted. Costs nothing between two changes.
 */
import type { ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, watch } from 'vue'

export const ROLL_MS = 600

export interface RollOptions {
  /** Where the figure stands in the end; null where there is none. */
  target: () => number | null
  isStill: () => boolean
}

export function useRoll({ target, isStill }: RollOptions): Readonly<ShallowRef<number | null>> {
  const shown = shallowRef(target())
  let frame = 0

  function roll(from: number, to: number): void {
    const startedAt = performance.now()
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - startedAt) / ROLL_MS))
      shown.value = part === 1 ? to : from + (to - from) * easeOut(part)
      if (part < 1)
        frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
  }

  watch(target, (to) => {
    cancelAnimationFrame(frame)
    const from = shown.value
    if (from === null || to === null || isStill())
      shown.value = to
    else
      roll(from, to)
  })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return shown
}

function easeOut(part: number): number {
  return 1 - (1 - part) ** 3
}
