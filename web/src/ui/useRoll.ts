/**
 * A figure that rolls to each new value over 600 ms, once, and then stands still. The first value stands at
 * once, and so does every value where motion is not wanted. Costs nothing between two changes.
 *
 * What is on the way is rounded towards where it goes, so the first frame already shows a change: a figure that goes up
 * by one says so at once, and does not hold it back for the half of the roll.
 */
import type { ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, watch } from 'vue'

export const ROLL_MS = 600

export interface RollOptions {
  /** Where the figure stands in the end; null where there is none. */
  target: () => number | null
  isStill: () => boolean
  /** Decimals of what is shown on the way; none where it is left out. */
  decimals?: number | undefined
}

export function useRoll({ target, isStill, decimals = 0 }: RollOptions): Readonly<ShallowRef<number | null>> {
  const shown = shallowRef(target())
  let frame = 0

  function roll(from: number, to: number): void {
    const startedAt = performance.now()
    const step = (now: number): void => {
      // A frame bears the time at which it was begun, which may lie before the change that it is the first to show.
      const part = Math.min(1, Math.max(1, now - startedAt) / ROLL_MS)
      shown.value = part === 1 ? to : roundedTowards(to, from + (to - from) * easeOut(part), decimals)
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

/** The epsilon undoes the error of binary fractions. */
function roundedTowards(to: number, value: number, decimals: number): number {
  const scaled = value * 10 ** decimals
  return (to > value ? Math.ceil(scaled - 1e-7) : Math.floor(scaled + 1e-7)) / 10 ** decimals
}

function easeOut(part: number): number {
  return 1 - (1 - part) ** 3
}
