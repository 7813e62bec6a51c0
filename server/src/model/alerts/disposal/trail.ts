/** What counting needs to know of an alert's course: what stood when, and what happened once. Instants in milliseconds. */
import type { Severity } from '@qinglian/shared'

/** Something that stands from an instant until another; null while it still does. */
export interface Stretch<T> { readonly fromMs: number, readonly untilMs: number | null, readonly what: T }

/** What a confirmed alert takes from its unit's score: by its worst colour so far, and for so many steps that came too late. */
export interface Held { readonly severity: Severity, readonly lates: number }

export interface Trail {
  /** In somebody's hands (在办), by colour. */
  readonly open: readonly Stretch<Severity>[]
  readonly held: readonly Stretch<Held>[]
  /** Struck off after it was found true: what it held leaves a trace. */
  readonly struck: readonly { readonly atMs: number, readonly what: Held }[]
  /** Signed for, after so many minutes of work. */
  readonly signings: readonly { readonly atMs: number, readonly minutes: number }[]
  /** Closed, after so many working days. */
  readonly closings: readonly { readonly atMs: number, readonly days: number }[]
  /** Closed in time, or not closed when its time was over: at the instant from which that is sure. */
  readonly judged: readonly { readonly atMs: number, readonly isKept: boolean }[]
  /** Found to be a false alarm. */
  readonly falseMs: number | null
}

/** Notes what stands, piece by piece; a piece that lasts no time is none. */
export interface Stock<T> {
  set: (what: T | null, atMs: number) => void
  readonly stretches: () => Stretch<T>[]
}

/** @param isSame whether nothing changes from one to the other */
export function createStock<T>(isSame: (a: T, b: T) => boolean): Stock<T> {
  const past: Stretch<T>[] = []
  let current: { what: T, fromMs: number } | null = null
  return {
    set(what, atMs) {
      if (current !== null && what !== null && isSame(current.what, what))
        return
      if (current !== null && current.fromMs < atMs)
        past.push({ ...current, untilMs: atMs })
      current = what === null ? null : { what, fromMs: atMs }
    },
    stretches: () => current === null ? past : [...past, { ...current, untilMs: null }],
  }
}
