/**
 * Parts: what one unit contributes to every figure above it.
 *
 * A unit's own part comes from its own tables; its total is its own part and its children's totals, merged. Everything
 * shown about a unit is a function of its total, so a parent's figure is always the sum of numerators and denominators
 * and never an average of rates, and it is read in one step however many facts lie behind it.
 */
import type { FeedKind, Subject, UnitLevel } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Terms } from '../calendar/terms.ts'
import type { OrgTree } from '../org/orgTree.ts'
import type { Least } from './least.ts'
import { compareBytes } from '../statementOrder.ts'
import { leastOf } from './least.ts'

/** One fact worth a sentence, still without its words. */
export interface FeedFact {
  readonly stmt: string
  readonly unit: string
  readonly kind: FeedKind
  readonly params: Readonly<Record<string, string | number>>
}

export interface Part {
  /** Counts by name; merged by adding, but for those that are of the unit itself and begin with `o:`. */
  readonly sums: Readonly<Record<string, number>>
  /** Instants by name; merged by taking the latest. */
  readonly latest: Readonly<Record<string, number>>
  /** Rates by name; merged by taking the lowest. Absent where there are none. */
  readonly least?: Readonly<Record<string, Least>>
  /** Newest facts by statement order, for the public and for the house; merged by taking the newest. */
  readonly feed: { readonly public: readonly FeedFact[], readonly internal: readonly FeedFact[] }
}

/** The subjects that are made of parts; the others are made of the tree and of other subjects' totals. */
export type PartSubject = Exclude<Subject, 'about' | 'stations'>

export function isPartSubject(subject: Subject): subject is PartSubject {
  return subject !== 'about' && subject !== 'stations'
}

/** How many facts a feed keeps. */
export const FEED_LENGTH = 20

/** How the names of figures begin that are of the unit itself and enter no total above it (`rollup: own`). */
const OF_ITSELF = 'o:'

export const EMPTY_PART: Part = { sums: {}, latest: {}, feed: { public: [], internal: [] } }

/** An own part, and the next instant at which time alone may change it. */
export interface OwnPart { readonly part: Part, readonly wakeMs: number | null }

/** What parts are computed from: tables, tree and calendar, as of an instant. */
export interface PartContext { readonly db: Kysely<Database>, readonly org: OrgTree, readonly days: Terms, readonly atMs: number }

/** About the unit whose part is asked for. */
export interface PartUnit { readonly code: string, readonly level: UnitLevel }

export function part(fields: Partial<Part>): Part {
  return { ...EMPTY_PART, ...fields }
}

/** @param parts the unit's own one first */
export function mergeParts(parts: readonly Part[]): Part {
  if (parts.length === 1)
    return parts[0]!
  const sums: Record<string, number> = {}
  const latest: Record<string, number> = {}
  for (const [at, one] of parts.entries()) {
    for (const [name, n] of Object.entries(one.sums)) {
      if (at === 0 || !name.startsWith(OF_ITSELF))
        sums[name] = (sums[name] ?? 0) + n
    }
    for (const [name, ms] of Object.entries(one.latest))
      latest[name] = Math.max(latest[name] ?? ms, ms)
  }
  return { sums, latest, ...leastMember(parts.flatMap(one => Object.entries(one.least ?? {}))), feed: { public: newest(parts.flatMap(one => one.feed.public)), internal: newest(parts.flatMap(one => one.feed.internal)) } }
}

/** The lowest of each name, as a member of a part; none where nobody has any. */
export function leastMember(rates: readonly (readonly [name: string, rate: Least])[]): Pick<Part, 'least'> {
  const lowest = [...Map.groupBy(rates, ([name]) => name)].flatMap(([name, some]) => {
    const rate = leastOf(some.map(([, one]) => one))
    return rate === undefined ? [] : [[name, rate] as const]
  })
  return lowest.length === 0 ? {} : { least: Object.fromEntries(lowest) }
}

/** The newest facts first. */
export function newest(facts: readonly FeedFact[]): FeedFact[] {
  return [...facts].sort((a, b) => compareBytes(b.stmt, a.stmt)).slice(0, FEED_LENGTH)
}

/** The earliest of some instants, leaving out those that are not there. */
export function earliest(...instants: readonly (number | null | undefined)[]): number | null {
  const known = instants.filter(ms => ms !== null && ms !== undefined)
  return known.length === 0 ? null : Math.min(...known)
}
