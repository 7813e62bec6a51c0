/**
 * A year of study: the party organisations, the meetings and study days that they plan and hold, two discipline trainings
 * of the whole district, an exam a quarter, visits to red sites. Topics and sites are 示例.
 *
 * Plans are stated at the beginning of a month and mostly kept; a session that was missed is missed for good, and somebody
 * is away at nearly each. Attendance, like any list of people, bears staff numbers only.
 */
import type { SessionKind, Static } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import type { Person } from './people.ts'
import { examTaken, partyDeclared, redActivityHeld, sessionHeld, sessionPlanned } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { STUDY_TOPICS } from '../lists.ts'
import { isActiveAt, postAt } from './people.ts'
import { BRIGADE, DISTRICT, UNITS } from './units.ts'

const RED_SITES = ['中共五大会址纪念馆', '武昌农民运动讲习所旧址', '毛泽东故居陈列馆', '红安革命纪念园', '辛亥革命博物院'] as const

interface Rhythm { kind: SessionKind, topic: string, /** Working days after the first of the month. */ onDay: readonly [number, number], /** Months of the year, from 1; all where it is left out. */ months?: readonly number[], by: 'branch' | 'group', who: 'members' | 'everybody' }

const RHYTHM: readonly Rhythm[] = [
  { kind: 'branch_committee', topic: '支委会：本月党建与廉政工作', onDay: [1, 4], by: 'branch', who: 'members' },
  { kind: 'theme_party_day', topic: '主题党日', onDay: [9, 9], by: 'branch', who: 'members' },
  { kind: 'group_meeting', topic: '党小组会：对照检查', onDay: [5, 8], by: 'group', who: 'members' },
  { kind: 'political_study_day', topic: '政治学习日', onDay: [10, 14], by: 'branch', who: 'everybody' },
  { kind: 'branch_assembly', topic: '支部党员大会', onDay: [3, 12], months: [1, 4, 7, 10], by: 'branch', who: 'members' },
  { kind: 'party_lesson', topic: '廉洁从业专题党课', onDay: [6, 15], months: [2, 5, 8, 11], by: 'branch', who: 'members' },
]

/** The branch of a unit; the brigade and the district's offices have one each. */
export function branchOf(unit: string): string {
  return `DZB-${unit}`
}

export function recordEducation(context: DistrictContext, people: readonly Person[]): void {
  recordPartyOrgs(context)
  let number = 0
  const nextId = (): string => `ST-${context.tag}-${number += 1}`
  for (const monthMs of monthsOf(context)) {
    for (const { code } of UNITS)
      recordMonth(context, { unit: code, monthMs, people, nextId })
    recordTraining(context, { monthMs, people, nextId })
    recordExam(context, monthMs, people)
  }
  recordRedActivities(context)
}

function recordPartyOrgs({ recorder, startMs }: DistrictContext): void {
  const timeMs = startMs + 10 * MINUTE_MS
  const declare = (data: Static<typeof partyDeclared.data>, subject: string) => recorder.record(partyDeclared, { system: 'party', subject, timeMs, data })
  declare({ org: 'DZZ-wuchang', name: '武昌区局(营销部)党总支', kind: 'general_branch', units: UNITS.map(unit => unit.code) }, DISTRICT)
  for (const { code, shortName, name } of UNITS) {
    declare({ org: branchOf(code), name: `${shortName ?? name}党支部`, kind: 'branch', parent: 'DZZ-wuchang', units: [code] }, code)
    declare({ org: `DXZ-${code}`, name: `${shortName ?? name}党小组`, kind: 'group', parent: branchOf(code), units: [code] }, code)
  }
}

/** The first instant of each month that the year touches. */
function monthsOf({ calendar, startMs, nowMs }: DistrictContext): number[] {
  const months = new Set<string>()
  for (let ms = startMs; ms <= nowMs; ms += DAY_MS)
    months.add(calendar.day(ms).slice(0, 7))
  return [...months].map(month => calendar.at(Date.parse(`${month}-01T12:00:00Z`), 0))
}

interface Month { unit: string, monthMs: number, people: readonly Person[], nextId: () => string }

function recordMonth(context: DistrictContext, { unit, monthMs, people, nextId }: Month): void {
  const { random, calendar } = context
  const month = Number(calendar.day(monthMs).slice(5, 7))
  for (const { kind, topic, onDay, months, by, who } of RHYTHM) {
    if (months !== undefined && !months.includes(month))
      continue
    const heldMs = calendar.at(calendar.plusWorkdays(monthMs, random.int(...onDay)), random.pick([9, 14, 15, 16]))
    // What was over before the systems were connected is not told.
    if (heldMs < context.startMs)
      continue
    const session = { session: nextId(), kind, partyOrg: by === 'group' ? `DXZ-${unit}` : branchOf(unit), topic: kind === 'political_study_day' ? random.pick(STUDY_TOPICS) : topic }
    const dueMs = calendar.at(calendar.plusWorkdays(heldMs, random.int(1, 4)), 18)
    plan(context, { unit, monthMs, data: { ...session, dueAt: calendar.format(dueMs) } })
    if (random.chance(0.97))
      hold(context, { unit, heldMs, session, expected: people.filter(person => isActiveAt(person, heldMs) && postAt(person, heldMs)?.unit === unit && (who === 'everybody' || person.partyMember)) })
  }
}

function plan({ recorder, startMs }: DistrictContext, { unit, monthMs, data }: { unit: string, monthMs: number, data: Static<typeof sessionPlanned.data> }): void {
  // What was planned before the systems were connected came with the first export.
  recorder.record(sessionPlanned, { system: 'party', subject: unit, timeMs: Math.max(monthMs + 9 * HOUR_MS, startMs + 2 * HOUR_MS), data })
}

type Session = Pick<Static<typeof sessionPlanned.data>, 'session' | 'kind' | 'partyOrg' | 'topic'>

function hold({ recorder, random, calendar, startMs, nowMs }: DistrictContext, { unit, heldMs, session, expected }: { unit: string, heldMs: number, session: Session, expected: readonly Person[] }): void {
  if (heldMs > nowMs - 2 * HOUR_MS || heldMs < startMs || expected.length === 0)
    return
  const attended = expected.filter(() => random.chance(0.965))
  recorder.record(sessionHeld, {
    system: 'party',
    subject: unit,
    timeMs: heldMs + random.int(60, 600) * MINUTE_MS,
    data: { ...session, heldAt: calendar.format(heldMs), expected: expected.map(person => person.staffNo), attended: attended.map(person => person.staffNo), integrityContent: session.kind !== 'branch_committee' || random.chance(0.6) },
  })
}

/** In March and September, two mornings for everybody, and what the brigade makes up for itself. */
function recordTraining(context: DistrictContext, { monthMs, people, nextId }: Omit<Month, 'unit'>): void {
  const { calendar, random } = context
  if (!['03', '09'].includes(calendar.day(monthMs).slice(5, 7)))
    return
  const topic = '纪律培训：年度警示教育与规范经营'
  const halves = [0, 1].map(half => ({ heldMs: calendar.at(calendar.plusWorkdays(monthMs, 8 + half), 9), half }))
  for (const { heldMs, half } of halves) {
    const expected = people.filter((person, index) => index % 2 === half && isActiveAt(person, heldMs))
    hold(context, { unit: DISTRICT, heldMs, session: { session: nextId(), kind: 'discipline_training', topic }, expected })
  }
  const makeUpMs = calendar.at(calendar.plusWorkdays(monthMs, 14), 15)
  const brigade = people.filter(person => postAt(person, makeUpMs)?.unit === BRIGADE && isActiveAt(person, makeUpMs))
  hold(context, { unit: BRIGADE, heldMs: makeUpMs, session: { session: nextId(), kind: 'discipline_training', topic: '纪律培训：补课' }, expected: random.sample(brigade, 4) })
}

/** In the second month of each quarter. Who fails sits it again some days later. */
function recordExam({ recorder, random, calendar, startMs, nowMs }: DistrictContext, monthMs: number, people: readonly Person[]): void {
  const [year, month] = calendar.day(monthMs).split('-').map(Number) as [number, number, number]
  if (month % 3 !== 2)
    return
  const exam = `EX-${year}Q${Math.ceil(month / 3)}`
  const dayMs = calendar.plusWorkdays(monthMs, 6)
  for (const person of people) {
    const takenMs = calendar.someWorkMoment(calendar.plusWorkdays(dayMs, random.int(0, 4)), random)
    const unit = postAt(person, takenMs)?.unit
    const passed = random.chance(0.97)
    const take = (atMs: number, result: boolean) => recorder.record(examTaken, { system: 'party', subject: unit!, timeMs: atMs + random.int(1, 30) * MINUTE_MS, data: { exam, staffNo: person.staffNo, passed: result, takenAt: calendar.format(atMs) } })
    if (unit === undefined || !isActiveAt(person, takenMs) || takenMs > nowMs - HOUR_MS || takenMs < startMs)
      continue
    take(takenMs, passed)
    const againMs = calendar.someWorkMoment(calendar.plusWorkdays(takenMs, 6), random)
    if (!passed && againMs < nowMs - HOUR_MS && random.chance(0.8))
      take(againMs, true)
  }
}

function recordRedActivities({ recorder, random, calendar, startMs, nowMs, tag }: DistrictContext): void {
  for (const { code, staff } of UNITS) {
    const count = random.int(3, 6)
    for (let i = 1; i <= count; i += 1) {
      const heldMs = calendar.at(calendar.plusWorkdays(startMs + random.between(0.02, 0.98) * (nowMs - startMs), 0), 9)
      if (heldMs > nowMs - 8 * HOUR_MS)
        continue
      recorder.record(redActivityHeld, {
        system: 'party',
        subject: code,
        timeMs: heldMs + random.int(6, 30) * HOUR_MS,
        data: { activity: `RA-${tag}-${code}-${i}`, site: random.pick(RED_SITES), heldAt: calendar.format(heldMs), participants: random.int(5, staff.inspectors + staff.clientManagers + staff.others + 3) },
      })
    }
  }
}
