/**
 * Walks the facts behind a figure, page by page: unit by unit, stretch by stretch, row by row, always in the same order.
 *
 * Each unit is walked until its own figure is found, so that what is listed over all pages comes to the figure and what lies
 * behind it in the index is not looked at. A fact that would exceed the figure (it came after the figure was computed, or one
 * of more repeats than write-offs) is told with what is left of it. One call looks at no more than `MOST_ROWS`
 * rows, so that its cost does not grow with what lies behind; it may then give fewer facts than asked for, even none, and where to go on.
 */
import type { Fraction } from '../records/recordSubject.ts'
import type { Place, Share, Stretch } from './fact.ts'

/** Where a walk stopped: after which row of which stretch of which unit, and what that unit's figure still lacks. */
export interface Stop {
  readonly unit: string
  readonly stretch: number
  readonly after: Place | null
  readonly lacks: Fraction
}

export interface Walk {
  /** The units in their order. */
  readonly units: readonly string[]
  /** What they themselves add to the figure, where they add anything. */
  readonly own: ReadonlyMap<string, Fraction>
  readonly stretchesOf: (unit: string) => readonly Stretch[]
}

export interface WalkedFact { readonly unit: string, readonly share: Share }
export interface WalkedPage { readonly facts: readonly WalkedFact[], readonly next: Stop | null }

/** Rows looked at in one call; some ten milliseconds of work. */
export const MOST_ROWS = 1_000
/** What coming to a unit costs, in rows: its lists are computed whole. */
const UNIT_COST = 20
/** Rows asked for at once. */
const AT_ONCE = 100

/** The next `limit` facts. @param from where the last page stopped; null for the first */
export async function walkFacts(walk: Walk, { from, limit }: { readonly from: Stop | null, readonly limit: number }): Promise<WalkedPage> {
  const facts: WalkedFact[] = []
  const bounds = { limit, rowsLeft: MOST_ROWS }
  let stop = from ?? stopAt(walk, nextUnit(walk))
  while (stop !== null) {
    const stayed: Stop | null = await walkUnit(walk.stretchesOf(stop.unit), stop, { facts, bounds })
    stop = stayed ?? stopAt(walk, nextUnit(walk, stop.unit))
    if (stayed !== null || facts.length >= limit || bounds.rowsLeft <= 0)
      break
  }
  return { facts, next: stop }
}

interface Basket { readonly facts: WalkedFact[], readonly bounds: { readonly limit: number, rowsLeft: number } }

/** Goes on within a unit; gives where it had to stop, or null where the unit is done. */
async function walkUnit(stretches: readonly Stretch[], from: Stop, { facts, bounds }: Basket): Promise<Stop | null> {
  const { unit } = from
  let { stretch, after, lacks } = from
  bounds.rowsLeft -= UNIT_COST
  for (; stretch < stretches.length; stretch += 1, after = null) {
    for (let isMore = true; isMore;) {
      const looked = await stretches[stretch]!.read(after, AT_ONCE)
      for (const { place, share } of looked) {
        after = place
        bounds.rowsLeft -= 1
        const told = share === undefined ? undefined : within(share, lacks)
        if (told !== undefined) {
          facts.push({ unit, share: told })
          lacks = { num: lacks.num - told.num, den: lacks.den - told.den }
        }
        if (!isLacking(lacks))
          return null
        if (facts.length >= bounds.limit || bounds.rowsLeft <= 0)
          return { unit, stretch, after, lacks }
      }
      isMore = looked.length === AT_ONCE
    }
  }
  return null
}

/** The share as far as the figure has room for it; nothing where it has none. */
function within(share: Share, lacks: Fraction): Share | undefined {
  const num = Math.min(share.num, Math.max(0, lacks.num))
  const den = Math.min(share.den, Math.max(0, lacks.den))
  return num === 0 && den === 0 ? undefined : { ...share, num, den }
}

function isLacking({ num, den }: Fraction): boolean {
  return num > 0 || den > 0
}

function stopAt({ own }: Walk, unit: string | undefined): Stop | null {
  return unit === undefined ? null : { unit, stretch: 0, after: null, lacks: own.get(unit)! }
}

/** The first unit after one that adds something to the figure; the very first where none is given. */
function nextUnit({ units, own }: Walk, unit?: string): string | undefined {
  return units.slice(unit === undefined ? 0 : units.indexOf(unit) + 1).find(code => own.has(code))
}
