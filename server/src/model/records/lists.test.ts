/** The four lists of two stations and their district, counted by hand. It is Monday 23 November 2026. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { lists } from './lists.ts'

const { openStore } = useEmbedded()
type More = Record<string, unknown>
function published(item: string, day: string, more: More = {}, subject = 'a'): Told {
  return { type: 'list.item-published', subject, data: { list: 'micro_power', item, name: 'n', version: '1', at: afternoon(day), ...more } }
}
const step = (name: string) => (item: string, day: string, list = 'micro_power', subject = 'a'): Told => ({ type: `list.item-${name}`, subject, data: { list, item, at: afternoon(day) } })
const reviewed = step('reviewed')
const retired = step('retired')
const RISK = { list: 'risk_control', riskPoint: 'r' }
const CONTROLLED = { ...RISK, measure: 'm', owner: 'station_head' }
const exercised = (exercise: string, day: string, insideList: boolean): Told => ({ type: 'list.power-exercised', subject: 'a', data: { exercise, staffNo: 'S1', insideList, at: afternoon(day) } })
const confirmed = (exercise: string, day: string, outside: boolean): Told => ({ type: 'list.power-confirmed', subject: 'a', data: { exercise, outside, at: afternoon(day) } })
const retracted = (id: string, subject = 'a'): Told => ({ type: 'fact.retracted', subject, data: { source: '/upstream/test', id, reason: 'r' } })
/** Stated in this order, whichever arrives first. */
const stated = (...told: Told[]): Told[] => told.map((one, i) => ({ ...one, time: `2026-11-23T01:${String(i).padStart(2, '0')}:00.000Z` }))

const world = async (...told: Told[]) => openRecordWorld(await openStore(), lists, told)
const over = (rate: (code: string, day?: string, of?: string) => Promise<string>, code: string, ...days: string[]) => Promise.all(days.map(day => rate(code, day)))

describe('the four lists', () => {
  it('are there for a station that has an item of each, its own or one of above, while it stands', async () => {
    const { rate } = await world(
      published('P', '11-01'),
      published('N', '11-02', { list: 'duty_negative' }, 'd'),
      published('R', '11-03', RISK),
      retired('R', '11-20', 'risk_control'),
      published('V', '11-10', { list: 'personal_review', staffNo: 'S1' }),
      published('later', '11-24', RISK, 'd'),
      published('sister', '11-01', RISK, 'b'),
    )
    // a has its own powers from the 1st, the district's negative list from the 2nd, risks from the 3rd to the 19th, the personal list from the 10th.
    expect(await over(rate, 'lst.complete', '10-31', '11-01', '11-02', '11-03', '11-10', '11-19', '11-20', '11-23', '11-24')).toEqual(['0/4', '1/4', '2/4', '3/4', '4/4', '4/4', '3/4', '3/4', '4/4'])
    // b: its own risks and the district's. The district is no station and owes nothing itself.
    expect([await rate('lst.complete', '11-23', 'b'), await rate('lst.complete', '11-23', 'd')]).toEqual(['2/4', '0/0'])
  })

  it('of a station nobody told anything of are missing, and colour nothing', async () => {
    const house = await openHouse(await openStore(), { wording: { ...PLAIN_WORDING, judged: prefix => prefix === 'lst.' ? ['lst.complete'] : [] } })
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }))
    await house.settle()
    expect(await house.topic('d', 'lists')).toEqual({ complete: { num: 0, den: 4, value: 0, quality: 'zero' }, reviewed: { num: 0, den: 0, value: null, quality: 'na' }, level: 'none', freshness: { newest: null, state: 'never' } })
  })
})

describe('reviews', () => {
  it('hold for twelve months by date, and a publication is one', async () => {
    const { rate } = await world(published('1', '2025-02-28'), published('2', '2025-06-15'), reviewed('2', '2026-06-10'), published('3', '11-23'))
    // 1 until 27 February 2026; 2 until 14 June 2026 by itself, and from the 10th by its review until 9 June 2027.
    expect(await over(rate, 'lst.reviewed', '2025-02-27', '2025-02-28', '2026-02-27', '2026-02-28', '2026-06-14', '2026-06-15', '11-22', '11-23', '2027-06-09', '2027-06-10')).toEqual(['0/0', '1/1', '2/2', '1/2', '1/2', '1/2', '1/2', '2/3', '2/3', '1/3'])
  })

  it('of 29 February hold until the day before 28 February', async () => {
    const { rate } = await world(published('1', '2028-02-29'))
    expect(await over(rate, 'lst.reviewed', '2028-02-28', '2028-02-29', '2029-02-27', '2029-02-28')).toEqual(['0/0', '1/1', '1/1', '0/1'])
  })

  it('do not change the days before, and the later word is right where it dates one back', async () => {
    const { rate } = await world(...stated(published('1', '2025-01-10'), reviewed('1', '2025-12-01'), reviewed('1', '2026-11-20')))
    // Between 10 January 2026 and 19 November the review of December 2025 counts still.
    expect(await over(rate, 'lst.reviewed', '2026-01-09', '2026-01-10', '2026-11-19', '2027-11-19', '2027-11-20')).toEqual(['1/1', '1/1', '1/1', '1/1', '0/1'])
    for (const told of [stated(published('1', '2025-01-10'), reviewed('1', '2026-11-20'), reviewed('1', '2025-12-01'))]) {
      for (const order of [told, told.toReversed()]) {
        const mistaken = await world(...order)
        expect(await over(mistaken.rate, 'lst.reviewed', '2026-11-23', '2026-12-01')).toEqual(['1/1', '0/1'])
      }
    }
  })

  it('of an item that names a person are no part of the rate', async () => {
    const { rate } = await world(published('1', '2025-01-10', { list: 'personal_review', staffNo: 'S1' }), published('2', '11-01', { list: 'personal_review' }))
    expect(await rate('lst.reviewed')).toBe('1/1')
  })

  it('that are retracted were never made', async () => {
    const { rate } = await world(published('1', '2025-01-10'), { ...reviewed('1', '11-01'), id: 'wrong' }, retracted('wrong'))
    expect(await rate('lst.reviewed')).toBe('0/1')
  })
})

describe('an item', () => {
  it('stands again from a later publication, and is retired on a tie', async () => {
    const { figure } = await world(...stated(published('1', '11-01'), retired('1', '11-10'), published('1', '11-15', { version: '2' })), published('2', '11-20'), retired('2', '11-20'))
    expect(await Promise.all(['10-31', '11-01', '11-09', '11-10', '11-14', '11-15', '2029-01-01'].map(day => figure('items', day)))).toEqual([0, 1, 1, 0, 0, 1, 1])
  })

  it('is what its version of the day says', async () => {
    const told = stated(published('1', '2026-01-10', { ...CONTROLLED, riskGrade: 'high' }), published('1', '2026-07-01', { ...CONTROLLED, riskGrade: 'low', version: '2' }))
    for (const order of [told, told.toReversed()]) {
      const { rate } = await world(...order)
      expect(await over(rate, 'rsk.points_high', '01-09', '01-10', '06-30', '07-01')).toEqual(['0/0', '1/0', '1/0', '0/0'])
    }
  })

  it('keeps one word of each version: the last', async () => {
    const { rate } = await world(...stated(published('1', '11-01', { ...RISK, riskGrade: 'high' }), published('1', '11-01', { ...RISK, riskGrade: 'medium' })))
    expect(await rate('rsk.points_high')).toBe('0/0')
  })
})

describe('risk points', () => {
  it('are under control with measure, post and timely review: six months for a high one', async () => {
    const { rate, figure } = await world(
      published('high', '2026-05-23', { ...CONTROLLED, riskGrade: 'high' }),
      published('low', '2026-05-23', { ...CONTROLLED, riskGrade: 'low' }),
      published('ungraded', '2026-05-23', { ...RISK, measure: 'm' }),
      published('bare', '2026-05-24', { ...RISK, owner: 'station_head', riskGrade: 'high' }),
    )
    // To 22 November all are reviewed; then the high one of 23 May no more, from the 24th the bare one neither. Only high and low have measure and post.
    expect(await over(rate, 'rsk.review_rate', '05-23', '11-22', '11-23', '11-24', '2027-05-23')).toEqual(['3/3', '4/4', '3/4', '2/4', '0/4'])
    expect(await over(rate, 'rsk.control_rate', '05-23', '11-22', '11-23', '2027-05-23')).toEqual(['2/3', '2/4', '1/4', '0/4'])
    expect([await rate('rsk.points_high'), await figure('risk.bare', '05-23'), await figure('risk.bare')]).toEqual(['2/0', 0, 1])
    // Twelve months for the list as such.
    expect(await rate('lst.reviewed')).toBe('4/4')
  })
})

describe('powers beside the list', () => {
  it('count for thirty days from their confirmation, and are open until then for thirty days', async () => {
    const { rate, figure } = await world(
      exercised('in', '11-01', true),
      exercised('out', '11-01', false),
      confirmed('out', '11-10', true),
      exercised('cleared', '11-01', false),
      confirmed('cleared', '11-05', false),
      exercised('unknown', '11-02', false),
      exercised('claimed inside', '11-03', true),
      confirmed('claimed inside', '12-20', true),
    )
    expect(await over(rate, 'lst.outside', '11-09', '11-10', '12-09', '12-10', '12-20', '2027-01-18', '2027-01-19')).toEqual(['0/0', '1/0', '1/0', '0/0', '1/0', '1/0', '0/0'])
    // 1 November: two; the 2nd: three; the 5th one is cleared, the 10th one confirmed; the last is open until 1 December, its thirtieth day.
    expect(await Promise.all(['10-31', '11-01', '11-02', '11-05', '11-10', '12-01', '12-02'].map(day => figure('outside.open', day)))).toEqual([0, 2, 3, 2, 1, 1, 0])
    expect([await figure('powers', '11-03'), await figure('powers', '12-02'), await figure('powers', '12-03')]).toEqual([5, 1, 0])
  })
})

describe('personal review', () => {
  const sheet = (staffNo: string, subject = 'a', item = `V-${staffNo}`): Told => published(item, '2025-03-01', { list: 'personal_review', staffNo }, subject)
  const review = (staffNo: string, day: string, subject = 'a'): Told => reviewed(`V-${staffNo}`, day, 'personal_review', subject)

  it('is of the staff on the rolls, each once, in the year of the review', async () => {
    const { rate } = await world(
      ...['S1', 'S2', 'S3'].map(staffNo => person(staffNo, 'a')),
      person('S4', 'a', { status: 'retired' }),
      ...['S1', 'S2', 'S3', 'S4'].map(staffNo => sheet(staffNo)),
      ...stated(review('S1', '2025-12-31'), review('S1', '01-01'), review('S1', '11-20')),
      review('S2', '2025-12-30'),
      review('S4', '11-01'),
      review('S9', '11-01'),
    )
    // 2025: S1 and S2; 2026: S1. S3 never, S4 has left. To publish a sheet is no review of anybody.
    expect(await over(rate, 'lst.personal_review', '2025-12-29', '2025-12-30', '2025-12-31', '01-01', '11-23', '2027-01-01')).toEqual(['0/3', '1/3', '2/3', '1/3', '1/3', '0/3'])
    expect([await rate('lst.personal_review', '11-23', 'b'), await rate('lst.personal_review', '11-23', 'd')]).toEqual(['0/0', '0/0'])
  })

  it('goes along with who moves, and takes no word of a sister unit', async () => {
    const { rate } = await world(person('S1', 'a'), person('S1', 'b', { since: '2026-11-10' }), person('S2', 'a'), sheet('S1'), review('S1', '11-01'), sheet('S2', 'b'), review('S2', '11-01', 'b'))
    expect([await rate('lst.personal_review', '11-09'), await rate('lst.personal_review', '11-10'), await rate('lst.personal_review', '11-10', 'b')]).toEqual(['1/2', '0/1', '1/1'])
  })
})

describe('the topic', () => {
  /** Judged as the samples do: what is not whole is yellow. */
  const wording = { ...PLAIN_WORDING, judged: (prefix: string, audience: string) => prefix === 'lst.' ? ['lst.complete', 'lst.reviewed'] : audience !== 'public' && prefix === 'rsk.review_' ? ['rsk.review_rate'] : [] }
  async function shown(...told: Told[]) {
    const house = await openHouse(await openStore(), { wording })
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...told)
    await house.settle()
    return house
  }
  const FOUR = ['micro_power', 'duty_negative', 'personal_review'].map(list => published(`d-${list}`, '11-01', { list }, 'd'))

  it('tells the public of completeness and review alone', async () => {
    const house = await shown(...FOUR, published('R', '11-01', { ...RISK, riskGrade: 'high' }, 'd'), exercised('x', '11-20', false))
    expect(await house.topic('d', 'lists')).toEqual({ complete: { num: 8, den: 8, value: 1, quality: 'ok' }, reviewed: { num: 4, den: 4, value: 1, quality: 'small_n' }, level: 'green', freshness: { newest: '2026-11-23T02:00:00.000Z', state: 'fresh' } })
    expect(await house.topic('d', 'lists', 'internal')).toMatchObject({
      byList: [{ list: 'micro_power', items: 1 }, { list: 'duty_negative', items: 1 }, { list: 'personal_review', items: 1 }, { list: 'risk_control', items: 1 }],
      powers: { exercised: 1, outside: 0, unconfirmed: 1 },
      risks: { high: 1, controlled: { num: 0, den: 1 }, reviewed: { num: 1, den: 1 }, highUncontrolled: 1 },
      // A high risk point without a measure.
      level: 'red',
    })
    // In the station only the unconfirmed power is known: orange inside, and nothing of it outside.
    expect([(await house.topic('a', 'lists', 'internal')).level, (await house.topic('a', 'lists')).level]).toEqual(['orange', 'green'])
  })

  it('of every station below follows a list of the district', async () => {
    const house = await shown(...FOUR)
    expect((await house.topic('a', 'lists')).complete).toMatchObject({ num: 3, den: 4 })
    await house.tell(published('R', '11-10', RISK, 'd'))
    await house.settle()
    expect([(await house.topic('a', 'lists')).complete.num, (await house.topic('b', 'lists')).complete.num, (await house.topic('d', 'lists')).complete.num]).toEqual([4, 4, 8])
  })
})

describe('closed days', () => {
  async function closed(...told: Told[]) {
    const house = await openHouse(await openStore(), { now: '2026-11-18T10:00:00+08:00' })
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), person('S1', 'a'), person('S2', 'a'), ...told)
    await house.settle()
    await house.closeDays()
    await house.at('2026-11-23T10:00:00+08:00')
    await house.settle()
    await house.closeDays()
    const last = house.days.dayOf(house.now()) - 1
    const figures = async (of: string, code: string) => (await house.store.reader.selectFrom('metric_day').selectAll().where('unit', '=', of).where('code', '=', code).where('day', '>', last - 4).orderBy('day').execute()).map(row => `${row.num}/${row.den}`)
    return { house, figures }
  }

  it('of the stations below are corrected from the day on which an item of above was published', async () => {
    const { house, figures } = await closed()
    await house.tell(published('P', '11-21', {}, 'd'))
    await house.settle()
    await house.closeDays()
    // The 19th to the 22nd.
    expect([await figures('a', 'lst.complete'), await figures('d', 'lst.complete')]).toEqual([['0/4', '0/4', '1/4', '1/4'], ['0/8', '0/8', '2/8', '2/8']])
  })

  it('of a person\'s unit are corrected by a late review, and by whom it is about', async () => {
    const { house, figures } = await closed(published('V', '11-01', { list: 'personal_review', staffNo: 'S1' }, 'd'))
    await house.tell(reviewed('V', '11-20', 'personal_review', 'd'))
    await house.settle()
    await house.closeDays()
    expect(await figures('a', 'lst.personal_review')).toEqual(['0/2', '1/2', '1/2', '1/2'])
    await house.tell({ ...published('V', '11-01', { list: 'personal_review', staffNo: 'S9' }, 'd'), time: '2026-11-23T02:00:00.001Z' })
    await house.settle()
    await house.closeDays()
    expect(await figures('a', 'lst.personal_review')).toEqual(['0/2', '0/2', '0/2', '0/2'])
  })
})
