/** Education of one station, counted by hand. It is Monday 23 November 2026, 10:00 in Shanghai: November, the last quarter, the second half-year. */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, unit } from '../../../test/support/house.ts'
import { recordPart } from '../parts/recordPart.ts'
import { education } from './education.ts'

const { openStore } = useEmbedded()
const at = (day: string): string => `${day.length === 5 ? `2026-${day}` : day}T15:00:00+08:00`
const planned = (session: string, dueAt: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'study.session-planned', subject, data: { session, kind: 'other_study', topic: 'x', dueAt: at(dueAt), ...more } })
const held = (session: string, heldAt: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'study.session-held', subject, data: { session, kind: 'other_study', topic: 'x', heldAt: at(heldAt), expected: [], attended: [], integrityContent: true, ...more } })
const exam = (staffNo: string, takenAt: string, passed: boolean, name = 'E'): Told => ({ type: 'study.exam-taken', subject: 'a', data: { exam: name, staffNo, passed, takenAt: at(takenAt) } })
const org = (name: string, more: Record<string, unknown> = {}): Told => ({ type: 'org.party-declared', subject: 'a', data: { org: name, name, kind: 'branch', units: ['a'], ...more } })

async function world(...told: Told[]) {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), ...told)
  return { house, rate: (code: string, day = '11-23', of = 'a') => rateOf(house, code, { day, of }) }
}

async function rateOf(house: House, code: string, { day, of }: { day: string, of: string }): Promise<string> {
  const { part } = await recordPart(education, { code: of, level: 'station' }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs: Date.parse(at(day)) })
  return `${part.sums[`m:${code}.num`]}/${part.sums[`m:${code}.den`]}`
}

describe('the study plan', () => {
  it('counts what is due so far this month, held early or late within it', async () => {
    const { rate } = await world(
      planned('early', '11-20'),
      held('early', '10-30'),
      planned('on', '11-23'),
      held('on', '11-23'),
      planned('late', '11-02'),
      held('late', '11-22'),
      planned('missed', '11-10'),
      planned('later', '11-24'),
      planned('october', '10-31'),
      held('unplanned', '11-05'),
    )
    // Due by the 23rd: early, on, late, missed; all but the last were held. The 24th is still to come, October has passed.
    expect([await rate('edu.plan_rate'), await rate('edu.plan_rate', '11-21'), await rate('edu.plan_rate', '11-24')]).toEqual(['3/4', '1/3', '3/5'])
    // On 31 October its own session was due; what was held for November counts there when it falls due.
    expect([await rate('edu.plan_rate', '10-31'), await rate('edu.plan_rate', '12-01')]).toEqual(['0/1', '0/0'])
  })

  it('moves with a session that is planned anew', async () => {
    const told = [planned('s', '11-10'), { ...planned('s', '12-10'), time: '2026-11-23T01:59:59.000Z' }]
    expect(await (await world({ ...told[0]!, time: '2026-11-01T00:00:00.000Z' }, told[1]!)).rate('edu.plan_rate')).toBe('0/0')
  })
})

describe('attendance', () => {
  it('is who came of those expected, over the sessions of the month; who comes unasked is no part of it', async () => {
    const { rate } = await world(
      held('1', '11-02', { expected: ['S1', 'S2', 'S3'], attended: ['S1', 'S3', 'S9'] }),
      held('2', '11-23', { expected: ['S1', 'S2'], attended: ['S2'] }),
      held('3', '10-31', { expected: ['S1', 'S2'], attended: [] }),
    )
    // 2 of 3 and 1 of 2.
    expect([await rate('edu.attendance'), await rate('edu.attendance', '11-22'), await rate('edu.attendance', '10-31')]).toEqual(['3/5', '2/3', '0/2'])
  })
})

describe('party meetings', () => {
  it('are held by an organisation once in their period, each its own', async () => {
    const lesson = { kind: 'party_lesson' }
    const { rate } = await world(
      org('P1'),
      org('P2'),
      org('G', { kind: 'group' }),
      held('1', '10-05', { ...lesson, partyOrg: 'P1' }),
      held('2', '11-05', { ...lesson, partyOrg: 'P1' }),
      held('3', '11-06', { kind: 'branch_committee', partyOrg: 'P2' }),
      held('4', '10-31', { kind: 'branch_committee', partyOrg: 'P1' }),
      held('5', '11-06', { kind: 'group_meeting' }),
      held('6', '11-07', { kind: 'theme_party_day' }),
      held('7', '11-08', { kind: 'theme_party_day', partyOrg: 'P1' }),
      held('8', '11-08', { kind: 'theme_party_day', partyOrg: 'another' }),
    )
    // The quarter: P1 held two lessons, P2 none. The month: P2's committee only; G's meeting names no group and can only be G's.
    expect([await rate('edu.lesson'), await rate('edu.committee'), await rate('edu.group'), await rate('edu.assembly')]).toEqual(['1/2', '1/2', '1/1', '0/2'])
    // P1's theme day, and one that names nobody for P2; that of another unit's branch is not theirs.
    expect(await rate('edu.theme_day')).toBe('2/2')
    expect([await rate('edu.lesson', '2027-01-01'), await rate('edu.committee', '10-31')]).toEqual(['0/2', '1/2'])
  })

  it('are owed by organisations that exist on the day', async () => {
    const { rate } = await world(org('old', { until: '2026-11-10' }), org('new', { since: '2026-11-10' }), org('always'))
    expect([await rate('edu.lesson', '11-09'), await rate('edu.lesson', '11-10')]).toEqual(['0/2', '0/2'])
    expect(await (await world()).rate('edu.lesson')).toBe('0/0')
  })
})

describe('training', () => {
  const training = { kind: 'discipline_training', expected: [], attended: ['S1', 'S2', 'S3', 'S9'] }

  it('is of the staff who stand in the unit, by a session of the unit or of one above it in the half-year', async () => {
    const { rate } = await world(
      unit('b', { parent: 'd' }),
      person('S1', 'a'),
      person('S2', 'a', { status: 'leave' }),
      person('S3', 'b'),
      person('S4', 'a'),
      person('S5', 'a', { status: 'retired' }),
      held('t', '07-01', training, 'd'),
    )
    // a: S1, S2 came, S4 did not, S5 has left; b: S3. A district's own staff: nobody.
    expect([await rate('edu.training'), await rate('edu.training', '11-23', 'b'), await rate('edu.training', '11-23', 'd')]).toEqual(['2/3', '1/1', '0/0'])
    expect([await rate('edu.training', '06-30'), await rate('edu.training', '2027-01-01')]).toEqual(['0/3', '0/3'])
  })

  it('does not come from a sister unit', async () => {
    const { rate } = await world(unit('b', { parent: 'd' }), person('S1', 'a'), held('t', '11-01', training, 'b'))
    expect(await rate('edu.training')).toBe('0/1')
  })

  it('goes with a person who moves', async () => {
    const { rate } = await world(unit('b', { parent: 'd' }), person('S1', 'a'), person('S1', 'b', { since: '2026-11-10' }), held('t', '11-01', training, 'd'))
    expect([await rate('edu.training', '11-09'), await rate('edu.training', '11-10'), await rate('edu.training', '11-10', 'b')]).toEqual(['1/1', '0/0', '1/1'])
  })
})

describe('exams and visits', () => {
  it('count in their quarter and year, each person and exam once', async () => {
    const { rate } = await world(
      exam('S1', '11-01', true),
      { ...exam('S2', '11-01', false), time: '2026-11-02T00:00:00.000Z' },
      // The resit of the same exam is the later word.
      { ...exam('S2', '11-20', true), time: '2026-11-21T00:00:00.000Z' },
      exam('S3', '11-01', false),
      exam('S3', '09-30', true, 'E3'),
      { type: 'study.red-activity-held', subject: 'a', data: { activity: 'R1', site: 'x', heldAt: at('01-01'), participants: 5 } },
      { type: 'study.red-activity-held', subject: 'a', data: { activity: 'R2', site: 'x', heldAt: at('2025-12-31'), participants: 5 } },
    )
    // By the 19th S2's resit has not been taken yet, so S2 has not sat.
    expect([await rate('edu.exam_pass'), await rate('edu.exam_pass', '11-19'), await rate('edu.exam_pass', '09-30')]).toEqual(['2/3', '1/2', '1/1'])
    expect([await rate('edu.red_activity'), await rate('edu.red_activity', '2025-12-31'), await rate('edu.red_activity', '2027-01-01')]).toEqual(['1/0', '1/0', '0/0'])
  })
})
