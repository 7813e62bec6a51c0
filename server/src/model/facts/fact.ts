import type { IndicatorKinds } from '../metrics/indicatorsOf.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
/**
 * The facts behind a figure: what each task, record or person adds to a unit's numerator and denominator.
 *
 * Figures are read from tallies and lists and never go through rows. Here it is the other way round: the rows of one unit are
 * looked at in the order of an index, some at a time, and each is asked what it adds, by the very tallies that the figure is
 * made of (a sum over rows of sums over their tallies), so the two cannot differ. A list (`Listing`) is its own fact by fact.
 * Going through rows is for whoever asks, and is cut short: by what the figure still lacks, and by `MOST_ROWS` (`walk.ts`).
 */
import type { Tally } from '../projections/projection.ts'
import type { Fraction } from '../records/recordSubject.ts'
import { TIMELESS } from '../projections/projection.ts'
import { compareBytes } from '../statementOrder.ts'

/** What one fact adds to a figure of a unit; one with `num` 0 was looked at and does not count. */
export interface Share extends Fraction {
  /** A kind of record, or `task`, `finding`, `station`, `alert`, `campaign`, `pledge`, `staff`, `list`, `kiosk`. */
  readonly kind: string
  /** As its source calls it; null for what has no source. */
  readonly id: string | null
  /** Whom it is about. */
  readonly staffNo?: string | undefined
  /** True for what is about one person, or tells of one. */
  readonly isPersonal: boolean
  /** The day since which it counts as it does; null for what has none. */
  readonly day: number | null
  /** When it happened, where its source said so. */
  readonly atMs: number | null
}

/** Where a row stands in the order of its index: by an instant, where it is by one, then by id. */
export interface Place { readonly ms: number | null, readonly id: string }

/** A row that was looked at, and what it adds, if anything. */
export interface Looked { readonly place: Place, readonly share: Share | undefined }

/** A run of a unit's rows in the order of one index. */
export interface Stretch {
  /** Rows from the first on, or after a place; fewer than `most` where it ends. */
  readonly read: (after: Place | null, most: number) => Promise<readonly Looked[]>
}

/** Whose figure is asked about, and as of when. */
export interface FactScene {
  readonly code: string
  readonly unit: PartUnit
  readonly context: PartContext
  readonly kinds: IndicatorKinds
}

/** All that a unit itself can have counted in an indicator, the likeliest first; no row is in two stretches. */
export type FactLister = (scene: FactScene) => readonly Stretch[]

/** A stretch of what is computed at once; ids are distinct. */
export function listStretch(compute: () => Promise<readonly { readonly id: string, readonly share: Share }[]>): Stretch {
  return {
    async read(after, most) {
      const all = [...await compute()].sort((a, b) => compareBytes(a.id, b.id))
      const rest = after === null ? all : all.filter(one => compareBytes(one.id, after.id) > 0)
      return rest.slice(0, most).map(({ id, share }) => ({ place: { ms: null, id }, share }))
    },
  }
}

/** What one tally adds to its stock at the end of a day, by the rule of `parts/stocks.ts`. */
export function addedBy({ day, n }: Pick<Tally, 'day' | 'n'>, today: number): number {
  return day === TIMELESS ? n : day > today ? -n : 0
}

/** What some tallies of one row add to a passing stock at the end of a day. */
export function stockOf(tallies: readonly Tally[], measure: string, today: number): number {
  return tallies.reduce((sum, tally) => tally.measure === measure && tally.day > today ? sum - tally.n : sum, 0)
}

/** What they add to a lasting one. */
export function lastingOf(tallies: readonly Tally[], measure: string): number {
  return tallies.reduce((sum, tally) => tally.measure === measure && tally.day === TIMELESS ? sum + tally.n : sum, 0)
}

/** The day on which a row last entered one of these counts; null where it stands without a day. */
export function lastEntered(tallies: readonly Tally[], today: number): number | null {
  const entered = tallies.filter(({ day, n }) => n > 0 && day !== TIMELESS && day <= today).map(({ day }) => day)
  return entered.length === 0 ? null : Math.max(...entered)
}
