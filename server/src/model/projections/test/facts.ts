/** Folding facts by hand: each fact in a line, later lines stated later unless they say when. */
import type { FoldedTable, Row } from '../../../db/store.ts'
import type { Fact, Projection } from '../projection.ts'
import { TERMS } from '../../../../test/support/terms.ts'
import { statementKey } from '../../statementOrder.ts'

export const days = TERMS
const STATED = Date.parse('2026-11-01T00:00:00Z')

/** Instants in Shanghai: `11-20 10:00` of 2026. */
export function at(text: string): string {
  return `2026-${text.replace(' ', 'T')}:00+08:00`
}

export const ms = (text: string): number => Date.parse(at(text))

/** A fact about unit `a`; `order` is when it was stated. */
export function fact(type: string, order: number, data: Record<string, unknown>, subject = 'a'): Fact {
  const timeMs = STATED + order * 1000
  return { type: `qinglian.${type}`, subject, source: '/s', id: `e${order}`, timeMs, stmt: statementKey(timeMs, '/s', `e${order}`), data }
}

export function foldAll<T extends FoldedTable>(projection: Projection<T>, facts: readonly Fact[]): Row<T> {
  let row: Row<T> | undefined
  for (const one of facts)
    row = projection.fold(row, one, days)
  return row!
}

/** The row, once it is sure that every order and a repetition of each fact give the same. */
export function foldAnyway<T extends FoldedTable>(projection: Projection<T>, ...facts: Fact[]): Row<T> {
  const row = foldAll(projection, facts)
  for (const order of permutations(facts)) {
    if (JSON.stringify(foldAll(projection, [...order, order[0]!])) !== JSON.stringify(row))
      throw new Error(`another order gives another row: ${order.map(one => one.id).join(' ')}`)
  }
  return row
}

function permutations<X>(all: readonly X[]): X[][] {
  return all.length < 2 ? [[...all]] : all.flatMap((one, i) => permutations(all.toSpliced(i, 1)).map(rest => [one, ...rest]))
}

/** Tallies of a row as `measure day n`, days as dates, day 0 as `ever`. */
export function tallied<T extends FoldedTable>(projection: Projection<T>, row: Row<T>): string[] {
  return projection.tallies!(row, days).map(({ measure, day, n }) => `${measure} ${day === 0 ? 'ever' : days.format(day).slice(5)} ${n}`).sort()
}
