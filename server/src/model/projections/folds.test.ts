/** Units, people, systems, campaigns, signatures and alerts: each row is the fold of what was stated about it. */
import type { Fact } from './projection.ts'
import { describe, expect, it } from 'vitest'
import { WITHOUT_LIMIT_MS } from '../org/spans.ts'
import { alerts } from './alert.ts'
import { sourceSystems, staff, units } from './org.ts'
import { campaigns, signatures } from './pledge.ts'
import { at, days, fact, foldAnyway, ms, tallied } from './test/facts.ts'

describe('units and people', () => {
  const unit = (order: number, data: object): Fact => fact('org.unit-declared', order, { code: 'a', name: 'A', level: 'station', ...data })

  it('have a row for each since; without one it reaches back without limit', () => {
    expect(units.key(unit(1, {}), days)).toEqual(['a', WITHOUT_LIMIT_MS])
    expect(units.key(unit(1, { since: '2026-11-20' }), days)).toEqual(['a', ms('11-20 00:00')])
    expect(units.key(unit(1, { since: '2026-11-19T16:00:00Z' }), days)).toEqual(['a', ms('11-20 00:00')])
  })

  it('are whole with each statement', () => {
    expect(foldAnyway(units, unit(1, { shortName: 'a1', parent: 'd', pilot: true, kind: 'squad', until: '2026-12-01' }), unit(2, {}))).toMatchObject({ name: 'A', short_name: 'A', parent: null, pilot: 0, kind: null, until_ms: null })
  })

  it('of people stand where the subject says', () => {
    const person = (order: number, subject: string, data: object = {}): Fact => fact('org.staff-declared', order, { staffNo: 'S', name: 'n', line: 'other', status: 'active', ...data }, subject)
    expect(foldAnyway(staff, person(1, 'a', { roles: ['head'], partyMember: true }), person(2, 'b'))).toMatchObject({ unit: 'b', roles: '[]', party_member: 0, since_ms: WITHOUT_LIMIT_MS })
  })

  it('that feed the house have one row a system', () => {
    const system = (order: number, everySec: number | null): Fact => fact('source.declared', order, { system: 'p', name: 'P', sourcePrefix: '/p', everySec })
    expect(foldAnyway(sourceSystems, system(1, 60), system(2, null))).toMatchObject({ system: 'p', every_sec: null, owner: null })
  })
})

describe('pledges', () => {
  const opened = (order: number, data: object = {}): Fact => fact('pledge.campaign-opened', order, { campaign: 'C', pledgeType: 't', name: 'n', openAt: at('11-01 00:00'), dueAt: at('11-10 00:00'), signatories: { all: true }, ...data })
  const signed = (order: number, when: string, subject = 'a'): Fact => fact('pledge.signed', order, { campaign: 'C', staffNo: 'S', signedAt: at(when), method: 'paper' }, subject)
  const revoked = (order: number, when: string, subject = 'a'): Fact => fact('pledge.revoked', order, { campaign: 'C', staffNo: 'S', revokedAt: at(when), reason: 'r' }, subject)

  it('a campaign is its last statement, whole', () => {
    expect(foldAnyway(campaigns, opened(1, { validUntil: at('12-31 00:00') }), opened(2, { signatories: { lines: ['monopoly'] } }))).toMatchObject({ valid_until_ms: null, signatories: '{"lines":["monopoly"]}' })
  })

  it('signature and revocation are kept apart, the last statement of each', () => {
    expect(foldAnyway(signatures, signed(1, '11-05 10:00'), revoked(2, '11-06 10:00', 'b'), signed(3, '11-04 10:00'))).toMatchObject({ signed_ms: ms('11-04 10:00'), unit: 'a', revoked_ms: ms('11-06 10:00'), revoked_unit: 'b' })
    expect(foldAnyway(signatures, revoked(1, '11-06 10:00'))).toMatchObject({ signed_ms: null, unit: null, revoked_ms: ms('11-06 10:00') })
  })
})

describe('alerts', () => {
  const raised = (order: number, severity: string): Fact => fact('alert.raised', order, { alert: 'A', rule: 'R02', object: 'o', severity, at: at('11-01 10:00'), dueAt: at('11-08 10:00') })
  const escalated = (order: number, severity: string, when: string): Fact => fact('alert.escalated', order, { alert: 'A', severity, at: at(when) })
  const turned = (order: number, condition: string, when: string): Fact => fact('alert.condition-changed', order, { alert: 'A', condition, at: at(when) })
  const writtenOff = (order: number, when: string): Fact => fact('alert.written-off', order, { alert: 'A', at: at(when) })

  const taken = (order: number, word: string, when: string, data: object = {}, subject = 'a'): Fact => fact(`alert.${word}`, order, { alert: 'A', at: at(when), ...data }, subject)
  const byState = (...facts: Fact[]): string[] => tallied(alerts, foldAnyway(alerts, ...facts)).filter(line => line.startsWith('alert|'))

  it('move by the steps of their own unit; those of another are kept, and named as misplaced', () => {
    expect(foldAnyway(alerts, raised(1, 'yellow'), taken(2, 'assigned', '11-02 10:00'), taken(3, 'signed', '11-02 11:00', { by: 'S1' }))).toMatchObject({ state: 'signed', misplaced: 0 })
    expect(foldAnyway(alerts, raised(1, 'yellow'), taken(2, 'assigned', '11-02 10:00'), taken(3, 'signed', '11-02 11:00', {}, 'b'))).toMatchObject({ state: 'assigned', misplaced: 1 })
  })

  it('take the last word on a step of one instant, and keep no reason', () => {
    const row = foldAnyway(alerts, raised(1, 'yellow'), taken(2, 'assigned', '11-02 10:00', { by: 'S1' }), taken(3, 'assigned', '11-02 10:00', { by: 'S2' }), taken(4, 'suspended', '11-03 10:00', { reviewOn: '2026-11-09', reason: '等待审计结论后再行处置' }), taken(5, 'signed', '11-02 11:00', { by: 'S1' }))
    expect(row).toMatchObject({ state: 'suspended' })
    expect(row.steps).not.toContain('审计')
  })

  it('have the deadline that an extension gives them', () => {
    const walk = ['assigned', 'signed', 'verification-begun', 'rectification-begun'].map((word, i) => taken(2 + i, word, `11-02 1${i}:00`))
    // Due on Sunday 8 November; two working days later is Tuesday 10.
    expect(foldAnyway(alerts, raised(1, 'yellow'), ...walk, taken(9, 'extended', '11-03 10:00', { workingDays: 2, reason: '检查对象停业，需改期上门核实' }))).toMatchObject({ raised_due_ms: ms('11-08 10:00'), due_ms: ms('11-10 10:00') })
  })

  it('have the colour of the last step, and remember the worst', () => {
    expect(foldAnyway(alerts, raised(1, 'yellow'), escalated(2, 'red', '11-03 10:00'), escalated(3, 'orange', '11-04 10:00'))).toMatchObject({ severity: 'orange', max_severity: 'red', raised_severity: 'yellow' })
  })

  it('stand until the condition goes, by the greatest at', () => {
    expect(foldAnyway(alerts, raised(1, 'blue'))).toMatchObject({ condition: 'standing', condition_ms: ms('11-01 10:00'), state: 'triage' })
    expect(foldAnyway(alerts, raised(1, 'blue'), turned(3, 'gone', '11-02 10:00'), turned(2, 'standing', '11-03 10:00'))).toMatchObject({ condition: 'standing', condition_ms: ms('11-03 10:00') })
  })

  it('count once, under their state, colour and rule', () => {
    expect(byState(raised(1, 'blue'), escalated(2, 'yellow', '11-02 10:00'))).toEqual(['alert|triage|yellow|R02 ever 1'])
    expect(byState(raised(1, 'blue'), writtenOff(2, '11-02 10:00'))).toEqual(['alert|written_off|blue|R02 ever 1'])
    expect(tallied(alerts, foldAnyway(alerts, writtenOff(2, '11-02 10:00')))).toEqual([])
  })
})
