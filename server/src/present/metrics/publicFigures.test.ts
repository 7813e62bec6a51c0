/** Pledge figures that stand in no topic, as the public may see them. It is Monday 23 November 2026. */
import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { afternoon } from '../../../test/support/recordWorld.ts'
import { loadModelConfig } from '../../model/config/loadModelConfig.ts'
import { createDisclosure } from '../topics/compose/hidden.ts'
import { publicFigures } from './publicFigures.ts'
import { storedScene } from './storedScene.ts'

const { openStore } = useEmbedded()
const { indicators } = loadModelConfig(undefined)

function opened(campaign: string, more: Record<string, unknown> = {}): Told {
  return { type: 'pledge.campaign-opened', subject: 'd', data: { campaign, pledgeType: 'anti_drug', name: 'x', openAt: afternoon('11-01'), dueAt: afternoon('11-10'), signatories: { all: true }, ...more } }
}
const signed = (staffNo: string): Told => ({ type: 'pledge.signed', subject: 'd', data: { campaign: 'C', staffNo, signedAt: afternoon('11-05'), method: 'paper' } })
const people = (at: string, line: string, count: number) => Array.from({ length: count }, (_, i) => person(`${at}-${line}-${i}`, at, { line }))

async function world(...told: Told[]): Promise<House> {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...told)
  await house.settle()
  return house
}

async function shown(house: House, code: 'plg.two_roles_gap' | 'plg.fulfil_review', units: readonly string[]) {
  const scene = await storedScene({ db: house.store.reader, org: house.org.current(), days: house.days, wording: PLAIN_WORDING, atMs: house.now() })
  return publicFigures(indicators.get(code)!, units, { scene, disclosure: createDisclosure(), parent: 'd' })
}

describe('the gap between the two lines', () => {
  const A = [...people('a', 'monopoly', 4), ...people('a', 'marketing', 3)]

  it('is shown where both lines are', async () => {
    const house = await world(opened('C'), ...A, signed('a-monopoly-0'))
    // 1/4 − 0/3 = 3/12.
    expect((await shown(house, 'plg.two_roles_gap', ['a'])).get('a')).toMatchObject({ num: 3, den: 12, value: 0.25 })
  })

  it('is hidden where either line is, which it would tell otherwise', async () => {
    const house = await world(opened('C'), ...A, ...people('b', 'monopoly', 4), ...people('b', 'marketing', 2), signed('a-monopoly-0'))
    const figures = await shown(house, 'plg.two_roles_gap', ['d', 'a', 'b'])
    for (const [code, figure] of figures) {
      const lines = (await house.topic(code, 'pledges')).byLine.map(({ coverage }) => coverage)
      expect({ code, isHidden: figure.suppressed === true }).toEqual({ code, isHidden: lines.some(coverage => coverage.suppressed === true) })
    }
    // Two people of b's marketing line.
    expect(figures.get('b')).toEqual({ num: null, den: null, value: null, quality: 'small_n', suppressed: true })
  })
})

it('reviews of campaigns that name their signatories are not counted', async () => {
  const house = await world(opened('C'), opened('N', { pledgeType: 'integrity', signatories: { staffNos: ['S1'] } }), { type: 'pledge.fulfilment-reviewed', subject: 'd', data: { campaign: 'N', review: 'R', heldAt: afternoon('11-20') } })
  expect((await shown(house, 'plg.fulfil_review', ['d'])).get('d')).toMatchObject({ num: 0, den: 1 })
  const inside = await house.store.reader.selectFrom('metric_now').selectAll().where('code', '=', 'plg.fulfil_review').where('unit', '=', 'd').executeTakeFirstOrThrow()
  expect([inside.num, inside.den]).toEqual([1, 2])
})
