/** Reviews of how pledges are kept, and the gap between the two lines, counted by hand. It is Monday 23 November 2026. */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { afternoon } from '../../../test/support/recordWorld.ts'
import { indicatorsOf } from '../metrics/indicatorsOf.ts'
import { pledgesPart } from '../parts/pledgesPart.ts'

const { openStore } = useEmbedded()
/** As the samples have it, with one type that is not mandatory. */
const WORDING = { ...PLAIN_WORDING, pledgeType: (code: string) => code === 'optional' ? { name: '自愿', mandatory: false } : PLAIN_WORDING.pledgeType(code) }

function opened(campaign: string, due: string, more: Record<string, unknown> = {}, subject = 'd'): Told {
  return { type: 'pledge.campaign-opened', subject, data: { campaign, pledgeType: 'anti_drug', name: 'x', openAt: afternoon('2025-01-01'), dueAt: afternoon(due), signatories: { all: true }, ...more } }
}
const reviewed = (campaign: string, held: string, subject = 'd', review = `${campaign}-${held}`): Told => ({ type: 'pledge.fulfilment-reviewed', subject, data: { campaign, review, heldAt: afternoon(held) } })
const signed = (staffNo: string, subject = 'd'): Told => ({ type: 'pledge.signed', subject, data: { campaign: 'C', staffNo, signedAt: afternoon('11-05'), method: 'paper' } })

async function world(...told: Told[]) {
  const house = await openHouse(await openStore(), { wording: WORDING })
  await house.tell(unit('d', { level: 'district' }), unit('e', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...told)
  return {
    house,
    /** Of the unit's own part. */
    async rate(day = '11-23', of = 'd'): Promise<string> {
      const { part } = await pledgesPart({ code: of, level: 'district' }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs: Date.parse(afternoon(day)) })
      const { num, den } = indicatorsOf('pledges', part, WORDING).get('plg.fulfil_review')!
      return `${num}/${den}`
    },
  }
}

async function now(house: House, code: string): Promise<string[]> {
  return (await house.store.reader.selectFrom('metric_now').selectAll().where('code', '=', code).where('unit', 'in', ['a', 'b', 'd']).orderBy('unit').execute()).map(row => `${row.unit} ${row.num}/${row.den}`)
}

describe('reviews', () => {
  it('are due once for each mandatory campaign from its deadline on, in that year', async () => {
    const { rate } = await world(
      opened('early', '03-01'),
      reviewed('early', '02-01'),
      opened('late', '06-30'),
      reviewed('late', '11-23'),
      reviewed('late', '11-20'),
      opened('missed', '11-23', { pledgeType: 'integrity' }),
      opened('later', '12-01'),
      opened('optional', '03-01', { pledgeType: 'optional' }),
      opened('before', '2025-12-31'),
      reviewed('before', '01-01'),
      reviewed('nobody knows', '03-01'),
      opened('sister', '03-01', {}, 'e'),
    )
    // 1 March: early, reviewed already; 30 June: and late, reviewed on the 20th of November; the 23rd: and the missed one; December: and the later one.
    expect(await Promise.all(['02-28', '03-01', '06-30', '11-19', '11-20', '11-23', '12-01'].map(day => rate(day)))).toEqual(['0/0', '1/1', '1/2', '1/2', '2/2', '2/3', '2/4'])
    // The year before has its own, and what was reviewed after its end counts in none.
    expect([await rate('2025-12-31'), await rate('2027-01-01')]).toEqual(['0/1', '0/0'])
  })

  it('count on the word of the campaign\'s unit and of those below it, and of nobody else', async () => {
    const { rate } = await world(opened('C', '03-01'), reviewed('C', '11-01', 'a'), opened('D', '03-01', {}, 'a'), reviewed('D', '11-01', 'd'), reviewed('D', '11-02', 'b'))
    expect([await rate('11-23', 'd'), await rate('11-23', 'a')]).toEqual(['1/1', '0/1'])
  })

  it('that a station holds show in the district at once, and on the closed days since', async () => {
    const { house } = await world(opened('C', '11-01'), reviewed('another', '11-22', 'a'))
    await house.settle()
    await house.closeDays()
    expect(await now(house, 'plg.fulfil_review')).toEqual(['a 0/0', 'b 0/0', 'd 0/1'])
    // Older than what the station stated last, so that nothing else of the station changes.
    await house.tell({ ...reviewed('C', '11-22', 'a'), id: 'held', time: '2026-11-22T10:00:00.000Z' })
    await house.settle()
    await house.closeDays()
    expect(await now(house, 'plg.fulfil_review')).toEqual(['a 0/0', 'b 0/0', 'd 1/1'])
    await house.at('2026-11-24T10:00:00+08:00')
    await house.closeDays()
    const rows = await house.store.reader.selectFrom('metric_day').selectAll().where('code', '=', 'plg.fulfil_review').where('unit', '=', 'd').orderBy('day').execute()
    expect(rows.slice(-3).map(row => `${row.num}/${row.den}`)).toEqual(['0/1', '1/1', '1/1'])
    await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'held', reason: 'r' } })
    await house.settle()
    expect(await now(house, 'plg.fulfil_review')).toEqual(['a 0/0', 'b 0/0', 'd 0/1'])
  })

  it('fall due by themselves when the day comes', async () => {
    const { house } = await world(opened('C', '11-24'))
    await house.settle()
    expect(await now(house, 'plg.fulfil_review')).toEqual(['a 0/0', 'b 0/0', 'd 0/0'])
    await house.at('2026-11-24T00:00:30+08:00')
    expect(await now(house, 'plg.fulfil_review')).toEqual(['a 0/0', 'b 0/0', 'd 0/1'])
  })
})

describe('the gap between the two lines', () => {
  const GAP = 'plg.two_roles_gap'
  const people = (at: string, line: string, count: number) => Array.from({ length: count }, (_, i) => person(`${at}-${line}-${i}`, at, { line }))
  const campaign = opened('C', '11-10', { openAt: afternoon('11-01') })

  it('is made of the unit\'s own two lines with everything below, not of the gaps below', async () => {
    const { house } = await world(campaign, ...people('a', 'monopoly', 4), ...people('a', 'marketing', 3), ...people('b', 'monopoly', 4), ...people('b', 'marketing', 5), ...people('b', 'other', 2), ...['a-monopoly-0', 'a-monopoly-1', 'b-monopoly-0', 'b-marketing-0', 'b-marketing-1', 'b-marketing-2', 'b-marketing-3'].map(staffNo => signed(staffNo)))
    await house.settle()
    // a: 2/4 − 0/3 = 6/12. b: 1/4 − 4/5 = 11/20. d: 3/8 − 4/8 = 8/64, and no sum of the two.
    const expected = ['a 6/12', 'b 11/20', 'd 8/64']
    expect(await now(house, GAP)).toEqual(expected)
    await house.at('2026-11-24T10:00:00+08:00')
    await house.closeDays()
    const last = house.days.dayOf(house.now()) - 1
    const days = (await house.store.reader.selectFrom('metric_day').selectAll().where('code', '=', GAP).where('day', '=', last).where('unit', 'in', ['a', 'b', 'd']).orderBy('unit').execute()).map(row => `${row.unit} ${row.num}/${row.den}`)
    expect(days).toEqual(expected)
  })

  it('is none where a line has nobody', async () => {
    const { house } = await world(campaign, ...people('a', 'monopoly', 4), signed('a-monopoly-0'))
    await house.settle()
    expect(await now(house, GAP)).toEqual(['a 0/0', 'b 0/0', 'd 0/0'])
  })
})
