/**
 * Study: sessions that were planned and held, exams, and visits to red sites.
 *
 * `expected` and `attended` name people by number and stand for the session, not for a plan: who comes unasked is
 * in `attended` alone. Both lists together stay within the 64 KiB of one event. What is said in a session, and
 * the marks of an exam, are not taken in.
 */
import { Closed, Instant, ObjectId, OneOf, Optional, Text, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/**
 * The forms of the yearly study plan (domain.md §1.1): the four of 三会一课 (支部党员大会, 支委会, 党小组会, 党课),
 * 政治学习日, 主题党日, 纪律培训, and what is none of these.
 */
export const SESSION_KINDS = [
  'branch_assembly',
  'branch_committee',
  'group_meeting',
  'party_lesson',
  'political_study_day',
  'theme_party_day',
  'discipline_training',
  'other_study',
] as const
export type SessionKind = (typeof SESSION_KINDS)[number]

/** More than any district has, so that a session of the whole bureau is one event. */
const MOST_PEOPLE = 2_000
const StaffNos = Type.Array(ObjectId, { maxItems: MOST_PEOPLE, uniqueItems: true })

const session = {
  session: ObjectId,
  kind: OneOf(SESSION_KINDS, { description: '支部党员大会、支委会、党小组会、党课、政治学习日、主题党日、纪律培训、其他学习' }),
  partyOrg: Optional(ObjectId),
  topic: Text(120),
}

export const sessionPlanned = defineEvent({
  type: 'qinglian.study.session-planned',
  title: '学习计划：列入年度学习计划的一次学习；再次陈述可改期',
  factKey: ['session'],
  data: Closed({ ...session, dueAt: Instant }),
  example: { session: 'ST-2026-11-1', kind: 'party_lesson', partyOrg: 'P-01', topic: '廉洁从业专题党课', dueAt: '2026-11-30T18:00:00+08:00' },
})

export const sessionHeld = defineEvent({
  type: 'qinglian.study.session-held',
  title: '学习开展：应到与实到人员按工号列出，integrityContent 说明是否含廉洁内容；没有计划的学习也可直接陈述',
  factKey: ['session'],
  data: Closed({ ...session, heldAt: Instant, expected: StaffNos, attended: StaffNos, integrityContent: Type.Boolean() }),
  example: {
    session: 'ST-2026-11-1',
    kind: 'party_lesson',
    partyOrg: 'P-01',
    topic: '廉洁从业专题党课',
    heldAt: '2026-11-18T15:00:00+08:00',
    expected: ['S-001', 'S-002', 'S-003'],
    attended: ['S-001', 'S-003'],
    integrityContent: true,
  },
})

export const examTaken = defineEvent({
  type: 'qinglian.study.exam-taken',
  title: '廉政测试：一人一次，只记合格与否；补考以同一 exam 再陈述一次',
  factKey: ['exam', 'staffNo'],
  data: Closed({ exam: ObjectId, staffNo: ObjectId, passed: Type.Boolean(), takenAt: Instant }),
  example: { exam: 'EX-2026-Q4', staffNo: 'S-001', passed: true, takenAt: '2026-11-19T10:00:00+08:00' },
})

export const redActivityHeld = defineEvent({
  type: 'qinglian.study.red-activity-held',
  title: '红色资源加清廉教育活动：地点、时刻与参加人数',
  factKey: ['activity'],
  data: Closed({ activity: ObjectId, site: Text(80), heldAt: Instant, participants: Type.Integer({ minimum: 0, maximum: 100_000, description: '参加人数' }) }),
  example: { activity: 'RA-2026-3', site: '中共五大会址纪念馆', heldAt: '2026-07-01T09:00:00+08:00', participants: 12 },
})
