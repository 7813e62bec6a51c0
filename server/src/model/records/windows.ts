/**
 * Windows as stocks: what happened in a period counts from its day on and leaves with the period, so a window's figure at
 * the end of any day is a stock like any other (see `parts/stocks.ts`).
 */
import type { Days } from '../calendar/days.ts'
import type { Tally } from '../projections/projection.ts'
import { TIMELESS } from '../projections/projection.ts'

/** `n` from `enter` on, until `leave`; nothing where it never enters. */
export function counted(measure: string, { enter, leave }: { readonly enter: number, readonly leave: number }, n = 1): Tally[] {
  return enter < leave && n !== 0 ? dated([{ measure, day: enter, n }, { measure, day: leave, n: -n }]) : []
}

/** Days before 1970 lie behind every question, and their first day would be taken for the timeless one. */
function dated(tallies: readonly Tally[]): Tally[] {
  return tallies.filter(({ day }) => day > TIMELESS)
}

/** In the period that `day` lies in, from that day on. A week begins on Monday. */
export function inWeek(measure: string, day: number, { days, n = 1 }: { readonly days: Days, readonly n?: number }): Tally[] {
  return counted(measure, { enter: day, leave: days.nextWeek(day) }, n)
}

export function inMonth(measure: string, day: number, { days, n = 1 }: { readonly days: Days, readonly n?: number }): Tally[] {
  return counted(measure, { enter: day, leave: days.nextMonth(day) }, n)
}

export function inQuarter(measure: string, day: number, { days, n = 1 }: { readonly days: Days, readonly n?: number }): Tally[] {
  return counted(measure, { enter: day, leave: days.nextQuarter(day) }, n)
}

export function inYear(measure: string, day: number, { days, n = 1 }: { readonly days: Days, readonly n?: number }): Tally[] {
  return counted(measure, { enter: day, leave: days.nextYear(day) }, n)
}

/** For so many days, the first one included. */
export function rolling(measure: string, day: number, { width, n = 1 }: { readonly width: number, readonly n?: number }): Tally[] {
  return counted(measure, { enter: day, leave: day + width }, n)
}

/**
 * An obligation of a period, and its keeping: due from its day on until the period ends, kept from the later of both days.
 * What is kept beforehand counts when it falls due; what is kept after the period changes nothing any more.
 */
export function kept(measures: { readonly due: string, readonly kept: string }, { due, done, leave }: { readonly due: number, readonly done: number | null, readonly leave: number }): Tally[] {
  return [
    ...counted(measures.due, { enter: due, leave }),
    ...done === null ? [] : counted(measures.kept, { enter: Math.max(due, done), leave }),
  ]
}

/**
 * Something that stands from a day until a day, either of which may be open. Its timeless row is what all days come to, so
 * that what lies ahead still tells what stands today.
 */
export function standing(measure: string, { since, until }: { readonly since: number | null, readonly until: number | null }, n = 1): Tally[] {
  if (since !== null && until !== null)
    return counted(measure, { enter: since, leave: until }, n)
  return [
    ...since === null ? [] : dated([{ measure, day: since, n }]),
    ...until === null ? [{ measure, day: TIMELESS, n }] : dated([{ measure, day: until, n: -n }]),
  ]
}
