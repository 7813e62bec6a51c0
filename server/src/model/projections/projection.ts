/**
 * Projections: from statements to rows.
 *
 * A projection folds the statements about one object into one row. The fold is **order-free**: each fact in the
 * row keeps the statement it came from, and a later statement replaces it, so any order and any repetition of the
 * same statements gives the same row. A retraction folds the object's remaining statements anew from the log.
 * Tallies (what a unit counts, by day) are a function of the row: the engine takes the old row's away and adds the
 * new row's, so they can never drift from the rows.
 */
import type { FoldedTable, Key, Row } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { Terms } from '../calendar/terms.ts'

/** A statement as projections see it. */
export interface Fact {
  readonly type: string
  readonly subject: string
  readonly source: string
  readonly id: string
  readonly timeMs: number
  /** Statement order, see `statementOrder.ts`. */
  readonly stmt: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Adds `n` to a measure on a day, of the row's unit or of the one named. */
export interface Tally { readonly measure: string, readonly day: number, readonly n: number, readonly unit?: string }

export interface Projection<T extends FoldedTable> {
  readonly table: T
  /** Event types it folds. */
  readonly types: readonly string[]
  /** The key of the row that a fact belongs to. */
  key: (fact: Fact, days: Terms) => Key
  /** The row with the fact folded in. Pure; `row` is not touched. */
  fold: (row: Row<T> | undefined, fact: Fact, days: Terms) => Row<T>
  /** What its unit, or another that it names, counts because of it. */
  tallies?: (row: Row<T>, days: Terms) => Tally[]
}

/** A day that stands for all time: counts that do not depend on when. */
export const TIMELESS = 0

/** A stock: 1 from `enter` on, until `leave`. Nothing where it never enters. */
export function during(measure: string, enter: number, leave: number): Tally[] {
  return enter < leave ? [{ measure, day: enter, n: 1 }, { measure, day: leave, n: -1 }] : []
}

/** Reads a member of `data` that the schema has checked. */
export function text(fact: Fact, member: string): string {
  return fact.data[member] as string
}

export function optionalText(fact: Fact, member: string): string | null {
  return (fact.data[member] as string | undefined) ?? null
}

/** Milliseconds of a member of `data` that holds a day or an instant. */
export function instant(fact: Fact, member: string, days: Days): number {
  return days.parse(text(fact, member))!
}

export function optionalInstant(fact: Fact, member: string, days: Days): number | null {
  return fact.data[member] === undefined ? null : instant(fact, member, days)
}
