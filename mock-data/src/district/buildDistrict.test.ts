import type { CloudEvent } from '../recorder.ts'
import { describe, expect, it } from 'vitest'
import { checkEvent } from '../../test/checkEvent.ts'
import { inStatementOrder } from '../recorder.ts'
import { buildDistrict } from './buildDistrict.ts'
import { UNITS } from './units.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const nowMs = Date.parse(NOW)
const district = buildDistrict({ seed: 'qinglian', now: NOW })

function ofType(type: string, events: readonly CloudEvent[] = district.events): CloudEvent[] {
  return events.filter(event => event.type === `qinglian.${type}`)
}

describe('as events', () => {
  it('are all valid by the catalogue', () => {
    expect(district.events.flatMap(event => checkEvent(event, nowMs) ?? [])).toEqual([])
  })

  it('are the same for the same seed and instant, and others for others', () => {
    expect(buildDistrict({ seed: 'qinglian', now: nowMs }).events).toEqual(district.events)
    expect(buildDistrict({ seed: 'other', now: NOW }).events).not.toEqual(district.events)
  })

  it('never share an identity with a load of another instant', () => {
    const identities = new Set(district.events.map(({ source, id }) => `${source} ${id}`))
    expect(identities.size).toBe(district.events.length)
    const later = buildDistrict({ seed: 'qinglian', now: nowMs + 1 }).events
    expect(later.filter(({ source, id }) => identities.has(`${source} ${id}`))).toEqual([])
  })

  it('come in statement order, within a year, none in the future', () => {
    const times = district.events.map(event => Date.parse(event.time))
    expect(inStatementOrder(district.events)).toEqual(district.events)
    expect(Math.max(...times)).toBeLessThanOrEqual(nowMs)
    expect(nowMs - Math.min(...times)).toBeLessThan(367 * 86_400_000)
    expect(nowMs - Math.min(...times)).toBeGreaterThan(364 * 86_400_000)
  })

  it('state what happened after it happened', () => {
    const early = district.events.filter((event) => {
      const happened = event.data.at ?? event.data.signedAt ?? event.data.revokedAt ?? event.data.raisedAt ?? event.data.heldAt
      return typeof happened === 'string' && Date.parse(happened) > Date.parse(event.time)
    })
    expect(early).toEqual([])
  })

  it('fill a year with forty to fifty thousand', () => {
    expect(district.events.length).toBeGreaterThan(40_000)
    expect(district.events.length).toBeLessThan(50_000)
  })
})

describe('as an organisation', () => {
  it('has eight units: the district, six stations with the pilot, and the brigade', () => {
    const units = ofType('org.unit-declared').map(event => event.data)
    expect(units.map(unit => unit.code)).toEqual(UNITS.map(unit => unit.code))
    expect(units.filter(unit => unit.pilot === true).map(unit => unit.name)).toEqual(['首义管理所(市场部)'])
    expect(units.filter(unit => unit.parent === 'wuchang')).toHaveLength(7)
    expect(units.filter(unit => unit.kind === 'squad').map(unit => unit.code)).toEqual(['jicha'])
  })

  it('has about ninety people in all lines, some of whom moved, came or left', () => {
    expect(district.standing.staff.length).toBeGreaterThan(85)
    expect(district.standing.staff.length).toBeLessThan(96)
    const posts = Map.groupBy(ofType('org.staff-declared'), event => event.data.staffNo)
    const statuses = new Set([...posts.values()].flat().map(event => event.data.status))
    expect([...statuses].sort()).toEqual(['active', 'leave', 'retired', 'transferred'])
    expect([...posts.values()].filter(events => new Set(events.map(event => event.subject)).size > 1).length).toBeGreaterThanOrEqual(5)
    expect(new Set(district.standing.staff.map(({ line }) => line))).toEqual(new Set(['monopoly', 'marketing', 'other']))
  })

  it('every station has its head, its secretary and its discipline member', () => {
    for (const { code } of UNITS.filter(unit => unit.parent !== undefined)) {
      const roles = district.standing.staff.filter(({ unit }) => unit === code).flatMap(member => member.roles)
      expect(roles).toEqual(expect.arrayContaining(['station_head', 'branch_secretary', 'discipline_member']))
    }
  })

  it('each source introduces itself under its own prefix', () => {
    const declared = ofType('source.declared')
    expect(declared.map(event => event.data.sourcePrefix)).toEqual(declared.map(event => event.source))
    expect(new Set(declared.map(event => event.source))).toEqual(new Set(district.events.map(event => event.source)))
  })
})

describe('as pledges', () => {
  const campaigns = ofType('pledge.campaign-opened').map(event => event.data)

  it('opens the three yearly types at the district, now and the year before', () => {
    for (const type of ['anti_drug', 'business_conduct', 'integrity'])
      expect(campaigns.filter(({ pledgeType }) => pledgeType === type)).toHaveLength(2)
  })

  it('goes to the marketing line the year before and to both lines now', () => {
    const [before, now] = campaigns.filter(({ pledgeType }) => pledgeType === 'business_conduct').sort((a, b) => String(a.openAt).localeCompare(String(b.openAt)))
    expect(before?.signatories).toEqual({ lines: ['marketing'] })
    expect(now?.signatories).toEqual({ lines: ['monopoly', 'marketing'] })
  })

  it('has a small campaign of one station that counts fewer than three people', () => {
    const small = district.standing.campaigns.find(({ roles }) => roles.length > 0)
    expect(district.standing.staff.filter(({ unit, roles }) => unit === small?.unit && roles.some(role => small?.roles.includes(role)))).toHaveLength(2)
  })

  it('are covered at about ninety-six in a hundred, whatever the seed', () => {
    for (const seed of ['qinglian', 'a', 'b', 'c']) {
      const { staff, campaigns: open, covered } = buildDistrict({ seed, now: NOW }).standing
      const meant = open.flatMap(({ campaign, unit, all, lines, roles }) => staff
        .filter(member => (unit === 'wuchang' || unit === member.unit) && (all || lines.includes(member.line) || member.roles.some(role => roles.includes(role))))
        .map(({ staffNo }) => `${campaign}/${staffNo}`))
      const rate = meant.filter(pair => covered.includes(pair)).length / meant.length
      expect(rate).toBeGreaterThan(0.93)
      expect(rate).toBeLessThan(0.98)
    }
  })

  it('keeps some revoked, and some revoked and signed again', () => {
    const revoked = ofType('pledge.revoked').map(event => `${String(event.data.campaign)}/${String(event.data.staffNo)}`)
    const again = revoked.filter(pair => district.standing.covered.includes(pair))
    expect(again.length).toBeGreaterThanOrEqual(5)
    expect(revoked.length - again.length).toBeGreaterThanOrEqual(1)
  })
})

describe('as supervision', () => {
  it('leaves two tasks and four findings overdue, whatever the seed and the day', () => {
    for (const [seed, now] of [['qinglian', NOW], ['a', '2026-03-02T09:00:00+08:00'], ['b', '2026-01-03T09:00:00+08:00'], ['c', '2026-10-05T23:00:00+08:00'], ['d', '2027-02-15T12:00:00+08:00']] as const) {
      const { tasks, findings } = buildDistrict({ seed, now }).standing
      expect(tasks.filter(({ dueMs }) => dueMs < Date.parse(now))).toHaveLength(2)
      expect(findings.filter(({ dueMs, stage }) => dueMs < Date.parse(now) && stage !== 'verified')).toHaveLength(4)
      expect(tasks.length).toBeGreaterThan(30)
      expect(findings.length).toBeGreaterThan(60)
    }
  })

  it('uses every kind, with cancelled, moved and late tasks among many on time', () => {
    const planned = Map.groupBy(ofType('supervision.task-planned'), event => event.data.task)
    const completed = ofType('supervision.task-completed')
    const late = completed.filter(({ data }) => Date.parse(String(data.at)) > Date.parse(String(planned.get(data.task)?.[0]?.data.dueAt)))
    expect(new Set([...planned.values()].flat().map(({ data }) => data.kind)).size).toBe(5)
    expect([...planned.values()].filter(events => events.length > 1).length).toBeGreaterThan(20)
    expect(ofType('supervision.task-cancelled').length).toBeGreaterThan(20)
    expect(late.length / completed.length).toBeGreaterThan(0.005)
    expect(late.length / completed.length).toBeLessThan(0.05)
  })

  it('speaks of every object under the unit that made it', () => {
    const owner = new Map([...ofType('supervision.task-planned'), ...ofType('supervision.finding-raised'), ...ofType('licence.submitted'), ...ofType('duty.task-assigned')].map(({ data, subject }) => [data.finding ?? data.task ?? data.case, subject]))
    const named = district.events.filter(({ data }) => (data.finding ?? data.task ?? data.case) !== undefined)
    const misplaced = named.filter(({ data, subject }) => owner.get(data.finding ?? data.task ?? data.case) !== subject)
    expect(misplaced).toEqual([])
  })

  it('writes off only what was verified before', () => {
    const verified = new Map(ofType('rectification.verified').map(({ data }) => [data.finding, Date.parse(String(data.at))]))
    const writtenOff = ofType('rectification.written-off')
    expect(writtenOff.length).toBeGreaterThan(1000)
    expect(writtenOff.filter(({ data }) => !(verified.get(data.finding)! < Date.parse(String(data.at))))).toEqual([])
  })
})

it('retracts only what was stated, and later', () => {
  const stated = new Map(district.events.map(event => [`${event.source} ${event.id}`, event]))
  const retractions = ofType('fact.retracted')
  expect(retractions.length).toBeGreaterThanOrEqual(10)
  for (const { data, time } of retractions) {
    const wrong = stated.get(`${String(data.source)} ${String(data.id)}`)
    expect(wrong).toBeDefined()
    expect(Date.parse(time)).toBeGreaterThanOrEqual(Date.parse(wrong!.time))
  }
})

it('refuses a present that is no instant', () => {
  expect(() => buildDistrict({ seed: 's', now: 'yesterday' })).toThrow(RangeError)
})
