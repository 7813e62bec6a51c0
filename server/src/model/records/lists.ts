/**
 * The four lists (四张清单) with the risk points among them, and powers exercised beside them (domain.md §3.3, §3.9).
 *
 * - An item stands from its publication until it is retired, and again from a later publication; on a tie it is retired. Each
 *   version counts while it stands: what a new one says changes no day before it. A version or a review that is dated at or
 *   before one stated later is taken for a mistake that the later word corrects.
 * - Complete: each station owes four lists. One counts for it while an item of that list stands in the station or in a unit
 *   above it. Only stations owe them; a parent adds its stations up.
 * - Reviewed is what was reviewed, or published anew, within twelve months by date; a high risk point within six. Items are
 *   counted where they were published, so one of the district counts once and in no station.
 * - A risk point is an item of the list `risk_control`. It is under control where its version that stands names a measure and a
 *   post that answers for it, and it was reviewed in time. Without a grade it is not high.
 * - Beside the list is what was confirmed to be, for 30 days from the confirmation on, whatever was claimed at first; what was
 *   stated to be and not confirmed either way is open for 30 days from the exercise on. Who exercised it is counted nowhere.
 * - Personal review: staff on the rolls about whom an item was reviewed this year, where they stand, on the word of those whom
 *   `peopleHere.ts` names. Publishing an item about somebody is no review of them. Items about a person enter no other rate:
 *   two of them in a station would be two people.
 */
import type { Days } from '../calendar/days.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { ListedFact, RecordSubject } from './recordSubject.ts'
import { LIST_KINDS, listItemPublished, listItemRetired, listItemReviewed, powerConfirmed, powerExercised } from '@qinglian/shared'
import { stocksOfSubject } from '../parts/stocks.ts'
import { lastActiveMs, reviewedSpans, reviewInstants, reviewsOf, versionsOf } from './listItem.ts'
import { peopleHere, recordsAbout, STAFF } from './peopleHere.ts'
import { rowView } from './recordView.ts'
import { counted, inYear, rolling, standing } from './windows.ts'

/** Powers beside the list are looked at over so many days, the first one included. */
const OUTSIDE_DAYS = 30
const REVIEW_MONTHS = 12
const HIGH_REVIEW_MONTHS = 6

const item: RecordKind = {
  kind: 'list-item',
  subject: 'lists',
  object: ['list', 'item'],
  creates: [listItemPublished],
  steps: [listItemReviewed, listItemRetired],
  keeps: { 'item-published': 'version', 'item-reviewed': 'at' },
  reachesBelow: true,
  talliesAsked: true,
  aboutPerson: true,
  times: (view, days) => ({ at_ms: lastActiveMs(view, days), about: view.text('item-published', 'staffNo') }),
  tallies: (view, days) => [
    ...versionsOf(view, days).flatMap(version => versionTallies(version, { view, days })),
    ...isAboutSomebody(view) ? reviewsOf(view, days).flatMap(day => inYear('lists/personal', day, { days })) : [],
  ],
}

function isAboutSomebody(view: View): boolean {
  return view.text('item-published', 'staffNo') !== null
}

function versionTallies({ span, data }: ReturnType<typeof versionsOf>[number], { view, days }: { readonly view: View, readonly days: Days }): Tally[] {
  const during = (measure: string): Tally[] => standing(measure, span)
  const reviewed = (measure: string, months: number): Tally[] => reviewedSpans(view, { span, months, days }).flatMap(({ since, until }) => counted(measure, { enter: since, leave: until }))
  const active = during(`lists/active.${String(data.list)}`)
  if (data.staffNo !== undefined)
    return active
  const items = [...active, ...during('lists/items'), ...reviewed('lists/items.reviewed', REVIEW_MONTHS)]
  if (data.list !== 'risk_control')
    return items
  const isHigh = data.riskGrade === 'high'
  const months = isHigh ? HIGH_REVIEW_MONTHS : REVIEW_MONTHS
  return [
    ...items,
    ...during('lists/risk'),
    ...reviewed('lists/risk.reviewed', months),
    ...data.measure !== undefined && data.owner !== undefined ? reviewed('lists/risk.controlled', months) : [],
    ...isHigh ? during('lists/risk.high') : [],
    ...isHigh && data.measure === undefined ? during('lists/risk.bare') : [],
  ]
}

const exercise: RecordKind = {
  kind: 'power-exercise',
  subject: 'lists',
  object: ['exercise'],
  creates: [powerExercised],
  steps: [powerConfirmed],
  // One person did it.
  isPersonal: true,
  times: view => ({ at_ms: view.ms('power-exercised', 'at'), done_ms: view.ms('power-confirmed', 'at') }),
  tallies(view) {
    const day = view.day('power-exercised', 'at')!
    const confirmed = view.day('power-confirmed', 'at')
    const openUntil = Math.min(day + OUTSIDE_DAYS, confirmed ?? Number.POSITIVE_INFINITY)
    return [
      ...rolling('lists/powers', day, { width: OUTSIDE_DAYS }),
      ...view.flag('power-exercised', 'insideList') ? [] : counted('lists/outside.open', { enter: day, leave: openUntil }),
      ...view.flag('power-confirmed', 'outside') ? rolling('lists/outside', Math.max(day, confirmed!), { width: OUTSIDE_DAYS }) : [],
    ]
  },
}

export const lists: RecordSubject = {
  subject: 'lists',
  // Of the risks only these: alerts have theirs.
  prefix: ['lst.', 'rsk.points_', 'rsk.control_', 'rsk.review_'],
  kinds: [item, exercise],
  indicators: {
    'lst.complete': { num: 'current', den: 'owed' },
    'lst.reviewed': { num: 'items.reviewed', den: 'items', of: [item] },
    'lst.outside': { num: 'outside', of: [exercise] },
    'lst.personal_review': { num: 'people.reviewed', den: 'people' },
    'rsk.points_high': { num: 'risk.high', of: [item] },
    'rsk.control_rate': { num: 'risk.controlled', den: 'risk', of: [item] },
    'rsk.review_rate': { num: 'risk.reviewed', den: 'risk', of: [item] },
  },
  aboutPeople: ['lst.personal_review'],
  asksStaff: true,
  listed: [
    { figures: ['owed', 'current'], facts: listsOf },
    { figures: ['people', 'people.reviewed'], facts: reviewsOfPeople },
  ],
}

/** The four lists that a station owes, and of which of them an item stands in it or above it. */
async function listsOf({ code, level }: PartUnit, { db, org, days, atMs }: PartContext): Promise<ListedFact[]> {
  if (level !== 'station')
    return []
  const current = new Set<string>()
  for (const unit of org.at(atMs).path(code)) {
    const stocks = await stocksOfSubject(db, { unit, day: days.dayOf(atMs) }, 'lists')
    LIST_KINDS.filter(list => (stocks.get(`active.${list}`) ?? 0) > 0).forEach(list => current.add(list))
  }
  return LIST_KINDS.map(list => ({ kind: 'list', id: list, figures: { owed: 1, current: current.has(list) ? 1 : 0 } }))
}

/** Staff on the rolls of the unit, and which of them were reviewed this year, each since the first time. */
async function reviewsOfPeople(unit: PartUnit, context: PartContext): Promise<ListedFact[]> {
  const { db, days, atMs } = context
  const today = days.dayOf(atMs)
  const [fromMs, endMs] = [days.startOf(days.yearStart(today)), days.startOf(today + 1)]
  const people = await peopleHere(unit, context)
  // Of an item `at_ms` is the last that was done with it: one that rested all year was not reviewed in it.
  const rows = await recordsAbout(people, { kind: item.kind, fromMs }, db)
  const reviewed = new Map<string, number>()
  for (const row of rows) {
    const firstMs = reviewInstants(rowView(row, days), days).find(atMs => atMs >= fromMs && atMs < endMs)
    if (firstMs !== undefined)
      reviewed.set(row.about!, Math.min(reviewed.get(row.about!) ?? firstMs, firstMs))
  }
  return [...people.keys()].map((staffNo) => {
    const firstMs = reviewed.get(staffNo)
    return { kind: STAFF, id: staffNo, staffNo, isPersonal: true, figures: { 'people': 1, 'people.reviewed': firstMs === undefined ? 0 : 1 }, ...firstMs === undefined ? {} : { sinceMs: { 'people.reviewed': firstMs } } }
  })
}
