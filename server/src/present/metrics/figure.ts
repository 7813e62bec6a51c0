/** A numerator and denominator as they are told. */
import type { MetricExplained } from '@qinglian/shared'
import type { Fraction } from '../../model/metrics/indicatorsOf.ts'
import { rateOf } from '@qinglian/shared'

export type Figure = Pick<MetricExplained, 'num' | 'den' | 'value' | 'quality' | 'suppressed'>

export const HIDDEN: Figure = { num: null, den: null, value: null, quality: 'small_n', suppressed: true }

/** Nothing was ever counted there. */
export const UNKNOWN: Figure = { num: null, den: null, value: null, quality: 'missing' }

/** A count has no denominator and is its own value; a count of nothing is a real zero. */
export function figureOf({ num, den }: Fraction, isCount: boolean): Figure {
  return isCount ? { num, den: null, value: num, quality: num === 0 ? 'zero' : 'ok' } : rateOf(num, den)
}
