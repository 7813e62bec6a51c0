/**
 * Education (domain.md §3.4): the study plan, attendance, 三会一课, discipline training, exams, visits to red sites.
 *
 * A session counts in the unit that planned it, or held it unplanned. Party meetings are counted by party organisation: a
 * branch owes a members' assembly and a lesson each quarter, a committee meeting and a theme day each month; a group owes its
 * meeting each month. An organisation counts in the unit that declares it, so one that serves two stations counts once.
 */
import type { SessionKind } from '@qinglian/shared'
import type { Days } from '../calendar/days.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { ListedFact, RecordSubject } from './recordSubject.ts'
import { examTaken, partyDeclared, redActivityHeld, sessionHeld, sessionPlanned } from '@qinglian/shared'
import { staffOf } from '../pledges/people.ts'
import { compareBytes } from '../statementOrder.ts'
import { STAFF } from './peopleHere.ts'
import { rowView } from './recordView.ts'
import { inMonth, inQuarter, inYear, kept } from './windows.ts'

/** The meetings of 三会一课 and the theme day: who owes them, and how often. */
const MEETINGS = {
  branch_assembly: { code: 'edu.assembly', owes: 'branch', each: 'quarter' },
  branch_committee: { code: 'edu.committee', owes: 'branch', each: 'month' },
  group_meeting: { code: 'edu.group', owes: 'group', each: 'month' },
  party_lesson: { code: 'edu.lesson', owes: 'branch', each: 'quarter' },
  theme_party_day: { code: 'edu.theme_day', owes: 'branch', each: 'month' },
} as const

const session: RecordKind = {
  kind: 'study-session',
  subject: 'education',
  object: ['session'],
  creates: [sessionPlanned, sessionHeld],
  reachesBelow: true,
  asked: true,
  times: view => ({ at_ms: view.ms('session-held', 'heldAt'), due_ms: view.ms('session-planned', 'dueAt'), about: formOf(view) }),
  told: { slot: 'session-held', as: 'session_held', params: view => ({ kind: formOf(view) }) },
  tallies: sessionTallies,
}

/** The form as it was held; planned, where it was not held yet. */
function formOf(view: View): SessionKind {
  return (view.text('session-held', 'kind') ?? view.text('session-planned', 'kind')) as SessionKind
}

function sessionTallies(view: View, days: Days): Tally[] {
  const dueDay = view.day('session-planned', 'dueAt')
  const heldDay = view.day('session-held', 'heldAt')
  const plan = dueDay === null ? [] : kept({ due: 'education/plan.due', kept: 'education/plan.held' }, { due: dueDay, done: heldDay, leave: days.nextMonth(dueDay) })
  if (heldDay === null)
    return plan
  const expected = view.list('session-held', 'expected')
  const came = new Set(view.list('session-held', 'attended'))
  // Who comes unasked is welcome and no part of the rate.
  const attended = expected.filter(person => came.has(person)).length
  return [
    ...plan,
    ...inMonth('education/held', heldDay, { days }),
    ...inMonth('education/expected', heldDay, { days, n: expected.length }),
    ...inMonth('education/attended', heldDay, { days, n: attended }),
  ]
}

const exam: RecordKind = {
  kind: 'exam',
  subject: 'education',
  object: ['exam', 'staffNo'],
  creates: [examTaken],
  times: view => ({ at_ms: view.ms('exam-taken', 'takenAt') }),
  tallies(view, days) {
    const day = view.day('exam-taken', 'takenAt')!
    return [...inQuarter('education/exam.sat', day, { days }), ...view.flag('exam-taken', 'passed') ? inQuarter('education/exam.passed', day, { days }) : []]
  },
}

const redActivity: RecordKind = {
  kind: 'red-activity',
  subject: 'education',
  object: ['activity'],
  creates: [redActivityHeld],
  times: view => ({ at_ms: view.ms('red-activity-held', 'heldAt') }),
  tallies: (view, days) => inYear('education/red', view.day('red-activity-held', 'heldAt')!, { days }),
}

const partyOrg: RecordKind = {
  kind: 'party-org',
  subject: 'education',
  object: ['org'],
  creates: [partyDeclared],
  asked: true,
  times: view => ({ at_ms: view.ms('party-declared', 'since'), done_ms: view.ms('party-declared', 'until'), about: view.text('party-declared', 'kind') }),
}

export const education: RecordSubject = {
  subject: 'education',
  prefix: 'edu.',
  kinds: [session, exam, redActivity, partyOrg],
  indicators: {
    'edu.plan_rate': { num: 'plan.held', den: 'plan.due', of: [session] },
    'edu.attendance': { num: 'attended', den: 'expected', of: [session] },
    ...Object.fromEntries(Object.entries(MEETINGS).map(([form, { code }]) => [code, { num: `${form}.held`, den: `${form}.owed` }])),
    'edu.training': { num: 'trained', den: 'staff' },
    'edu.exam_pass': { num: 'exam.passed', den: 'exam.sat', of: [exam] },
    'edu.red_activity': { num: 'red', of: [redActivity] },
  },
  aboutPeople: ['edu.attendance', 'edu.training', 'edu.exam_pass'],
  asksStaff: true,
  listed: [
    { figures: Object.keys(MEETINGS).flatMap(form => [`${form}.owed`, `${form}.held`]), facts: meetingsOf },
    { figures: ['staff', 'trained'], facts: trainingOf },
  ],
}

/** A session of a unit that was held, as far as figures ask for it. */
interface Held { readonly form: string, readonly atMs: number, readonly partyOrg: string | null, readonly attended: readonly string[] }

async function heldSessions({ db, days }: PartContext, { units, forms, from, to }: { units: readonly string[], forms: readonly string[], from: number, to: number }): Promise<Held[]> {
  const rows = await db.selectFrom('model_record').selectAll()
    .where('kind', '=', session.kind)
    .where('unit', 'in', units)
    .where('at_ms', '>=', days.startOf(from))
    .where('at_ms', '<', days.startOf(to + 1))
    .where('about', 'in', forms)
    .execute()
  return rows.map((row) => {
    const view = rowView(row, days)
    return { form: row.about!, atMs: row.at_ms!, partyOrg: view.text('session-held', 'partyOrg'), attended: view.list('session-held', 'attended') }
  })
}

/** Of the unit's party organisations, which owe each meeting, and which have held it in its period. */
async function meetingsOf(unit: PartUnit, context: PartContext): Promise<ListedFact[]> {
  const { db, days, atMs } = context
  const today = days.dayOf(atMs)
  const held = await heldSessions(context, { units: [unit.code], forms: Object.keys(MEETINGS), from: days.quarterStart(today), to: today })
  const endMs = days.startOf(today + 1)
  const orgs = await db.selectFrom('model_record').select(['id', 'about']).where('kind', '=', partyOrg.kind).where('unit', '=', unit.code)
    .where(eb => eb.or([eb('at_ms', 'is', null), eb('at_ms', '<', endMs)]))
    .where(eb => eb.or([eb('done_ms', 'is', null), eb('done_ms', '>=', endMs)]))
    .execute()
  const found = new Map(orgs.map(({ id }) => [id, { figures: {} as Record<string, number>, sinceMs: {} as Record<string, number> }]))
  for (const [form, { owes, each }] of Object.entries(MEETINGS)) {
    const fromMs = days.startOf(each === 'month' ? days.monthStart(today) : days.quarterStart(today))
    const meetings = held.filter(meeting => meeting.form === form && meeting.atMs >= fromMs)
    const owing = orgs.filter(org => org.about === owes).map(org => org.id).sort(compareBytes)
    for (const [org, atMs] of heldBy(owing, meetings)) {
      const { figures, sinceMs } = found.get(org)!
      figures[`${form}.owed`] = 1
      figures[`${form}.held`] = atMs === undefined ? 0 : 1
      if (atMs !== undefined)
        sinceMs[`${form}.held`] = atMs
    }
  }
  return [...found].map(([id, adds]) => ({ kind: partyOrg.kind, id, ...adds }))
}

/** When each of these organisations first held a meeting; one that names no organisation counts for the next that has still to hold it. */
function heldBy(owing: readonly string[], meetings: readonly Held[]): Map<string, number | undefined> {
  const inOrder = [...meetings].sort((a, b) => a.atMs - b.atMs)
  const unnamed = inOrder.filter(meeting => meeting.partyOrg === null)
  const named = owing.map(org => [org, inOrder.find(meeting => meeting.partyOrg === org)] as const)
  return new Map(named.map(([org, meeting]) => [org, (meeting ?? unnamed.shift())?.atMs]))
}

/** Staff on the rolls of the unit, and which of them came to a discipline training of the unit or of one above it in the half-year. */
async function trainingOf(unit: PartUnit, context: PartContext): Promise<ListedFact[]> {
  const { db, org, days, atMs } = context
  const today = days.dayOf(atMs)
  const trainings = await heldSessions(context, { units: org.at(atMs).path(unit.code), forms: ['discipline_training'], from: days.halfStart(today), to: today })
  const came = new Map<string, number>()
  for (const { attended, atMs: heldMs } of trainings)
    attended.forEach(staffNo => came.set(staffNo, Math.min(came.get(staffNo) ?? heldMs, heldMs)))
  return (await staffOf(db, unit.code, atMs)).map((staffNo) => {
    const trainedMs = came.get(staffNo)
    return { kind: STAFF, id: staffNo, staffNo, isPersonal: true, figures: { staff: 1, trained: trainedMs === undefined ? 0 : 1 }, ...trainedMs === undefined ? {} : { sinceMs: { trained: trainedMs } } }
  })
}
