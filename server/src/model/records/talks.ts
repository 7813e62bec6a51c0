/**
 * Talks and family visits (domain.md §3.5): who of the staff has been talked with and visited this year, whether planned talks
 * were held, whether reminders and visits were followed up. That they took place is all that is known of them.
 *
 * - Coverage is about distinct people on the rolls, by where they stand on the day; `peopleHere.ts` says whose word counts.
 *   A talk covers the one who was talked with, not the one who led it: nobody is covered by talking to others.
 * - 分层级: a planned talk is one pair that owes one talk. It is due from its day on until its quarter ends.
 * - Followed up are reminders and criticisms with a date for it (诫勉 has a procedure of its own and is none of these), in
 *   time or not at all; a revisit counts whenever it was made. One without a date is not due.
 *
 * A guarded subject: for the public its figures change once a day (`present/topics/dailyGate.ts`). All else here is for the house.
 */
import type { Row } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { ListedFact, RecordSubject } from './recordSubject.ts'
import { talkFollowedUp, talkHeld, talkPlanned, visitFollowedUp, visitMade } from '@qinglian/shared'
import { peopleHere, recordsAbout, STAFF } from './peopleHere.ts'
import { inYear, kept, rolling } from './windows.ts'

/** Follow-ups are looked at over so many days, the first one included. */
const FOLLOW_UP_DAYS = 90
/** Kinds of talk that are followed up: 提醒, 批评教育. */
const FOLLOWED_UP: ReadonlySet<string | null> = new Set(['reminder', 'criticism'])

const talk: RecordKind = {
  kind: 'talk',
  subject: 'talks',
  object: ['talk'],
  creates: [talkPlanned, talkHeld],
  steps: [talkFollowedUp],
  aboutPerson: true,
  asked: true,
  times: view => ({ at_ms: view.ms('held', 'heldAt'), due_ms: view.ms('planned', 'dueAt'), about: view.text('held', 'talkee') ?? view.text('planned', 'talkee') }),
  tallies: (view, days) => [...planTallies(view, days), ...heldTallies(view, days), ...followUpTallies(view, days)],
}

/** Of all tiers, and of the one it was planned in. */
function planTallies(view: View, days: Days): Tally[] {
  const due = view.day('planned', 'dueAt')
  if (due === null)
    return []
  return ['', `.${view.text('planned', 'tier')}`].flatMap(tier => kept(
    { due: `talks/tier.due${tier}`, kept: `talks/tier.held${tier}` },
    { due, done: view.day('held', 'heldAt'), leave: days.nextQuarter(due) },
  ))
}

function heldTallies(view: View, days: Days): Tally[] {
  const held = view.day('held', 'heldAt')
  return held === null ? [] : inYear('talks/held', held, { days })
}

function followUpTallies(view: View, days: Days): Tally[] {
  const dueMs = view.ms('held', 'followUpDueAt')
  if (dueMs === null || !FOLLOWED_UP.has(view.text('held', 'kind')))
    return []
  const due = days.dayOf(dueMs)
  const doneMs = view.ms('followed-up', 'at')
  return [
    ...rolling('talks/reminder.due', due, { width: FOLLOW_UP_DAYS }),
    ...doneMs !== null && doneMs <= dueMs ? rolling('talks/reminder.done', due, { width: FOLLOW_UP_DAYS }) : [],
  ]
}

const visit: RecordKind = {
  kind: 'visit',
  subject: 'talks',
  object: ['visit'],
  creates: [visitMade],
  steps: [visitFollowedUp],
  aboutPerson: true,
  asked: true,
  times: view => ({ at_ms: view.ms('made', 'visitedAt'), about: view.text('made', 'staffNo') }),
  tallies(view, days) {
    const due = view.day('made', 'revisitDueAt')
    return [
      ...inYear('talks/visits', view.day('made', 'visitedAt')!, { days }),
      ...due === null ? [] : kept({ due: 'talks/revisit.due', kept: 'talks/revisit.done' }, { due, done: view.day('followed-up', 'at'), leave: due + FOLLOW_UP_DAYS }),
    ]
  },
}

export const talks: RecordSubject = {
  subject: 'talks',
  prefix: ['tlk.', 'vis.'],
  kinds: [talk, visit],
  indicators: {
    'tlk.coverage': { num: 'talked', den: 'staff' },
    'tlk.tier_rate': { num: 'tier.held', den: 'tier.due', of: [talk] },
    'tlk.reminder_followup': { num: 'reminder.done', den: 'reminder.due', of: [talk] },
    'vis.coverage': { num: 'visited', den: 'staff' },
    'vis.followup': { num: 'revisit.done', den: 'revisit.due', of: [visit] },
  },
  aboutPeople: ['tlk.coverage', 'vis.coverage'],
  fillsUp: ['tlk.coverage', 'vis.coverage'],
  asksStaff: true,
  listed: [{ figures: ['staff', 'talked', 'visited'], facts: coverageOf }],
}

/** Staff on the rolls of the unit, and which of them were talked with and visited this year, each since the first time. */
async function coverageOf(unit: PartUnit, context: PartContext): Promise<ListedFact[]> {
  const { db, days, atMs } = context
  const today = days.dayOf(atMs)
  const people = await peopleHere(unit, context)
  const year = { fromMs: days.startOf(days.yearStart(today)), endMs: days.startOf(today + 1) }
  const firstOf = async (kind: string): Promise<ReadonlyMap<string, number>> => earliestBy(await recordsAbout(people, { kind, ...year }, db))
  const [talked, visited] = [await firstOf(talk.kind), await firstOf(visit.kind)]
  return [...people.keys()].map((staffNo) => {
    const sinceMs = Object.fromEntries([['talked', talked.get(staffNo)], ['visited', visited.get(staffNo)]].filter((entry): entry is [string, number] => entry[1] !== undefined))
    return { kind: STAFF, id: staffNo, staffNo, isPersonal: true, sinceMs, figures: { staff: 1, talked: talked.has(staffNo) ? 1 : 0, visited: visited.has(staffNo) ? 1 : 0 } }
  })
}

/** The first instant of each person that these records are about. */
function earliestBy(rows: readonly Row<'model_record'>[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const { about, at_ms } of rows)
    found.set(about!, Math.min(found.get(about!) ?? at_ms!, at_ms!))
  return found
}
