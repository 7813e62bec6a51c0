/** The lowest of some rates: what a parent takes of its own and of those below where adding up would hide the weakest. */
import { compareBytes } from '../statementOrder.ts'

export interface Ratio { readonly num: number, readonly den: number }

/** A rate, whose it is, and in which unit. */
export interface Least extends Ratio { readonly of: string, readonly unit: string }

/**
 * Which of two rates is lower; of equal ones that of more things. Both have a `den`.
 * @returns below 0 where `a` is lower; 0 only where numerator and denominator are the same
 */
export function compareRatios(a: Ratio, b: Ratio): number {
  return a.num * b.den - b.num * a.den || b.den - a.den
}

/** The lowest rate of those that count anything, in an order that leaves no choice; `undefined` where none does. */
export function leastOf(rates: readonly Least[]): Least | undefined {
  return rates.filter(({ den }) => den > 0).sort((a, b) => compareRatios(a, b) || compareBytes(a.of, b.of) || compareBytes(a.unit, b.unit))[0]
}
