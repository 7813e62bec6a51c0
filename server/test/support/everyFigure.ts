/**
 * Facts by which every indicator of station `a` counts something, above the line and, where it has one, below it. It is Monday
 * 23 November 2026, 10:00 in Shanghai. Every upstream id and staff number bears a mark, so that it is found wherever it comes to light.
 */
import type { Told } from './house.ts'
import { person, unit } from './house.ts'
import { afternoon } from './recordWorld.ts'

/** Whatever bears one of these is an id, a staff number or a retailer's hash. */
export const MARKS = ['hush-', 'abad1dea']

const id = (name: string): string => `hush-${name}`
const RETAILER = 'abad1dea'.repeat(4)
const SINCE = { since: '2026-10-25' }
const [ONE, TWO] = [id('S1'), id('S2')]
const tell = (type: string, data: Record<string, unknown>, subject = 'a'): Told => ({ type, subject, data })

const SUPERVISION = [
  tell('supervision.task-planned', { task: id('T1'), topic: 'x', kind: 'routine', dueAt: afternoon('11-10') }),
  tell('supervision.task-completed', { task: id('T1'), at: afternoon('11-09') }),
  tell('supervision.task-planned', { task: id('T2'), topic: 'x', kind: 'routine', dueAt: afternoon('11-20') }),
  ...['cross', 'double_random'].flatMap(kind => [
    tell('supervision.task-planned', { task: id(kind), topic: 'x', kind, dueAt: afternoon('11-12') }),
    tell('supervision.task-completed', { task: id(kind), at: afternoon('11-11') }),
  ]),
  tell('supervision.finding-raised', { finding: id('F1'), category: 'ledger', severity: 'low', raisedAt: afternoon('10-26'), dueAt: afternoon('11-05') }),
  tell('rectification.verified', { finding: id('F1'), at: afternoon('11-04') }),
  tell('rectification.written-off', { finding: id('F1'), at: afternoon('11-06') }),
  // Of the same category four days after.
  tell('supervision.finding-raised', { finding: id('F2'), category: 'ledger', severity: 'low', raisedAt: afternoon('11-10'), dueAt: afternoon('11-15') }),
  tell('selfcheck.submitted', { line: 'monopoly', period: '2026-11', issues: 0, at: afternoon('11-20') }),
  tell('meeting.joint-planned', { meeting: id('M'), dueAt: afternoon('11-10') }),
  tell('meeting.joint-held', { meeting: id('M'), heldAt: afternoon('11-09') }),
]

const PLEDGES = ['anti_drug', 'business_conduct', 'integrity'].flatMap((pledgeType) => {
  const campaign = id(pledgeType)
  return [
    tell('pledge.campaign-opened', { campaign, pledgeType, name: 'n', openAt: afternoon('11-01'), dueAt: afternoon('11-20'), validUntil: afternoon('12-10'), signatories: { all: true } }, 'd'),
    tell('pledge.signed', { campaign, staffNo: ONE, signedAt: afternoon('11-05'), method: 'paper' }),
    tell('pledge.fulfilment-reviewed', { campaign, review: id('review'), heldAt: afternoon('11-21') }),
  ]
})

const held = (kind: string, partyOrg?: string): Told => tell('study.session-held', { session: id(kind), kind, topic: 'x', heldAt: afternoon('11-10'), expected: [ONE, TWO], attended: [ONE], integrityContent: true, ...partyOrg === undefined ? {} : { partyOrg } })

const EDUCATION = [
  tell('org.party-declared', { org: id('P1'), name: 'n', kind: 'branch', units: ['a'] }),
  tell('org.party-declared', { org: id('P2'), name: 'n', kind: 'group', units: ['a'] }),
  tell('study.session-planned', { session: id('discipline_training'), kind: 'discipline_training', topic: 'x', dueAt: afternoon('11-10') }),
  held('discipline_training'),
  ...['branch_assembly', 'branch_committee', 'party_lesson', 'theme_party_day'].map(kind => held(kind, id('P1'))),
  held('group_meeting'),
  tell('study.exam-taken', { exam: id('E'), staffNo: ONE, passed: true, takenAt: afternoon('11-12') }),
  tell('study.red-activity-held', { activity: id('A'), site: 's', heldAt: afternoon('11-13'), participants: 2 }),
]

const rating = (name: string, day: string, data: Record<string, unknown>): Told => tell('evaluation.submitted', { evaluation: id(name), channel: 'onecard', kind: 'service', score: 5, dimensions: {}, tags: [], at: afternoon(day), ...data })

const VOICES = [
  tell('org.retailer-declared', { retailer: RETAILER, status: 'open' }),
  rating('V1', '11-20', { retailer: RETAILER, tags: ['take_and_demand'] }),
  rating('V2', '11-02', { score: 1 }),
  tell('evaluation.handled', { evaluation: id('V2'), at: afternoon('11-04'), action: 'called_back' }),
  rating('V3', '11-03', { kind: 'democratic' }),
  tell('complaint.received', { complaint: id('C1'), channel: 'web', category: 'conduct', involvesStaff: true, at: afternoon('11-05'), dueAt: afternoon('11-15') }),
  tell('complaint.closed', { complaint: id('C1'), at: afternoon('11-10'), satisfied: true }),
  tell('honour.awarded', { honour: id('H'), level: 'city', issuer: 'i', name: 'n', year: 2026 }),
  tell('appreciation.received', { appreciation: id('L'), kind: 'letter', at: afternoon('11-07') }),
]

const DIGITAL = [
  tell('scenario.stage-changed', { scenario: id('D'), name: 'n', stage: 'live', at: afternoon('10-30') }),
  tell('scenario.used', { scenario: id('D'), at: '2026-11-23T09:00:00+08:00', count: 3 }),
  tell('challenge.posted', { posting: id('B'), title: 't', department: 'd', dueAt: afternoon('11-20') }, 'd'),
  tell('challenge.claimed', { posting: id('B'), at: afternoon('11-01'), unit: 'a', team: 't' }, 'd'),
  tell('challenge.accepted', { posting: id('B'), at: afternoon('11-18') }, 'd'),
]

const stage = (step: string, name: string, day: string, more: Record<string, unknown> = {}): Told => tell(`licence.${step}`, { case: id(name), at: afternoon(day), ...more })

const LICENCE = [
  stage('submitted', 'L1', '11-02', { matter: 'new', channel: 'kiosk' }),
  stage('accepted', 'L1', '11-02'),
  stage('correction-asked', 'L1', '11-03'),
  stage('decided', 'L1', '11-05', { decision: 'granted' }),
  stage('delivered', 'L1', '11-06'),
  // Past its promise and open.
  stage('submitted', 'L2', '11-03', { matter: 'new', channel: 'window' }),
  stage('accepted', 'L2', '11-03'),
  ...['09:01', '09:06', '09:21'].map(time => tell('kiosk.heartbeat', { kiosk: id('K'), at: `2026-11-23T${time}:00+08:00`, status: 'ok' })),
]

const pair = { talk: id('talk'), tier: 'head_to_staff', talker: TWO, talkee: ONE }

const TALKS = [
  tell('talk.planned', { ...pair, dueAt: afternoon('11-10') }),
  tell('talk.held', { ...pair, kind: 'reminder', focus: [], heldAt: afternoon('11-09'), followUpDueAt: afternoon('11-15') }),
  tell('talk.followed-up', { talk: id('talk'), at: afternoon('11-14') }),
  tell('visit.made', { visit: id('visit'), staffNo: ONE, visitedAt: afternoon('11-03'), result: 'follow_up', revisitDueAt: afternoon('11-15') }),
  tell('visit.followed-up', { visit: id('visit'), at: afternoon('11-12') }),
]

const RULED = { rule: 'R02', severity: 'yellow' }
const step = (kind: string, alert: string, day: string, more: Record<string, unknown> = {}): Told => tell(`alert.${kind}`, { alert: id(alert), at: afternoon(day), ...more })

const ALERTS = [
  // Signed for a day after it was assigned, and closed in time.
  step('raised', 'closed', '11-02', { ...RULED, object: `task/${id('T1')}`, dueAt: afternoon('11-16') }),
  step('assigned', 'closed', '11-02'),
  step('signed', 'closed', '11-03'),
  step('verification-begun', 'closed', '11-04'),
  step('rectification-begun', 'closed', '11-05'),
  step('reported', 'closed', '11-06'),
  step('review-passed', 'closed', '11-09'),
  step('closed', 'closed', '11-10'),
  step('raised', 'false', '11-04', { ...RULED, object: `task/${id('T2')}`, dueAt: afternoon('11-18') }),
  step('cancelled', 'false', '11-05', { reason: 'r' }),
  step('raised', 'open', '11-20', { ...RULED, object: `finding/${id('F2')}`, dueAt: afternoon('12-04') }),
]

const LISTS = [
  tell('list.item-published', { list: 'risk_control', item: id('RC'), name: 'n', riskPoint: 'r', riskGrade: 'high', measure: 'm', owner: 'station_head', version: '1', at: afternoon('11-01') }),
  tell('list.item-published', { list: 'personal_review', item: id('about'), name: 'n', staffNo: ONE, version: '1', at: afternoon('11-01') }),
  tell('list.item-reviewed', { list: 'personal_review', item: id('about'), at: afternoon('11-10') }),
  tell('list.power-exercised', { exercise: id('power'), staffNo: ONE, insideList: false, at: afternoon('11-10') }),
  tell('list.power-confirmed', { exercise: id('power'), outside: true, at: afternoon('11-11') }),
  tell('duty.task-assigned', { holder: 'party_branch', task: id('duty'), name: 'n', dueAt: afternoon('11-10') }),
  tell('duty.task-done', { task: id('duty'), at: afternoon('11-09') }),
]

/** Of district `d` with stations `a` and `b`; two people stand in `a`. */
export const EVERY_FIGURE: readonly Told[] = [
  unit('d', { level: 'district', ...SINCE }),
  unit('a', { parent: 'd', ...SINCE }),
  unit('b', { parent: 'd', ...SINCE }),
  person(ONE, 'a', SINCE),
  person(TWO, 'a', SINCE),
  ...SUPERVISION,
  ...PLEDGES,
  ...EDUCATION,
  ...VOICES,
  ...DIGITAL,
  ...LICENCE,
  ...TALKS,
  ...ALERTS,
  ...LISTS,
]
