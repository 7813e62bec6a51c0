/**
 * Worlds of a few units, people and instants, drawn by fast-check: so small that ties, changes of mind, statements of the wrong
 * unit and facts about nobody are frequent, and that what fails shrinks to a few events.
 */
import type { Fact } from '../truth/facts.ts'
import type { World } from './worlds.ts'
import fc from 'fast-check'

const RETRACTED = 'qinglian.fact.retracted'
const NOW_MS = Date.parse('2026-11-23T02:00:00.000Z')
const STAFF = ['S1', 'S2', 'S3']

/** Days apart, and now and then a few minutes. */
const moment = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, 0, 7)).map(([days, minutes]) => new Date(NOW_MS - (4 * days + 1) * 86_400_000 + minutes * 60_000).toISOString())
const optionalMoment = fc.option(moment, { nil: undefined })
const stated = <T extends object>(data: T): T => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as T
const unit = fc.constantFrom('d', 'e', 'a', 'b')
const line = fc.constantFrom('marketing', 'monopoly')

const signatories = fc.oneof(
  fc.constant({ all: true }),
  line.map(one => ({ lines: [one] })),
  fc.constant({ roles: ['head'] }),
  fc.subarray(STAFF, { minLength: 1 }).map(staffNos => ({ staffNos })),
)

type Content = Pick<Fact, 'type' | 'subject' | 'data'>

const person: fc.Arbitrary<Content> = fc.record({ staffNo: fc.constantFrom(...STAFF), subject: unit, line, status: fc.constantFrom('active', 'active', 'active', 'leave', 'transferred'), roles: fc.constantFrom([], ['head']), since: optionalMoment, until: fc.option(moment, { nil: undefined, freq: 8 }) })
  .map(({ subject, ...data }) => ({ type: 'org.staff-declared', subject, data: stated({ name: 'n', ...data }) }))

const campaign: fc.Arbitrary<Content> = fc.record({ which: fc.constantFrom(['C1', 'd', 'anti_drug'], ['C2', 'a', 'anti_drug'], ['C3', 'd', 'integrity'], ['C4', 'e', 'anti_drug']), openAt: moment, dueAt: moment, validUntil: optionalMoment, signatories })
  .map(({ which: [id, subject, pledgeType], ...data }) => ({ type: 'pledge.campaign-opened', subject: subject!, data: stated({ campaign: id, pledgeType, name: 'n', ...data }) }))

const signature: fc.Arbitrary<Content> = fc.record({ where: fc.constantFrom(['C1', 'd'], ['C1', 'a'], ['C1', 'b'], ['C2', 'a'], ['C3', 'd'], ['C3', 'b'], ['C4', 'e']), staffNo: fc.constantFrom(...STAFF), at: moment, isRevoked: fc.constantFrom(false, false, true) })
  .map(({ where: [campaign, subject], at, isRevoked, ...data }) => isRevoked
    ? { type: 'pledge.revoked', subject: subject!, data: { campaign, ...data, revokedAt: at, reason: 'r' } }
    : { type: 'pledge.signed', subject: subject!, data: { campaign, ...data, signedAt: at, method: 'paper' } })

const task: fc.Arbitrary<Content> = fc.record({ which: fc.constantFrom(['T1', 'a'], ['T2', 'b'], ['T3', 'd']), at: moment, step: fc.constantFrom('planned', 'completed', 'cancelled') })
  .map(({ which: [id, owner], at, step }) => step === 'planned'
    ? { type: 'supervision.task-planned', subject: owner!, data: { task: id, topic: 't', kind: 'routine', dueAt: at } }
    : { type: `supervision.task-${step}`, subject: owner!, data: { task: id, at, ...(step === 'cancelled' ? { reason: 'r' } : {}) } })

const finding: fc.Arbitrary<Content> = fc.record({ which: fc.constantFrom(['F1', 'a'], ['F2', 'b']), at: moment, dueAt: moment, step: fc.constantFrom('raised', 'submitted', 'returned', 'verified', 'verified', 'written-off') })
  .map(({ which: [id, owner], at, dueAt, step }) => step === 'raised'
    ? { type: 'supervision.finding-raised', subject: owner!, data: { finding: id, category: 'ledger', severity: 'low', raisedAt: at, dueAt } }
    : { type: `rectification.${step}`, subject: owner!, data: { finding: id, at, ...(step === 'returned' ? { reason: 'r' } : {}) } })

const place: fc.Arbitrary<Content> = fc.record({ code: fc.constantFrom('a', 'b'), parent: fc.constantFrom('d', 'e', 'a', 'b', 'nowhere'), since: moment })
  .map(({ code, ...data }) => ({ type: 'org.unit-declared', subject: code, data: { code, name: code, level: 'station', ...data } }))

/** Of something else than a retraction: chains and circles are tested with the log. */
const retraction: fc.Arbitrary<Content> = fc.nat({ max: 40 }).map(n => ({ type: 'fact.retracted', subject: 'd', data: { source: '/upstream/test', id: `e${n}`, reason: 'r' } }))

const content = fc.oneof(
  { weight: 5, arbitrary: person },
  { weight: 3, arbitrary: campaign },
  { weight: 5, arbitrary: signature },
  { weight: 4, arbitrary: task },
  { weight: 4, arbitrary: finding },
  { weight: 1, arbitrary: place },
  { weight: 1, arbitrary: retraction },
)

const UNITS: Fact[] = [['d', undefined], ['e', undefined], ['a', 'd'], ['b', 'd']].map(([code, parent]) => event(`unit-${code}`, { type: 'org.unit-declared', subject: code!, data: stated({ code, name: code, level: parent === undefined ? 'district' : 'station', parent }) }, '2026-06-01T00:00:00.000Z'))

/** Two districts, two stations under the first that may move, and whatever may be told of them. */
export const smallWorld: fc.Arbitrary<World> = fc.array(fc.tuple(content, moment), { minLength: 5, maxLength: 35 }).map((told) => {
  const events = told.map(([what, time], i) => event(`e${i}`, what, time))
  const isRetraction = (id: unknown): boolean => events.some(other => other.id === id && other.type === RETRACTED)
  return { nowMs: NOW_MS, events: [...UNITS, ...events.filter(({ type, data }) => type !== RETRACTED || !isRetraction(data.id))] }
})

function event(id: string, { type, subject, data }: Content, time: string): Fact {
  return { specversion: '1.0', id, source: '/upstream/test', type: `qinglian.${type}`, subject, time, data }
}
