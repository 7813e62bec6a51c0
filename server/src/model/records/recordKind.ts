/**
 * Records: everything that is stated in a few steps and counted by days, in one table.
 *
 * A talk, a study session, a licence case, an honour: each is an object that one or more event types speak about. What they
 * share is done once for all of them: statements fold order-free into claims, the unit of the creating statement owns the
 * record, what other units say is kept and hides nothing, and what the record counts is a function of its claims. What
 * differs is a `RecordKind`: which types, which of them create, and what it counts. A new domain is a new kind, not a table.
 *
 * Supervision, pledges and alerts have tables of their own: they are asked for row by row, at any minute.
 */
import type { EventDefinition, FeedKind, Subject } from '@qinglian/shared'
import type { Terms } from '../calendar/terms.ts'
import type { Tally } from '../projections/projection.ts'

/** Between the members that name a record, in its id; no member may contain it. */
export const ID_JOINT = '\u001F'

/** One statement as a record keeps it: the latest of its slot, unit and identity. */
export type Claim = readonly [slot: string, unit: string, identity: string, stmt: string, data: Readonly<Record<string, unknown>>]

/** What the owner has said of a record, by slot: the event's word after the domain, such as `session-held`. */
export interface View {
  readonly id: string
  readonly unit: string
  readonly has: (slot: string) => boolean
  /** Text of a member of a slot's latest statement; null where either is absent. */
  readonly text: (slot: string, member: string) => string | null
  readonly flag: (slot: string, member: string) => boolean
  /** What a yes or no says; null where it is not said. */
  readonly answer: (slot: string, member: string) => boolean | null
  readonly number: (slot: string, member: string) => number | null
  /** A list of texts, each once. */
  readonly list: (slot: string, member: string) => readonly string[]
  /** Instant of a member, in milliseconds. */
  readonly ms: (slot: string, member: string) => number | null
  /** Day of a member, in days of the installation's calendar. */
  readonly day: (slot: string, member: string) => number | null
  /** What every statement of a slot says that is kept, in statement order: one, but for sets and for what the kind keeps. */
  readonly every: (slot: string) => readonly Readonly<Record<string, unknown>>[]
  /** Of a slot whose statements are a set: the instants of a member, each identity once, in order. */
  readonly everyMs: (slot: string, member: string) => readonly number[]
}

export interface RecordKind {
  /** As the column `kind` holds it. */
  readonly kind: string
  /** The topic that shows it; its measures begin with `<subject>/`, and with nothing among those of supervision. */
  readonly subject: Subject
  /** Members of `data` that name the object. */
  readonly object: readonly string[]
  /** True where each unit has such an object of its own: the unit is then part of its name, and nobody else can speak of it. */
  readonly ofEachUnit?: boolean
  /** Types that create it; the first of these that was stated owns it. */
  readonly creates: readonly EventDefinition[]
  /** Types of its later steps. */
  readonly steps?: readonly EventDefinition[]
  /**
   * Slots whose later statement leaves the earlier ones beside it where they differ in a member, by that member: the versions of
   * an item. The last one is still what the slot says; the others are for the days before it.
   */
  readonly keeps?: Readonly<Record<string, string>>
  /** True where it also changes figures of the units below its owner: a session of the district trains people of its stations. */
  readonly reachesBelow?: boolean
  /** True where it also changes figures of the units above its owner by more than adding up: a review that a station held of the district's campaign. */
  readonly reachesAbove?: boolean
  /** True where what the subject lists (`listed`) is read from it: a change reaches back to its instants too, and not only to the days of its tallies. */
  readonly asked?: boolean
  /** True where figures beside its unit's own counts go by its tallies: a change reaches back to their days there too. */
  readonly talliesAsked?: boolean
  /** True where its id tells of one person, as a retailer's does; ids that hold a staff number, and whatever is about one, need not say so. */
  readonly isPersonal?: boolean
  /** True where it may count in another unit than the one that owns it. There are few of such a kind: they are looked through whole. */
  readonly countsElsewhere?: boolean
  /** True where `about` is a staff number: the record counts where that person stands, whichever unit owns it. */
  readonly aboutPerson?: boolean
  /** What the owning unit counts because of it, or another that it names: whoever claims a challenge. */
  readonly tallies?: (view: View, terms: Terms) => Tally[]
  /** The step of it that is worth a sentence in the feed, for everybody: only kinds that domain.md §6.1 names. */
  readonly told?: { readonly slot: string, readonly as: FeedKind, readonly params: (view: View) => Readonly<Record<string, string>> }
  /** When it happened, was due and was done, and what it is about, for questions that counting does not answer. */
  readonly times?: (view: View, terms: Terms) => Partial<RecordTimes>
}

export interface RecordTimes {
  readonly at_ms: number | null
  readonly due_ms: number | null
  readonly done_ms: number | null
  /** What or whom it is about, by which questions pick: a staff number, a session's form. */
  readonly about: string | null
}

/** The word after the domain: `qinglian.study.session-held` speaks in the slot `session-held`. */
export function slotOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}

export function typesOf(kind: RecordKind): readonly EventDefinition[] {
  return [...kind.creates, ...kind.steps ?? []]
}
