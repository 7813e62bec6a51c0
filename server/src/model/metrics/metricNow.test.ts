import type { Part } from '../parts/part.ts'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/support/databases.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { part } from '../parts/part.ts'
import { indicatorsOf } from './indicatorsOf.ts'

const campaign = { type: 'pledge.campaign-opened', subject: 'd', data: { campaign: 'C', pledgeType: 'anti_drug', name: 'x', openAt: '2026-11-01T00:00:00+08:00', dueAt: '2026-11-30T00:00:00+08:00', signatories: { all: true } } }
const signed = (staffNo: string, subject: string) => ({ type: 'pledge.signed', subject, data: { campaign: 'C', staffNo, signedAt: '2026-11-05T00:00:00+08:00', method: 'paper' } })

describeEachDatabase('the present value of an indicator', (openStore) => {
  it('moves with the value and stays where it is otherwise, in the parent as the sum', async () => {
    const house = await openHouse(await openStore())
    const now = async (code: string) => {
      const { num, den, at_ms } = await house.store.reader.selectFrom('metric_now').selectAll().where('unit', '=', code).where('code', '=', 'plg.coverage').executeTakeFirstOrThrow()
      return [num, den, new Date(at_ms).toISOString().slice(11, 16)]
    }
    await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), campaign, person('S1', 'a'), person('S2', 'b'))
    await house.settle()
    expect([await now('a'), await now('d')]).toEqual([[0, 1, '02:00'], [0, 2, '02:00']])
    await house.at('2026-11-23T02:10:00Z')
    await house.remark(['a', 'b', 'd'])
    await house.tell(signed('S2', 'b'))
    await house.settle()
    expect([await now('a'), await now('b'), await now('d')]).toEqual([[0, 1, '02:00'], [1, 1, '02:10'], [1, 2, '02:10']])
  })

  it('is gone with the unit whose every declaration was retracted', async () => {
    const house = await openHouse(await openStore())
    await house.tell(unit('d', { level: 'district' }), { ...unit('a', { parent: 'd' }), id: 'mistake' })
    await house.settle()
    await house.tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'mistake', reason: 'r' } })
    await house.settle()
    const left = async (table: 'metric_now' | 'part') => new Set((await house.store.reader.selectFrom(table).select('unit').execute()).map(row => row.unit))
    expect([await left('metric_now'), await left('part')]).toEqual([new Set(['d']), new Set(['d'])])
  })
})

const total = (sums: Record<string, number>): Part => part({ sums })

it('supervision\'s indicators are the numerators and denominators of its sums', () => {
  expect([...indicatorsOf('supervision', total({ 'tasks.planned': 9, 'm:sup.plan_rate.num': 1, 'm:sup.plan_rate.den': 2, 'm:sup.finding_count.num': 3 }), PLAIN_WORDING)])
    .toEqual([['sup.plan_rate', { num: 1, den: 2 }], ['sup.finding_count', { num: 3, den: 0 }]])
})

it('pledges add up mandatory types, and each type that has an indicator of its own; a type without configuration is mandatory', () => {
  const kinds = { ...PLAIN_WORDING, pledgeType: (code: string) => ({ drug: { mandatory: true, indicator: 'plg.antidrug' }, extra: { mandatory: false, indicator: 'plg.business' } })[code] }
  const sums = { 'den|drug|marketing': 3, 'num|drug|marketing': 1, 'den|drug|monopoly': 2, 'num|drug|monopoly': 2, 'inner.den|drug|monopoly': 1, 'inner.num|drug|monopoly': 0, 'den|extra|marketing': 4, 'num|extra|marketing': 4, 'den|new|other': 5, 'num|new|other': 5, 'expiring|drug|monopoly': 2 }
  expect(Object.fromEntries(indicatorsOf('pledges', total(sums), kinds))).toEqual({
    // drug 1/3 + 2/2 + 0/1 (named one by one, but inside the house they count), new 5/5; extra is optional.
    'plg.coverage': { num: 8, den: 11 },
    'plg.antidrug': { num: 3, den: 6 },
    'plg.business': { num: 4, den: 4 },
    'plg.integrity': { num: 0, den: 0 },
    'plg.expiring': { num: 2, den: 0 },
    // Lines: monopoly 2/2 and 0/1, marketing 1/3; their gap 2/3 − 1/3 = 3/9.
    'plg.two_roles_gap/monopoly': { num: 2, den: 3 },
    'plg.two_roles_gap/marketing': { num: 1, den: 3 },
    'plg.two_roles_gap': { num: 3, den: 9 },
    'plg.fulfil_review': { num: 0, den: 0 },
  })
})
