/**
 * How a rate is shown (contract.md §3, domain.md §3.13). The rules that keep a figure honest stand here alone:
 * nothing to count is no 0 %, a small group is its two numbers, and 100 % means all of them.
 */
import type { Quality, Rate } from '@qinglian/shared'

/** `small_n` begins below this; a zero and an old figure bear qualities of their own, and none of two is no 0 % either. */
const SMALL_GROUP = 5
const TOLD_APART: readonly Quality[] = ['zero', 'stale']

export type RateNote = 'na' | 'missing' | 'suppressed'

export type RateView
  = | { kind: 'percent', /** 0–100, cut to one decimal */ percent: number, /** 0–1, for a bar */ share: number }
    | { kind: 'fraction', num: number, den: number, share: number }
    | { kind: 'none', note: RateNote }

export function rateView(rate: Rate | undefined): RateView {
  if (rate === undefined)
    return { kind: 'none', note: 'missing' }
  if (rate.suppressed === true)
    return { kind: 'none', note: 'suppressed' }
  if (rate.quality === 'na' || rate.den === 0)
    return { kind: 'none', note: 'na' }
  if (rate.value === null || rate.num === null || rate.den === null || rate.quality === 'missing')
    return { kind: 'none', note: 'missing' }
  const share = Math.min(1, Math.max(0, rate.value))
  return rate.quality === 'small_n' || (TOLD_APART.includes(rate.quality) && rate.den < SMALL_GROUP)
    ? { kind: 'fraction', num: rate.num, den: rate.den, share }
    : { kind: 'percent', percent: percentOf(rate.value), share }
}

/** Cut, not rounded: 99.96 % is not yet everyone. The epsilon undoes the error of binary fractions. */
export function percentOf(value: number): number {
  return Math.floor(value * 1000 + 1e-7) / 10
}

/** `96.4`, but `100` and `0` without a decimal: these two are exact. */
export function percentText(percent: number): string {
  return percent === 100 || percent === 0 ? String(percent) : percent.toFixed(1)
}
