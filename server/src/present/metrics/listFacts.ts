/**
 * The facts behind a number, a page at a time: over all pages their `num` and `den` come to those of the figure, of a unit and
 * everything below it, now or on a closed day.
 *
 * Who sees what (domain.md §6.1): the public sees of each fact its kind, unit and day, and of figures over people, of guarded
 * subjects and of alerts nothing at all; the house sees ids, save of what tells of one person, which are for `restricted` alone.
 *
 * A cursor is sealed, since it holds an id, and with it the instant of the first page, so that all pages tell of one moment and
 * what turns by the minute is not counted twice. What is told meanwhile may move a fact from one page to another, as in any list.
 */
import type { Audience, MetricFact, MetricFacts, Subject, WithheldFor } from '@qinglian/shared'
import type { Days } from '../../model/calendar/days.ts'
import type { Share } from '../../model/facts/fact.ts'
import type { Stop, WalkedFact } from '../../model/facts/walk.ts'
import type { OrgTree } from '../../model/org/orgTree.ts'
import type { ExplainOptions } from './ask.ts'
import { GUARDED_SUBJECTS, maySee } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { factLister } from '../../model/facts/catalogue.ts'
import { ownFigures } from '../../model/facts/ownFigures.ts'
import { walkFacts } from '../../model/facts/walk.ts'
import { KEPT_DAYS } from '../../model/metrics/lateDays.ts'
import { indicatorFor } from './ask.ts'
import { isAboutPeople } from './publicFigures.ts'

export interface FactsQuestion {
  readonly code: string
  readonly unit: string
  readonly audience: Audience
  /** A past day; now where it is left out. */
  readonly day?: number | undefined
  /** As the page before gave it. */
  readonly after?: string | undefined
  /** How many at most. */
  readonly limit: number
}

export interface ListFactsOptions extends Omit<ExplainOptions, 'disclosure'> {
  readonly cursors: Cursors
}

/** Texts that nobody else can read or make up. */
export interface Cursors {
  readonly sealCursor: (text: string) => string
  readonly openCursor: (sealed: string) => string | undefined
}

/** Subjects whose facts are never public, one by one. */
const NEVER_PUBLIC: readonly Subject[] = [...GUARDED_SUBJECTS, 'alerts']

/** `undefined` where there is no such indicator for this audience. @throws AppError `cursor.invalid` */
export async function listFacts(question: FactsQuestion, options: ListFactsOptions): Promise<MetricFacts | undefined> {
  const { code, unit, audience } = question
  const { days, db } = options
  const known = indicatorFor(code, audience, options.indicators)
  const lister = factLister(code, options.wording)
  if (known === undefined || lister === undefined)
    return undefined
  const nowMs = options.clock()
  const today = days.dayOf(nowMs)
  const day = question.day === undefined || question.day >= today ? undefined : question.day
  const from = question.after === undefined ? undefined : resumed({ ...question, day, after: question.after }, today, options)
  const atMs = day === undefined ? from?.atMs ?? nowMs : days.startOf(day + 1) - 1
  const head = { code, unit, at: new Date(atMs).toISOString() }
  const withheld = withheldFor({ code, subject: known.subject, audience, day: day ?? today }, today)
  if (withheld !== undefined)
    return { ...head, facts: [], next: null, withheld }

  const org = options.org()
  const tree = org.at(atMs)
  const units = tree.subtree(unit)
  if (from !== undefined && !units.includes(from.stop.unit))
    throw new AppError('cursor.invalid')
  const { facts, next } = await walkFacts({
    units,
    own: await ownFigures(db, { code, unit, day, tree }),
    stretchesOf: of => lister({ code, kinds: options.wording, unit: { code: of, level: org.describe(of, atMs)!.level }, context: { db, org, days, atMs } }),
  }, { from: from?.stop ?? null, limit: question.limit })
  return {
    ...head,
    facts: facts.map(fact => told(fact, { audience, isCount: known.indicator.unit === 'count', org, days, atMs })),
    next: next === null ? null : options.cursors.sealCursor(JSON.stringify({ of: nameOf({ ...question, day }), atMs, stop: next } satisfies Cursor)),
  }
}

/** Why an audience is not told these facts; `undefined` where it is. @param today days older than what is counted again keep their figure, whatever came since */
export function withheldFor({ code, subject, audience, day }: { readonly code: string, readonly subject: Subject, readonly audience: Audience, readonly day: number }, today: number): WithheldFor | undefined {
  if (audience === 'public' && (isAboutPeople(code) || NEVER_PUBLIC.includes(subject)))
    return 'people'
  return day < today - KEPT_DAYS ? 'age' : undefined
}

/** Where the facts of a figure are asked for. */
export function factsAddress({ code, unit, day }: Pick<FactsQuestion, 'code' | 'unit' | 'day'>, days: Days): string {
  return `/api/v1/metrics/${code}/units/${unit}/facts${day === undefined ? '' : `?at=${days.format(day)}`}`
}

interface Cursor { readonly of: string, readonly atMs: number, readonly stop: Stop }

/** What a cursor belongs to: it leads nowhere in another list. */
function nameOf({ code, unit, audience, day }: FactsQuestion): string {
  return ['facts', code, unit, audience, day ?? 'now'].join(' ')
}

function resumed(question: FactsQuestion & { readonly after: string }, today: number, { cursors, days }: ListFactsOptions): Cursor {
  const text = cursors.openCursor(question.after)
  const cursor = text === undefined ? undefined : JSON.parse(text) as Cursor
  if (cursor === undefined || cursor.of !== nameOf(question) || (question.day === undefined && days.dayOf(cursor.atMs) !== today))
    throw new AppError('cursor.invalid')
  return cursor
}

interface Telling { readonly audience: Audience, readonly isCount: boolean, readonly org: OrgTree, readonly days: Days, readonly atMs: number }

/** A fact as an audience may see it. */
function told({ unit, share }: WalkedFact, { audience, isCount, org, days, atMs }: Telling): MetricFact {
  return {
    unit,
    unitName: org.describe(unit, atMs)?.shortName ?? unit,
    kind: share.kind,
    ...maySee(audience, share.isPersonal ? 'restricted' : 'internal') ? particulars(share) : {},
    day: share.day === null ? null : days.format(share.day),
    num: share.num,
    den: isCount ? null : share.den,
  }
}

/** What only the house may see of a fact, and of what tells of a person only the few. */
function particulars({ id, staffNo, atMs }: Share): Pick<MetricFact, 'id' | 'staffNo' | 'at'> {
  return {
    ...id === null ? {} : { id },
    ...staffNo === undefined ? {} : { staffNo },
    ...atMs === null ? {} : { at: new Date(atMs).toISOString() },
  }
}
