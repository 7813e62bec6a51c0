/**
 * Evaluation (domain.md §3.6): ratings of service by retailers, and the yearly democratic review.
 *
 * A rating counts in the unit that was rated. Service ratings make satisfaction and its mean, those of the democratic review
 * a figure of their own; a second rating after a bad one counts like any other. A bad rating (1 or 2) has to be handled by
 * the end of the fifth working day after it (示例; 德州 5, 四川 15), and is judged once that day has passed.
 *
 * A retailer counts once, in the unit that declares it, when it has rated that unit or one above it: what a parent adds up is
 * the number of distinct retailers (`rollup: distinct`). A declaration has no date, so its status stands for every day.
 *
 * Which tags are about integrity is the bureau's to say (`evaluation.yaml`). Ratings are therefore counted by the set of tags
 * they bear, and the figure is made when asked for: a change of the file needs no rebuild, and a rating with two such tags is one.
 *
 * A bad rating's limit lies on the bureau's working days; when these change, the limits are counted anew (`projections/recount.ts`).
 *
 * A guarded subject (domain.md §6.1): public figures change only once a day (`present/topics/dailyGate.ts`).
 */
import type { Days } from '../calendar/days.ts'
import type { Terms } from '../calendar/terms.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { ListedFact, RecordSubject } from './recordSubject.ts'
import { evaluationHandled, evaluationSubmitted, retailerDeclared } from '@qinglian/shared'
import { inYear, rolling, standing } from './windows.ts'

/** 4 满意 and 5 非常满意. */
const GOOD_FROM = 4
/** 2 不满意 and 1 非常不满意. */
const BAD_TO = 2
const HANDLED_WITHIN_WORKING_DAYS = 5

/** Before the tags of a rating in the name of a figure; no tag contains a comma. */
const TAGGED = 'tagged '

const rating: RecordKind = {
  kind: 'evaluation',
  subject: 'evaluation',
  asked: true,
  object: ['evaluation'],
  creates: [evaluationSubmitted],
  steps: [evaluationHandled],
  // A retailer that rates the district's window takes part in its own station.
  reachesBelow: true,
  times: view => ({ at_ms: view.ms('submitted', 'at'), done_ms: view.ms('handled', 'at'), about: view.text('submitted', 'retailer') }),
  tallies(view, days) {
    const day = view.day('submitted', 'at')!
    return [...integrityTallies(view, day), ...view.text('submitted', 'kind') === 'democratic' ? reviewTallies(view, day, days) : serviceTallies(view, day, days)]
  },
}

function integrityTallies(view: View, day: number): Tally[] {
  const tags = [...view.list('submitted', 'tags')].sort()
  return [
    ...rolling('evaluation/ratings', day, { width: 30 }),
    ...tags.length === 0 ? [] : rolling(`evaluation/${TAGGED}${tags.join(',')}`, day, { width: 30 }),
  ]
}

function reviewTallies(view: View, day: number, days: Days): Tally[] {
  return [...inYear('evaluation/reviewed', day, { days }), ...scoreOf(view) >= GOOD_FROM ? inYear('evaluation/reviewed.good', day, { days }) : []]
}

function serviceTallies(view: View, day: number, days: Terms): Tally[] {
  const score = scoreOf(view)
  return [
    ...rolling('evaluation/rated', day, { width: 30 }),
    ...rolling('evaluation/score', day, { width: 30, n: score }),
    ...score >= GOOD_FROM ? rolling('evaluation/rated.good', day, { width: 30 }) : [],
    ...score <= BAD_TO ? badTallies(view, day, days) : [],
  ]
}

/** For 90 days from the day after the limit: due, and handled where it was handled by the limit's end. */
function badTallies(view: View, day: number, days: Terms): Tally[] {
  const limit = days.dayOf(days.working.addWorkingDays(days.startOf(day), HANDLED_WITHIN_WORKING_DAYS))
  const handled = view.day('handled', 'at')
  return [
    ...rolling('evaluation/bad.due', limit + 1, { width: 90 }),
    ...handled !== null && handled <= limit ? rolling('evaluation/bad.handled', limit + 1, { width: 90 }) : [],
  ]
}

function scoreOf(view: View): number {
  return view.number('submitted', 'score')!
}

/** 营业; one that has stopped for a time or for good has nothing to rate. */
const ACTIVE = 'open'

const retailer: RecordKind = {
  kind: 'retailer',
  subject: 'evaluation',
  asked: true,
  object: ['retailer'],
  isPersonal: true,
  creates: [retailerDeclared],
  times: view => ({ about: view.text('retailer-declared', 'status') }),
  tallies: view => view.text('retailer-declared', 'status') === ACTIVE ? standing('evaluation/retailers', { since: null, until: null }) : [],
}

export const evaluation: RecordSubject = {
  subject: 'evaluation',
  prefix: 'evl.',
  byTerms: true,
  kinds: [rating, retailer],
  indicators: {
    'evl.satisfaction': { num: 'rated.good', den: 'rated', of: [rating] },
    'evl.avg': { num: 'score', den: 'rated', of: [rating] },
    'evl.participation': { num: 'retailers.rating', den: 'retailers', of: [retailer] },
    'evl.bad_handled': { num: 'bad.handled', den: 'bad.due', of: [rating] },
    'evl.democratic': { num: 'reviewed.good', den: 'reviewed', of: [rating] },
  },
  configured(sums, { isIntegrityTag }) {
    const isNegative = (name: string): boolean => name.startsWith(TAGGED) && name.slice(TAGGED.length).split(',').some(isIntegrityTag)
    const num = Object.entries(sums).reduce((all, [name, n]) => isNegative(name) ? all + n : all, 0)
    return { 'evl.integrity_neg': { num, den: sums.ratings ?? 0 } }
  },
  // Each rating and each retailer is somebody's.
  aboutPeople: ['evl.satisfaction', 'evl.participation'],
  listed: [{ figures: ['retailers.rating'], facts: retailersRating }],
}

/** Active retailers of the unit that have rated it, or a unit above it, in the quarter, each since its first rating. */
async function retailersRating(unit: PartUnit, { db, org, days, atMs }: PartContext): Promise<ListedFact[]> {
  const today = days.dayOf(atMs)
  const rows = await db.selectFrom('model_record as rating')
    .innerJoin('model_record as retailer', join => join.onRef('retailer.id', '=', 'rating.about').on('retailer.kind', '=', retailer.kind))
    .select(['retailer.id', eb => eb.fn.min('rating.at_ms').as('first_ms')])
    .where('rating.kind', '=', rating.kind)
    .where('rating.unit', 'in', org.at(atMs).path(unit.code))
    .where('rating.at_ms', '>=', days.startOf(days.quarterStart(today)))
    .where('rating.at_ms', '<', days.startOf(today + 1))
    .where('retailer.unit', '=', unit.code)
    .where('retailer.about', '=', ACTIVE)
    .groupBy('retailer.id')
    .execute()
  return rows.map(({ id, first_ms }) => ({ kind: retailer.kind, id, figures: { 'retailers.rating': 1 }, sinceMs: { 'retailers.rating': Number(first_ms) } }))
}
