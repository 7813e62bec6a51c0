/**
 * When the alert engine looks: every minute, and for the first time once what is being loaded has come to rest. A look
 * into the middle of a first load would take tasks for overdue whose completion is still on its way; a first look into
 * an empty house would show "no alerts" for the minute after it was filled.
 */

export const LOOK_EVERY_MS = 60_000
/** Nothing has come for so long. */
export const AT_REST_MS = 2_000

export interface Lookout {
  /** Facts were committed. */
  readonly committed: () => void
  /** Whether to look now; a yes begins the next minute. Ask every second. */
  readonly isDue: () => boolean
  /** Whether there was a first look: what was being loaded then has come to rest. */
  readonly hasLooked: () => boolean
}

/** `hasUnits` tells whether there is anything to look at. */
export function createLookout({ clock, hasUnits }: { readonly clock: () => number, readonly hasUnits: () => boolean }): Lookout {
  let committedMs = -Infinity
  let filledMs: number | undefined
  let lookedMs: number | undefined

  function isTime(nowMs: number): boolean {
    if (lookedMs !== undefined)
      return nowMs - lookedMs >= LOOK_EVERY_MS
    filledMs ??= nowMs
    // Where facts never stop coming, the first minute has the last word.
    return nowMs - committedMs >= AT_REST_MS || nowMs - filledMs >= LOOK_EVERY_MS
  }

  return {
    committed() {
      committedMs = clock()
    },
    isDue() {
      const nowMs = clock()
      const due = hasUnits() && isTime(nowMs)
      lookedMs = due ? nowMs : lookedMs
      return due
    },
    hasLooked: () => lookedMs !== undefined,
  }
}
