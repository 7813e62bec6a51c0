/** A topic that is made of records: its kinds, and how its indicators come out of what they count. */
import type { Subject } from '@qinglian/shared'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { RecordKind } from './recordKind.ts'

/** Subjects that are made of records alone. */
export type RecordSubjectName = Exclude<Subject, 'about' | 'stations' | 'supervision' | 'pledges' | 'alerts' | 'feed' | 'sources'>

/** The beginnings of a subject's codes. */
export function prefixesOf({ prefix }: Pick<RecordSubject, 'prefix'>): readonly string[] {
  return typeof prefix === 'string' ? [prefix] : prefix
}

/** Numerator and denominator. Counts have no denominator: `den` is 0 and `num` is the value. */
export interface Fraction { readonly num: number, readonly den: number }

/** What records are judged by in the bureau's configuration. */
export interface RecordWords {
  /** Whether a tag of a rating is about integrity. */
  readonly isIntegrityTag: (tag: string) => boolean
}

/** One thing or person that counting by days does not reach, and what it adds to each figure. */
export interface ListedFact {
  /** The kind of record that it is; `staff` or `kiosk` where it is none. */
  readonly kind: string
  readonly id: string
  /** Whom it is about. */
  readonly staffNo?: string
  /** True where `id` tells of one person: a staff number, a retailer's hash. */
  readonly isPersonal?: boolean
  /** What it adds, by figure. */
  readonly figures: Readonly<Record<string, number>>
  /** Since when it adds that, where there is such an instant, by figure. */
  readonly sinceMs?: Readonly<Record<string, number>>
}

/** Figures of a unit itself at an instant, as the list of what makes them: the figure is the sum of its list. */
export interface Listing {
  /** The figures that it makes; no other listing of the subject makes them. */
  readonly figures: readonly string[]
  readonly facts: (unit: PartUnit, context: PartContext) => Promise<readonly ListedFact[]>
}

/** Each figure of some listings, added up. */
export async function listedFigures(listings: readonly Listing[], unit: PartUnit, context: PartContext): Promise<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const { facts } of listings) {
    for (const { figures } of await facts(unit, context)) {
      for (const [name, n] of Object.entries(figures))
        sums[name] = (sums[name] ?? 0) + n
    }
  }
  return sums
}

/** An indicator as the figures it is made of. */
export interface MadeOf {
  readonly num: string
  /** Left out by a count. */
  readonly den?: string
  /** The kinds whose records count in them, where not every kind of the subject may: what lies behind a figure is looked for there alone. */
  readonly of?: readonly RecordKind[]
}

export interface RecordSubject {
  readonly subject: RecordSubjectName
  /** How the codes of its indicators begin, such as `edu.`; several where it shows more than one section of the catalogue. */
  readonly prefix: string | readonly string[]
  readonly kinds: readonly RecordKind[]
  /** Each indicator as the figures it is made of; one without `den` is a count. */
  readonly indicators: Readonly<Record<string, MadeOf>>
  /** Indicators that are the lowest of several rates, of the unit and of every unit below (`rollup: min`): each as these rates, by whose they are. */
  readonly least?: Readonly<Record<string, Readonly<Record<string, { readonly num: string, readonly den: string }>>>>
  /** Indicators that depend on the bureau's configuration, by code, from the sums of any part; they stand beside `indicators`. */
  readonly configured?: (sums: Readonly<Record<string, number>>, words: RecordWords) => Readonly<Record<string, Fraction>>
  /** Indicators whose `den` counts people: the public sees them as far as no group of fewer than three can be told (domain.md §6.1). */
  readonly aboutPeople?: readonly string[]
  /** Rates of a year that fill up day by day: their level goes by how far they are behind a steady year (domain.md §3.5, “prorated”). */
  readonly fillsUp?: readonly string[]
  /** True where figures depend on who stands where: they change when staff do. */
  readonly asksStaff?: boolean
  /** True where what its records count depends on working days or on what the bureau promises: they are counted anew when these change. */
  readonly byTerms?: boolean
  /** Figures that counting by days does not answer, each as a list that it is the sum of. */
  readonly listed?: readonly Listing[]
  /** When time alone may change its figures within the day; null where not before the next. */
  readonly wakeMs?: (figures: Readonly<Record<string, number>>, context: PartContext) => number | null
}
