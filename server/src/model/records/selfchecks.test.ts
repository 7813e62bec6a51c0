/** Self checks and joint meetings of a station, counted by hand. It is Monday 23 November 2026, in the second month of the last quarter. */
import type { UnitLevel } from '@qinglian/shared'
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { afternoon } from '../../../test/support/recordWorld.ts'
import { supervisionPart } from '../parts/supervisionPart.ts'

const { openStore } = useEmbedded()
const checked = (line: string, period: string, day: string, subject = 'a'): Told => ({ type: 'selfcheck.submitted', subject, data: { line, period, issues: 0, at: afternoon(day) } })
const planned = (meeting: string, day: string): Told => ({ type: 'meeting.joint-planned', subject: 'a', data: { meeting, dueAt: afternoon(day) } })
const held = (meeting: string, day: string): Told => ({ type: 'meeting.joint-held', subject: 'a', data: { meeting, heldAt: afternoon(day) } })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })

async function world(told: readonly Told[], declared: Told = unit('a')) {
  const house = await openHouse(await openStore())
  await house.tell(declared, ...told)
  return async (code: string, day = '11-23', { of = 'a', level = 'station' as UnitLevel } = {}): Promise<string> => {
    const { part } = await supervisionPart({ code: of, level }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs: Date.parse(afternoon(day)) })
    return `${part.sums[`m:${code}.num`]}/${part.sums[`m:${code}.den`]}`
  }
}

describe('self checks', () => {
  const RATE = 'sup.selfcheck_rate'

  it('are owed of each line and month of the quarter that has begun', async () => {
    const rate = await world([checked('monopoly', '2026-10', '10-30'), checked('marketing', '2026-10', '11-05'), checked('monopoly', '2026-11', '11-23'), checked('monopoly', '2026-09', '11-01')])
    // October: two, of which monopoly's came on the 30th and marketing's on 5 November; November: two more, one came on the 23rd. September has passed.
    expect(await Promise.all(['10-01', '10-30', '11-01', '11-05', '11-22', '11-23', '12-01', '12-31', '2027-01-01'].map(day => rate(RATE, day)))).toEqual(['0/2', '1/2', '1/4', '2/4', '2/4', '3/4', '3/6', '3/6', '0/2'])
  })

  it('of a quarter or a year count for each of its months', async () => {
    const rate = await world([checked('monopoly', '2026-Q4', '11-10'), checked('monopoly', '2026-11', '11-12'), checked('marketing', '2026', '2026-02-10')])
    // Marketing's of the year counts from 10 February for every month of it; monopoly's of the quarter from 10 November, and twice for November is once.
    expect(await Promise.all(['2026-02-09', '2026-02-10', '11-09', '11-10', '11-12', '12-31', '2027-01-01'].map(day => rate(RATE, day)))).toEqual(['0/4', '2/4', '2/4', '4/4', '4/4', '6/6', '0/2'])
  })

  it('stated after their quarter change nothing any more', async () => {
    const rate = await world([checked('monopoly', '2026-09', '10-01'), checked('monopoly', '2026-Q3', '10-02')])
    expect([await rate(RATE, '09-30'), await rate(RATE, '10-02')]).toEqual(['0/6', '0/2'])
  })

  it('stated beforehand count when their month begins, and for no other', async () => {
    const rate = await world([checked('monopoly', '2026-11', '2026-08-20')])
    expect([await rate(RATE, '2026-08-31'), await rate(RATE, '10-31'), await rate(RATE, '11-01')]).toEqual(['0/4', '0/2', '1/4'])
  })

  it('are owed of the lines that a unit of its kind has, and of stations only', async () => {
    const told = [checked('monopoly', '2026-11', '11-10')]
    const owed = async (kind: string): Promise<string> => (await world(told, unit('a', { kind })))(RATE)
    expect(await Promise.all(['squad', 'office', 'market_dept', 'office_and_dept'].map(owed))).toEqual(['1/2', '1/2', '0/2', '1/4'])
    expect(await (await world(told))(RATE, '11-23', { level: 'district' })).toBe('0/0')
  })

  it('are not owed of a month before the unit was', async () => {
    const rate = await world([checked('monopoly', '2026-11', '11-23')], unit('a', { since: '2026-11-10' }))
    expect([await rate(RATE), await rate(RATE, '12-01')]).toEqual(['1/2', '1/4'])
  })

  it('of two units are two, though line and month are the same', async () => {
    const rate = await world([unit('b'), checked('monopoly', '2026-11', '11-10'), checked('monopoly', '2026-11', '11-12', 'b')])
    expect([await rate(RATE, '11-11'), await rate(RATE, '11-11', { of: 'b' }), await rate(RATE, '11-12', { of: 'b' })]).toEqual(['1/4', '0/4', '1/4'])
  })

  it('are what the later statement says, and nothing once retracted', async () => {
    const told = [{ ...checked('monopoly', '2026-11', '11-10'), time: '2026-11-23T01:00:00.000Z' }, { ...checked('monopoly', '2026-11', '11-20'), id: 'later', time: '2026-11-23T01:01:00.000Z' }]
    const rate = await world(told.toReversed())
    expect([await rate(RATE, '11-19'), await rate(RATE, '11-20')]).toEqual(['0/4', '1/4'])
    expect(await (await world([...told, retracted('later')]))(RATE, '11-19')).toBe('1/4')
  })
})

describe('joint meetings', () => {
  const RATE = 'sup.joint_meeting'

  it('are due from their day to the end of their quarter, held early or late within it', async () => {
    const rate = await world([
      planned('early', '11-20'),
      held('early', '09-30'),
      planned('late', '10-15'),
      held('late', '11-22'),
      planned('missed', '11-23'),
      planned('later', '12-31'),
      held('later', '2027-01-01'),
      held('unplanned', '11-05'),
      planned('before', '09-30'),
    ])
    // 15 October: late; 20 November: and early; the 22nd: late is held; the 23rd: and the missed one; 31 December: and the last. The new year has its own.
    expect(await Promise.all(['10-14', '10-15', '11-20', '11-22', '11-23', '12-31', '2027-01-01', '09-30'].map(day => rate(RATE, day)))).toEqual(['0/0', '0/1', '1/2', '2/2', '2/3', '2/4', '0/0', '0/1'])
  })
})

it('the house sees the quarter, the public does not', async () => {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd', kind: 'squad' }), checked('monopoly', '2026-10', '11-02'), planned('m', '11-10'))
  await house.settle()
  // a owes four, b two.
  expect((await house.topic('d', 'supervision', 'internal')).quarter).toMatchObject({ selfchecks: { num: 1, den: 6 }, jointMeetings: { num: 0, den: 1 }, crossShare: { quality: 'na' } })
  expect(await house.topic('d', 'supervision')).not.toHaveProperty('quarter')
})

it('a self check that came late corrects the closed days from its day on', async () => {
  const house = await openHouse(await openStore(), { now: '2026-11-20T10:00:00+08:00' })
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }))
  await house.closeDays()
  await house.at('2026-11-23T10:00:00+08:00')
  await house.tell(checked('monopoly', '2026-11', '11-21'))
  await house.closeDays()
  const rows = await house.store.reader.selectFrom('metric_day').selectAll().where('code', '=', 'sup.selfcheck_rate').where('unit', '=', 'd').orderBy('day').execute()
  expect(rows.slice(-3).map(row => `${row.num}/${row.den}`)).toEqual(['0/4', '1/4', '1/4'])
})
