/** Talks and family visits, counted by hand. It is Monday 23 November 2026: the last quarter, day 326 after New Year. */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { recordPart } from '../parts/recordPart.ts'
import { talks } from './talks.ts'

const { openStore } = useEmbedded()
const at = (day: string, time = '15:00'): string => `${day.length === 5 ? `2026-${day}` : day}T${time}:00+08:00`
const planned = (talk: string, dueAt: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'talk.planned', subject, data: { talk, tier: 'head_to_staff', talker: 'H', talkee: 'S1', dueAt: at(dueAt), ...more } })
const held = (talk: string, heldAt: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'talk.held', subject, data: { talk, tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee: 'S1', focus: [], heldAt: at(heldAt), ...more } })
const followedUp = (talk: string, day: string, time?: string): Told => ({ type: 'talk.followed-up', subject: 'a', data: { talk, at: at(day, time) } })
const visited = (visit: string, visitedAt: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'visit.made', subject, data: { visit, staffNo: 'S1', visitedAt: at(visitedAt), result: 'none', ...more } })
const revisited = (visit: string, day: string): Told => ({ type: 'visit.followed-up', subject: 'a', data: { visit, at: at(day) } })
/** Later word on what was told: the one that stands. */
const later = (told: Told): Told => ({ ...told, time: '2026-11-23T01:59:59.000Z' })
const earlier = (told: Told): Told => ({ ...told, time: '2026-11-01T00:00:00.000Z' })

async function world(...told: Told[]) {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...told)
  return { house, rate: (code: string, day = '11-23', of = 'a') => rateOf(house, code, { day, of }) }
}

async function rateOf(house: House, code: string, { day, of }: { day: string, of: string }): Promise<string> {
  const { part } = await recordPart(talks, { code: of, level: 'station' }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs: Date.parse(at(day)) })
  return `${part.sums[`m:${code}.num`]}/${part.sums[`m:${code}.den`]}`
}

describe('coverage', () => {
  it('is of distinct people on the rolls, in the year of the day', async () => {
    const { rate } = await world(
      person('S1', 'a'),
      person('S2', 'a', { status: 'leave' }),
      person('S3', 'a'),
      person('S4', 'a', { status: 'retired' }),
      held('1', '01-01'),
      held('2', '11-23', { kind: 'reminder' }),
      held('3', '2025-12-31', { talkee: 'S3' }),
      held('4', '03-01', { talkee: 'S4' }),
      planned('5', '11-20', { talkee: 'S3' }),
      visited('v', '12-31', { staffNo: 'S2' }),
    )
    // Three are on the rolls. S1 was talked with twice and counts once; S3 in the year before, and this year only planned; S4 has left.
    expect([await rate('tlk.coverage'), await rate('tlk.coverage', '01-01'), await rate('tlk.coverage', '2025-12-31')]).toEqual(['1/3', '1/3', '1/3'])
    expect([await rate('tlk.coverage', '2027-01-01'), await rate('tlk.coverage', '2025-12-30')]).toEqual(['0/3', '0/3'])
    expect([await rate('vis.coverage', '12-30'), await rate('vis.coverage', '12-31'), await rate('vis.coverage', '2027-01-01')]).toEqual(['0/3', '1/3', '0/3'])
    // Nobody stands in b.
    expect([await rate('tlk.coverage', '11-23', 'b'), await rate('vis.coverage', '11-23', 'b')]).toEqual(['0/0', '0/0'])
  })

  it('is of the one who was talked with', async () => {
    const { rate } = await world(person('H', 'a'), person('S1', 'a'), held('1', '11-01'))
    expect(await rate('tlk.coverage')).toBe('1/2')
  })

  it('comes from a unit above and goes with a person who moves', async () => {
    const { rate } = await world(person('S1', 'b'), person('S1', 'a', { since: '2026-11-10' }), person('S2', 'a'), held('1', '11-01', {}, 'b'), held('2', '02-28', { talkee: 'S2' }, 'd'))
    // In b until the 9th; then both stand in a, S1 with the talk of the old unit.
    expect([await rate('tlk.coverage', '11-09', 'b'), await rate('tlk.coverage', '11-10', 'b')]).toEqual(['1/1', '0/0'])
    expect([await rate('tlk.coverage', '11-09'), await rate('tlk.coverage', '11-10')]).toEqual(['1/1', '2/2'])
  })

  it('does not come from a unit where the person never stood, nor before they stood there', async () => {
    // S1 comes to b in December. That S2 has been there lends b no word about S1.
    const { rate } = await world(person('S1', 'a'), person('S1', 'b', { since: '2026-12-01' }), person('S2', 'b'), person('S2', 'a', { since: '2026-02-01' }), held('1', '11-01', {}, 'b'), visited('v', '11-01', {}, 'b'))
    expect([await rate('tlk.coverage'), await rate('vis.coverage'), await rate('tlk.coverage', '12-01', 'b')]).toEqual(['0/2', '0/2', '1/1'])
  })

  it('follows a late fact, a correction and a retraction, in past days too', async () => {
    const { house } = await world(person('S1', 'a'), { ...earlier(held('1', '11-20')), id: 'first' })
    await house.settle()
    await house.closeDays()
    const closed = async () => (await house.rows('metric_day') as { unit: string, code: string, day: number, num: number }[])
      .filter(row => row.code === 'tlk.coverage' && row.unit === 'a' && row.num === 1)
      .map(row => house.days.format(row.day))
      .sort()
    expect(await closed()).toEqual(['2026-11-20', '2026-11-21', '2026-11-22'])
    // It was held on the 22nd, and so says the later word.
    await house.tell({ ...later(held('1', '11-22')), id: 'second' })
    await house.closeDays()
    expect(await closed()).toEqual(['2026-11-22'])
    await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'second', reason: 'r' } })
    await house.closeDays()
    expect(await closed()).toEqual(['2026-11-20', '2026-11-21', '2026-11-22'])
  })

  it('is corrected in past days also where a unit above tells it late', async () => {
    const { house } = await world(person('S1', 'a'))
    await house.settle()
    await house.closeDays()
    await house.tell(held('1', '11-21', {}, 'd'), visited('v', '11-22', {}, 'd'))
    await house.settle()
    await house.closeDays()
    const days = async (code: string) => (await house.rows('metric_day') as { unit: string, code: string, day: number, num: number }[]).filter(row => row.code === code && row.unit === 'a' && row.num === 1).map(row => house.days.format(row.day)).sort()
    expect([await days('tlk.coverage'), await days('vis.coverage')]).toEqual([['2026-11-21', '2026-11-22'], ['2026-11-22']])
  })
})

describe('planned talks', () => {
  it('count when they fall due, in their quarter', async () => {
    const { rate } = await world(
      planned('early', '11-23'),
      held('early', '09-30'),
      planned('late', '10-01'),
      held('late', '11-22'),
      planned('missed', '11-10'),
      planned('later', '11-24'),
      planned('before', '09-30'),
      held('before', '10-02'),
      held('unplanned', '11-05'),
    )
    // Due by the 23rd: early, late, missed. What was due in September is over, and its talk in October too late for it.
    expect([await rate('tlk.tier_rate'), await rate('tlk.tier_rate', '11-21'), await rate('tlk.tier_rate', '10-01')]).toEqual(['2/3', '0/2', '0/1'])
    expect([await rate('tlk.tier_rate', '09-30'), await rate('tlk.tier_rate', '12-31'), await rate('tlk.tier_rate', '2027-01-01')]).toEqual(['0/1', '2/4', '0/0'])
  })

  it('move with a plan that is stated anew', async () => {
    const { rate } = await world(earlier(planned('1', '11-10')), later(planned('1', '12-10')))
    expect([await rate('tlk.tier_rate'), await rate('tlk.tier_rate', '12-10')]).toEqual(['0/0', '0/1'])
  })
})

describe('follow-ups', () => {
  const followUpDueAt = at('11-10', '18:00')

  it('are owed after reminders and criticisms that name a date, for 90 days, in time or not at all', async () => {
    const { rate } = await world(
      held('in time', '10-10', { kind: 'reminder', followUpDueAt }),
      followedUp('in time', '11-10', '18:00'),
      held('late', '10-10', { kind: 'criticism', followUpDueAt }),
      followedUp('late', '11-10', '18:01'),
      held('routine', '10-10', { followUpDueAt }),
      held('admonition', '10-10', { kind: 'admonition', followUpDueAt }),
      held('no date', '10-10', { kind: 'reminder' }),
      followedUp('no date', '10-11'),
    )
    // From the due day on, 90 days: 10 November to 7 February.
    expect([await rate('tlk.reminder_followup', '11-09'), await rate('tlk.reminder_followup', '11-10')]).toEqual(['0/0', '1/2'])
    expect([await rate('tlk.reminder_followup', '2027-02-07'), await rate('tlk.reminder_followup', '2027-02-08')]).toEqual(['1/2', '0/0'])
  })

  it('of visits count whenever they were made', async () => {
    const { rate } = await world(
      visited('due', '10-10', { result: 'follow_up', revisitDueAt: at('11-10') }),
      visited('late', '10-10', { result: 'attention', revisitDueAt: at('11-10') }),
      revisited('late', '11-20'),
      visited('no date', '10-10', { result: 'follow_up' }),
    )
    expect(await Promise.all(['11-09', '11-10', '11-20'].map(day => rate('vis.followup', day)))).toEqual(['0/0', '0/2', '1/2'])
    expect(await Promise.all(['2027-02-07', '2027-02-08'].map(day => rate('vis.followup', day)))).toEqual(['1/2', '0/0'])
  })
})

describe('the topic', () => {
  const judgedAs: string[] = []
  const wording = {
    ...PLAIN_WORDING,
    judged: (prefix: string) => ['tlk.coverage', 'vis.coverage'].filter(code => code.startsWith(prefix)),
    level: (code: string, { num, den }: { num: number, den: number }) => {
      judgedAs.push(`${code} ${Math.round(num / den * 1000) / 10}`)
      return num < den ? 'yellow' as const : 'green' as const
    },
  }

  it('shows the public the two coverage rates and nothing else, and no group of fewer than three', async () => {
    const house = await openHouse(await openStore(), { wording })
    const people = ['S1', 'S2', 'S3', 'S4'].map(staffNo => person(staffNo, 'a'))
    await house.tell(unit('a'), unit('b'), ...people, person('T1', 'b'), person('T2', 'b'), held('1', '11-01'), planned('2', '11-01'), visited('v', '11-01', { staffNo: 'T1' }, 'b'))
    await house.settle()
    const ofA = await house.topic('a', 'talks')
    expect(Object.keys(ofA).sort()).toEqual(['coverage', 'freshness', 'level', 'visited'])
    expect([ofA.coverage, ofA.visited]).toMatchObject([{ num: 1, den: 4 }, { num: 0, den: 4 }])
    // b has two people.
    const ofB = await house.topic('b', 'talks')
    expect([ofB.coverage, ofB.visited, ofB.level]).toMatchObject([{ num: null, suppressed: true }, { den: null, suppressed: true }, 'none'])
    expect((await house.topic('b', 'talks', 'internal')).visited).toMatchObject({ num: 1, den: 2 })
    expect(await house.topic('a', 'talks', 'internal')).toMatchObject({ held: 1, visits: 0, tiers: { rate: { num: 0, den: 1 } } })
    // A year has 365 days, of which 326 have passed and 39 are to come: one of four is 25 %, and 10.7 points on top.
    expect(judgedAs).toContain('tlk.coverage 35.7')
    expect(judgedAs).toContain('vis.coverage 10.7')
  })

  it('colours a rate behind the year to date, also in a leap year', async () => {
    judgedAs.length = 0
    // New Year's Day of 2028: no day has passed, so nobody is behind. 29 February: 59 of 366 days, 83.9 are to come.
    const house = await openHouse(await openStore(), { wording, now: '2028-01-01T02:00:00.000Z' })
    await house.tell(unit('a'), ...['S1', 'S2', 'S3'].map(staffNo => person(staffNo, 'a')))
    await house.settle()
    // No system has ever told of talks: none of three is no failure.
    expect([judgedAs, (await house.topic('a', 'talks')).level]).toEqual([[], 'none'])
    await house.tell(held('1', '2027-12-31'))
    await house.settle()
    expect([...new Set(judgedAs)]).toEqual(['tlk.coverage 100', 'vis.coverage 100'])
    judgedAs.length = 0
    await house.at('2028-02-29T02:00:00.000Z')
    await house.settle()
    expect([...new Set(judgedAs)]).toEqual(['tlk.coverage 83.9', 'vis.coverage 83.9'])
  })
})
