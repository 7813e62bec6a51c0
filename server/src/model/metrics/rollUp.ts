/** A unit's figures of a day, from its own and those of the units below as they stand (domain.md §3, `rollup`). */
import type { Fraction } from '../records/recordSubject.ts'
import { compareRatios } from '../parts/least.ts'
import { RECORD_SUBJECTS } from '../records/catalogue.ts'
import { OF_UNIT_ITSELF } from './indicatorsOf.ts'
import { withGap } from './linesGap.ts'

/** Indicators of which a parent takes the lowest. */
const LEAST: ReadonlySet<string> = new Set(RECORD_SUBJECTS.flatMap(({ least = {} }) => Object.keys(least)))

export interface FigureBelow extends Fraction { readonly code: string }

/** @param below figures of the same codes; others are left out */
export function rollUp(own: ReadonlyMap<string, Fraction>, below: readonly FigureBelow[]): Map<string, Fraction> {
  const figures = new Map(own)
  for (const { code, num, den } of below) {
    const mine = figures.get(code)
    if (mine !== undefined && !OF_UNIT_ITSELF.has(code))
      figures.set(code, LEAST.has(code) ? lower(mine, { num, den }) : { num: mine.num + num, den: mine.den + den })
  }
  return withGap(figures)
}

/** Where nothing was due nobody is weakest. */
function lower(a: Fraction, b: Fraction): Fraction {
  if (a.den === 0 || b.den === 0)
    return a.den === 0 ? b : a
  return compareRatios(a, b) <= 0 ? a : b
}
