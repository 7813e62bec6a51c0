/**
 * How far the two lines are apart in what they have signed (两线签订率差, domain.md §3.2): the difference of two rates, which no
 * sum of differences gives. So each line's rate is kept beside it, as a figure that is no indicator, and a parent's gap is made
 * anew from its own two lines with everything below (`rollup: own`).
 */
import type { Cell } from '../parts/pledgesPart.ts'
import type { Fraction } from '../records/recordSubject.ts'

export const LINES_GAP = 'plg.two_roles_gap'
export const GAP_LINES = ['monopoly', 'marketing'] as const
const [FIRST, SECOND] = GAP_LINES.map(line => `${LINES_GAP}/${line}`) as [string, string]

/** Each line's rate, from the cells of all mandatory pledges. */
export function lineFigures(mandatory: readonly Cell[]): [code: string, Fraction][] {
  return GAP_LINES.map((line) => {
    const mine = mandatory.filter(cell => cell.line === line)
    return [`${LINES_GAP}/${line}`, { num: mine.reduce((sum, cell) => sum + cell.num, 0), den: mine.reduce((sum, cell) => sum + cell.den, 0) }]
  })
}

/** The same figures with the gap, where both lines are among them. */
export function withGap(figures: ReadonlyMap<string, Fraction>): Map<string, Fraction> {
  const [a, b] = [figures.get(FIRST), figures.get(SECOND)]
  return a === undefined || b === undefined ? new Map(figures) : new Map([...figures, [LINES_GAP, gapOf(a, b)]])
}

/** |a − b| as a fraction in whole numbers; nothing of nothing where either line has nobody. */
export function gapOf(a: Fraction, b: Fraction): Fraction {
  return a.den === 0 || b.den === 0 ? { num: 0, den: 0 } : { num: Math.abs(a.num * b.den - b.num * a.den), den: a.den * b.den }
}
