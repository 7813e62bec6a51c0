/** Shapes that several topics share (contract.md §3). */
import type { Static } from '../primitives.ts'
import { Members } from '../audience.ts'
import { Instant, Nullable, OneOf, Optional, Type } from '../primitives.ts'

export const QUALITIES = ['ok', 'zero', 'na', 'missing', 'stale', 'small_n'] as const
/** How a figure is to be read: a real zero, nothing to count, data that did not arrive … (domain.md §3.13). */
export const Quality = OneOf(QUALITIES)
export type Quality = Static<typeof Quality>

export const LEVELS = ['none', 'green', 'blue', 'yellow', 'orange', 'red'] as const
/** Ordered; each is worse than the one before. `none`: nothing to judge. */
export const Level = OneOf(LEVELS)
export type Level = Static<typeof Level>

/** A whole number that counts things. */
export const Count = Type.Integer({ minimum: 0 })

/**
 * A ratio with what it is made of. `value` is `num / den`, null where `den` is 0 (quality `na`); never NaN,
 * never a guessed 0. On `public` all three are null with `suppressed: true` where the group is too small to show.
 */
export const Rate = Members('public', {
  num: Nullable(Count),
  den: Nullable(Count),
  value: Nullable(Type.Number()),
  quality: Quality,
  suppressed: Optional(Type.Literal(true)),
})
export type Rate = Static<typeof Rate>

export const FRESHNESS_STATES = ['fresh', 'late', 'silent', 'never'] as const
export type FreshnessState = (typeof FRESHNESS_STATES)[number]

/** How recent what stands here is: `newest` is the latest `time` stated; `state` goes by arrival against the source's cadence. */
export const Freshness = Members('public', {
  newest: Nullable(Instant),
  state: OneOf(FRESHNESS_STATES),
})
export type Freshness = Static<typeof Freshness>

/** The rate of `num` in `den`. @param den people or things counted; 0 gives quality `na`. */
export function rateOf(num: number, den: number): Rate {
  if (den === 0)
    return { num, den, value: null, quality: 'na' }
  const quality: Quality = num === 0 ? 'zero' : den < 5 ? 'small_n' : 'ok'
  return { num, den, value: num / den, quality }
}

/** What the public sees of a rate over a group that is too small, or that could be subtracted to one. */
export function suppressedRate(): Rate {
  return { num: null, den: null, value: null, quality: 'small_n', suppressed: true }
}

/** The worse of two levels. */
export function worseLevel(a: Level, b: Level): Level {
  return LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b
}
