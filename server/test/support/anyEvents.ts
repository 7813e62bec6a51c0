/** Any events of every domain about a few units, people and objects, corrections, misplaced words and retractions among them. */
import type { Told } from './house.ts'
import { ALERT_STEPS, portraitDrawn } from '@qinglian/shared'
import fc from 'fast-check'

const UNITS = ['d', 'a', 'b', 'c']
const RETAILERS = ['1', '2'].map(name => name.padStart(32, '0'))
const STAFF = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6']

const unitCode = fc.constantFrom(...UNITS)
/** Few instants, so that ties and changes of mind are frequent. */
const moment = fc.integer({ min: 0, max: 40 }).map(n => new Date(Date.parse('2026-10-20T00:00:00Z') + n * 36 * 3_600_000).toISOString())
const optionalMoment = fc.option(moment, { nil: undefined })
const present = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T

const signatories = fc.oneof(
  fc.constant({ all: true }),
  fc.constantFrom(['marketing'], ['monopoly'], ['marketing', 'monopoly']).map(lines => ({ lines })),
  fc.constant({ roles: ['head'] }),
  fc.subarray(STAFF, { minLength: 1 }).map(staffNos => ({ staffNos })),
)

const content: fc.Arbitrary<Omit<Told, 'id' | 'time'>> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ code: unitCode, parent: fc.option(unitCode, { nil: undefined }), since: optionalMoment, until: optionalMoment, level: fc.constantFrom('district', 'station') })
    .map(({ code, ...rest }) => ({ type: 'org.unit-declared', subject: code, data: present({ code, name: code, ...rest }) })) },
  { weight: 3, arbitrary: fc.record({ staffNo: fc.constantFrom(...STAFF), at: unitCode, line: fc.constantFrom('marketing', 'monopoly'), status: fc.constantFrom('active', 'active', 'leave', 'transferred'), roles: fc.constantFrom([], ['head']), since: optionalMoment, until: optionalMoment })
    .map(({ at, ...rest }) => ({ type: 'org.staff-declared', subject: at, data: present({ name: 'n', ...rest }) })) },
  { weight: 2, arbitrary: fc.record({ campaign: fc.constantFrom('C1', 'C2', 'C3'), pledgeType: fc.constantFrom('anti_drug', 'integrity'), at: unitCode, openAt: moment, dueAt: moment, validUntil: optionalMoment, signatories })
    .map(({ at, ...rest }) => ({ type: 'pledge.campaign-opened', subject: at, data: present({ name: 'x', ...rest }) })) },
  { weight: 4, arbitrary: fc.record({ campaign: fc.constantFrom('C1', 'C2', 'C3'), staffNo: fc.constantFrom(...STAFF), at: unitCode, when: moment, revoke: fc.constantFrom(false, false, true) })
    .map(({ at, when, revoke, ...rest }) => revoke
      ? { type: 'pledge.revoked', subject: at, data: { ...rest, revokedAt: when, reason: 'r' } }
      : { type: 'pledge.signed', subject: at, data: { ...rest, signedAt: when, method: 'paper' } }) },
  { weight: 4, arbitrary: fc.record({ task: fc.constantFrom('T1', 'T2', 'T3'), at: unitCode, when: moment, step: fc.constantFrom('task-planned', 'task-completed', 'task-cancelled') })
    .map(({ task, at, when, step }) => ({
      type: `supervision.${step}`,
      subject: at,
      data: step === 'task-planned' ? { task, topic: 't', kind: task === 'T1' ? 'cross' : 'double_random', dueAt: when } : { task, at: when, ...(step === 'task-cancelled' ? { reason: 'r' } : {}) },
    })) },
  { weight: 4, arbitrary: fc.record({ finding: fc.constantFrom('F1', 'F2'), at: unitCode, when: moment, due: moment, step: fc.constantFrom('raised', 'submitted', 'returned', 'verified', 'written-off') })
    .map(({ finding, at, when, due, step }) => step === 'raised'
      ? { type: 'supervision.finding-raised', subject: at, data: { finding, category: 'ledger', severity: 'low', raisedAt: when, dueAt: due } }
      : { type: `rectification.${step}`, subject: at, data: { finding, at: when, ...(step === 'returned' ? { reason: 'r' } : {}) } }) },
  { weight: 3, arbitrary: fc.record({ session: fc.constantFrom('X1', 'X2'), at: unitCode, when: moment, kind: fc.constantFrom('party_lesson', 'discipline_training'), people: fc.subarray(STAFF), isHeld: fc.boolean() })
    .map(({ session, at, when, kind, people, isHeld }) => isHeld
      ? { type: 'study.session-held', subject: at, data: { session, kind, topic: 't', heldAt: when, expected: STAFF, attended: people, integrityContent: true } }
      : { type: 'study.session-planned', subject: at, data: { session, kind, topic: 't', dueAt: when } }) },
  { weight: 1, arbitrary: fc.record({ org: fc.constantFrom('P1', 'P2'), at: unitCode, kind: fc.constantFrom('branch', 'group'), since: optionalMoment, until: optionalMoment })
    .map(({ at, ...rest }) => ({ type: 'org.party-declared', subject: at, data: present({ name: 'n', units: [at], ...rest }) })) },
  { weight: 1, arbitrary: fc.record({ staffNo: fc.constantFrom(...STAFF), at: unitCode, takenAt: moment, passed: fc.boolean() })
    .map(({ at, ...rest }) => ({ type: 'study.exam-taken', subject: at, data: { exam: 'E', ...rest } })) },
  { weight: 2, arbitrary: fc.record({ evaluation: fc.constantFrom('V1', 'V2', 'V3'), at: unitCode, when: moment, score: fc.integer({ min: 1, max: 5 }), retailer: fc.constantFrom(undefined, ...RETAILERS), isHandled: fc.constantFrom(false, false, true), kind: fc.constantFrom('service', 'service', 'democratic') })
    .map(({ evaluation, at, when, isHandled, ...rest }) => isHandled
      ? { type: 'evaluation.handled', subject: at, data: { evaluation, at: when, action: 'called_back' } }
      : { type: 'evaluation.submitted', subject: at, data: present({ evaluation, channel: 'onecard', dimensions: {}, tags: rest.score === 1 ? ['integrity_gift', 'slow'] : [], at: when, ...rest }) }) },
  { weight: 1, arbitrary: fc.record({ retailer: fc.constantFrom(...RETAILERS), at: unitCode, status: fc.constantFrom('open', 'open', 'suspended') })
    .map(({ at, ...data }) => ({ type: 'org.retailer-declared', subject: at, data })) },
  { weight: 3, arbitrary: fc.record({ complaint: fc.constantFrom('P1', 'P2'), at: unitCode, when: moment, due: moment, satisfied: fc.constantFrom(undefined, true, false), step: fc.constantFrom('received', 'accepted', 'closed', 'reopened') })
    .map(({ complaint, at, when, due, satisfied, step }) => ({
      type: `complaint.${step}`,
      subject: at,
      data: present({ complaint, at: when, ...(step === 'received' ? { channel: 'web', category: 'conduct', involvesStaff: true, dueAt: due } : step === 'closed' ? { satisfied } : {}) }),
    })) },
  { weight: 1, arbitrary: fc.record({ honour: fc.constantFrom('H1', 'H2'), at: unitCode, level: fc.constantFrom('national', 'city'), year: fc.constantFrom(1960, 2025, 2026) })
    .map(({ at, ...data }) => ({ type: 'honour.awarded', subject: at, data: { issuer: 'i', name: 'n', ...data } })) },
  { weight: 1, arbitrary: fc.record({ id: fc.constantFrom('Y1', 'Y2'), at: unitCode, when: moment, kind: fc.constantFrom('letter', 'banner') })
    .map(({ id, at, when, kind }) => ({ type: 'appreciation.received', subject: at, data: { appreciation: id, kind, at: when } })) },
  { weight: 1, arbitrary: fc.record({ activity: fc.constantFrom('K1', 'K2'), at: unitCode, heldAt: moment, participants: fc.integer({ min: 0, max: 3 }) })
    .map(({ at, ...data }) => ({ type: 'culture.activity-held', subject: at, data: { kind: 'tour', ...data } })) },
  { weight: 2, arbitrary: fc.record({ scenario: fc.constantFrom('D1', 'D2'), at: unitCode, when: moment, stage: fc.constantFrom('building', 'live'), count: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }) })
    .map(({ scenario, at, when, stage, count }) => count === undefined
      ? { type: 'scenario.stage-changed', subject: at, data: { scenario, name: 'n', stage, at: when } }
      : { type: 'scenario.used', subject: at, data: { scenario, at: when, count } }) },
  { weight: 2, arbitrary: fc.record({ posting: fc.constantFrom('B1', 'B2'), at: unitCode, when: moment, unit: unitCode, step: fc.constantFrom('posted', 'claimed', 'delivered', 'accepted') })
    .map(({ posting, at, when, unit, step }) => ({
      type: `challenge.${step}`,
      subject: at,
      data: step === 'posted' ? { posting, title: 't', department: 'd', dueAt: when } : { posting, at: when, ...(step === 'claimed' ? { unit, team: 't' } : {}) },
    })) },
  { weight: 4, arbitrary: fc.record({ case: fc.constantFrom('L1', 'L2'), at: unitCode, when: moment, step: fc.constantFrom('submitted', 'accepted', 'correction-asked', 'paused', 'resumed', 'extended', 'decided', 'delivered', 'withdrawn'), renew: fc.boolean(), granted: fc.boolean() })
    .map(({ case: id, at, when, step, renew, granted }) => ({
      type: `licence.${step}`,
      subject: at,
      data: { case: id, at: when, ...(step === 'submitted' ? { matter: renew ? 'renew' : 'new', channel: granted ? 'kiosk' : 'window', licenceExpiresAt: '2026-11-20' } : step === 'decided' ? { decision: granted ? 'granted' : 'refused' } : {}) },
    })) },
  { weight: 2, arbitrary: fc.record({ kiosk: fc.constantFrom('K1', 'K2'), at: unitCode, when: fc.constantFrom('2026-11-20T01:00:00Z', '2026-11-23T01:00:00Z', '2026-11-23T01:04:00Z', '2026-11-23T01:10:00Z'), status: fc.constantFrom('ok', 'fault') })
    .map(({ at, when, ...rest }) => ({ type: 'kiosk.heartbeat', subject: at, data: { ...rest, at: when } })) },
  { weight: 1, arbitrary: fc.record({ session: fc.constantFrom('KS1', 'KS2'), at: unitCode, when: moment })
    .map(({ session, at, when }) => ({ type: 'kiosk.session-completed', subject: at, data: { session, kiosk: 'K1', matter: 'new', durationSec: 60, at: when } })) },
  { weight: 3, arbitrary: fc.record({ talk: fc.constantFrom('K1', 'K2'), at: unitCode, when: moment, due: optionalMoment, talkee: fc.constantFrom(...STAFF), kind: fc.constantFrom('routine', 'reminder'), step: fc.constantFrom('planned', 'held', 'held', 'followed-up') })
    .map(({ talk, at, when, due, talkee, kind, step }) => {
      const pair = { talk, tier: 'head_to_staff', talker: 'H', talkee }
      return {
        type: `talk.${step}`,
        subject: at,
        data: step === 'planned' ? { ...pair, dueAt: when } : step === 'held' ? present({ ...pair, kind, focus: [], heldAt: when, followUpDueAt: due }) : { talk, at: when },
      }
    }) },
  { weight: 2, arbitrary: fc.record({ visit: fc.constantFrom('V1', 'V2'), at: unitCode, when: moment, due: optionalMoment, staffNo: fc.constantFrom(...STAFF), isMade: fc.constantFrom(true, true, false) })
    .map(({ visit, at, when, due, staffNo, isMade }) => isMade
      ? { type: 'visit.made', subject: at, data: present({ visit, staffNo, visitedAt: when, result: 'follow_up', revisitDueAt: due }) }
      : { type: 'visit.followed-up', subject: at, data: { visit, at: when } }) },
  { weight: 1, arbitrary: fc.record({ violation: fc.constantFrom('Z1', 'Z2'), at: unitCode, when: moment })
    .map(({ violation, at, when }) => ({ type: 'discipline.violation-confirmed', subject: at, data: { violation, at: when } })) },
  { weight: 1, arbitrary: fc.record({ at: unitCode, day: fc.constantFrom('2026-11-21', '2026-11-22'), total: fc.constantFrom(60, 80) })
    .map(({ at, ...data }) => ({ type: 'portrait.drawn', subject: at, data: { ...portraitDrawn.example, ...data } })) },
  { weight: 5, arbitrary: fc.record({ alert: fc.constantFrom('A1', 'A2'), at: unitCode, when: moment, due: moment, severity: fc.constantFrom('blue', 'yellow', 'red'), by: fc.constantFrom(undefined, ...STAFF), step: fc.constantFrom('raised', 'raised', 'raised', 'escalated', 'condition-changed', 'written-off', ...ALERT_STEPS.map(({ type }) => type.slice('qinglian.alert.'.length))) })
    .map(({ at, when, due, severity, by, step, alert }) => ({
      type: `alert.${step}`,
      subject: at,
      data: present({ alert, at: when, ...step === 'raised' ? { rule: 'R02', object: 'o', severity, dueAt: due } : { severity, by, condition: 'gone', workingDays: 2, proof: 'recheck' } }),
    })) },
  { weight: 3, arbitrary: fc.record({ task: fc.constantFrom('D1', 'D2'), at: unitCode, when: moment, holder: fc.constantFrom('station_head', 'party_branch'), isDone: fc.boolean() })
    .map(({ task, at, when, holder, isDone }) => isDone
      ? { type: 'duty.task-done', subject: at, data: { task, at: when } }
      : { type: 'duty.task-assigned', subject: at, data: { holder, task, name: 'n', dueAt: when } }) },
  { weight: 4, arbitrary: fc.record({ item: fc.constantFrom('I1', 'I2'), list: fc.constantFrom('risk_control', 'personal_review'), at: unitCode, when: moment, grade: fc.constantFrom(undefined, 'high', 'low'), staffNo: fc.constantFrom(...STAFF), version: fc.constantFrom('1', '2'), step: fc.constantFrom('published', 'published', 'reviewed', 'retired') })
    .map(({ item, list, at, when, grade, staffNo, version, step }) => ({
      type: `list.item-${step}`,
      subject: at,
      data: present({ list, item, at: when, ...(step !== 'published' ? {} : { name: 'n', version, ...(list === 'personal_review' ? { staffNo } : { riskGrade: grade, measure: grade && 'm', owner: 'inspector' }) }) }),
    })) },
  { weight: 2, arbitrary: fc.record({ exercise: fc.constantFrom('X1', 'X2'), at: unitCode, when: moment, yes: fc.boolean(), isConfirmed: fc.boolean() })
    .map(({ exercise, at, when, yes, isConfirmed }) => isConfirmed
      ? { type: 'list.power-confirmed', subject: at, data: { exercise, outside: yes, at: when } }
      : { type: 'list.power-exercised', subject: at, data: { exercise, staffNo: 'S1', insideList: yes, at: when } }) },
  { weight: 2, arbitrary: fc.record({ line: fc.constantFrom('monopoly', 'marketing'), period: fc.constantFrom('2026', '2026-Q4', '2026-11'), at: unitCode, when: moment })
    .map(({ at, when, ...rest }) => ({ type: 'selfcheck.submitted', subject: at, data: { ...rest, issues: 0, at: when } })) },
  { weight: 2, arbitrary: fc.record({ meeting: fc.constantFrom('M1', 'M2'), at: unitCode, when: moment, isHeld: fc.boolean() })
    .map(({ meeting, at, when, isHeld }) => isHeld
      ? { type: 'meeting.joint-held', subject: at, data: { meeting, heldAt: when } }
      : { type: 'meeting.joint-planned', subject: at, data: { meeting, dueAt: when } }) },
  { weight: 2, arbitrary: fc.record({ campaign: fc.constantFrom('C1', 'C2', 'C3'), review: fc.constantFrom('R1', 'R2'), at: unitCode, heldAt: moment })
    .map(({ at, ...data }) => ({ type: 'pledge.fulfilment-reviewed', subject: at, data })) },
  { weight: 1, arbitrary: fc.record({ system: fc.constantFrom('s1', 's2'), at: unitCode, everySec: fc.constantFrom(null, 3600) })
    .map(({ system, at, everySec }) => ({ type: 'source.declared', subject: at, data: { system, name: system, sourcePrefix: `/upstream/${system}`, everySec } })) },
  { weight: 3, arbitrary: fc.record({ target: fc.integer({ min: 0, max: 40 }), at: unitCode, wide: fc.boolean() })
    .map(({ target, at, wide }) => ({ type: 'fact.retracted', subject: at, wide, data: { source: '/upstream/test', id: `e${target}`, reason: 'r' } })) },
)

/** In the order in which they were stated or not; ids `e0`, `e1` and so on. */
export const anyEvents = fc.array(fc.tuple(content, moment), { minLength: 5, maxLength: 40 })
  .map(all => all.map(([told, time], i): Told => ({ ...told, id: `e${i}`, time })))
