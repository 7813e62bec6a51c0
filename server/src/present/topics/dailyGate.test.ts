/** What the public sees of talks, ratings and complaints between one morning and the next. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { Told } from '../../../test/support/house.ts'
import { expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { loadModelConfig } from '../../model/config/loadModelConfig.ts'
import { explainMetric } from '../metrics/explainMetric.ts'
import { createDisclosure } from './compose/hidden.ts'
import { createDailyGate } from './dailyGate.ts'

const { openStore } = useEmbedded()
const SINCE = { since: '2026-10-25' }
const STAFF = ['S0', 'S1', 'S2', 'S3', 'S4']
const talked = (who: string): Told => ({ type: 'talk.held', subject: 'a', data: { talk: `K-${who}`, tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee: who, focus: [], heldAt: '2026-11-20T10:00:00+08:00' } })
const rated = (id: string, score: number): Told => ({ type: 'evaluation.submitted', subject: 'a', data: { evaluation: id, channel: 'onecard', kind: 'service', score, dimensions: {}, tags: [], at: '2026-11-20T10:00:00+08:00' } })

async function world() {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district', ...SINCE }), unit('a', { parent: 'd', ...SINCE }), ...STAFF.map(staffNo => person(staffNo, 'a', SINCE)), talked('S0'), ...['1', '2', '3'].map(id => rated(id, 5)))
  await house.settle()
  const gate = createDailyGate({ store: house.store, days: house.days, clock: house.now })
  return {
    house,
    async open(isAtRest = true): Promise<boolean> {
      const isOpened = await gate.step(isAtRest)
      await house.settle()
      return isOpened
    },
    async tell(...told: Told[]) {
      await house.tell(...told)
      await house.settle()
    },
    covered: async (of = 'a', audience: 'public' | 'internal' = 'public') => (await house.topic(of, 'talks', audience)).coverage.num,
    explained: async (code: string, day?: number) => explainMetric({ code, unit: 'd', audience: 'public', day }, { db: house.store.reader, org: house.org.current, days: house.days, wording: PLAIN_WORDING, indicators: loadModelConfig(undefined).indicators, disclosure: createDisclosure(), clock: house.now }),
  }
}

it('a first load shows at once, until it has come to rest', async () => {
  const { covered, tell, open } = await world()
  expect(await covered()).toBe(1)
  expect(await open(false)).toBe(false)
  await tell(talked('S1'))
  expect(await covered()).toBe(2)
})

it('changes for the public at seven, for the house at once, for the unit and those above', async () => {
  const { house, covered, tell, open } = await world()
  await open()
  await tell(talked('S1'))
  expect([await covered('a'), await covered('d'), await covered('a', 'internal'), await covered('d', 'internal')]).toEqual([1, 1, 2, 2])
  await house.at('2026-11-24T06:59:59+08:00')
  expect(await open()).toBe(false)
  await tell(talked('S2'))
  await house.at('2026-11-24T07:00:00+08:00')
  expect([await open(), await open()]).toEqual([true, false])
  expect([await covered('a'), await covered('d')]).toEqual([3, 3])
  await tell(talked('S3'))
  expect([await covered('a'), await covered('d'), await covered('a', 'internal')]).toEqual([3, 3, 4])
})

it('stays shut for the day where the morning found nothing new', async () => {
  const { house, covered, tell, open } = await world()
  await open()
  // What came was taken back before seven.
  await tell({ ...talked('S1'), id: 'k1' })
  await tell({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id: 'k1', reason: 'r' } })
  await house.at('2026-11-24T07:00:00+08:00')
  expect(await open()).toBe(true)
  await tell(talked('S1'))
  expect([await covered('a'), await covered('a', 'internal')]).toEqual([1, 2])
})

it('holds ratings too, and nothing that is not guarded', async () => {
  const { house, tell, open } = await world()
  await open()
  await tell(rated('bad', 1), { type: 'supervision.task-planned', subject: 'a', data: { task: 'T', topic: 'x', kind: 'routine', dueAt: '2026-11-30T00:00:00Z' } })
  expect([(await house.topic('a', 'evaluation')).satisfaction.den, (await house.topic('a', 'evaluation', 'internal')).satisfaction.den]).toEqual([3, 4])
  expect((await house.topic('a', 'supervision')).tasks.planned).toBe(1)
})

it('tells nowhere when the last of them was stated', async () => {
  const { house, tell } = await world()
  for (const subject of ['talks', 'evaluation'] as const) {
    expect((await house.topic('a', subject)).freshness).toEqual({ newest: null, state: 'fresh' })
    expect((await house.topic('a', subject, 'internal')).freshness.newest).not.toBeNull()
  }
  await tell({ ...talked('S1'), source: '/upstream/talks' })
  const names = async (audience: 'public' | 'internal') => (await house.topic('d', 'sources', audience)).sources.map(({ system }) => system)
  expect([await names('public'), await names('internal')]).toEqual([[undefined], ['/upstream/talks', '/upstream/test']])
})

it('is no way around it to ask why', async () => {
  const { explained, house, tell, open } = await world()
  await open()
  await tell(talked('S1'), rated('bad', 1))
  expect(await explained('tlk.coverage')).toMatchObject({ num: 1, den: 5, parts: [{ unit: 'a', num: 1, den: 5 }], sources: [{ newest: null }] })
  expect(await explained('evl.satisfaction')).toMatchObject({ num: 3, den: 3 })
  expect(await explained('evl.satisfaction')).not.toHaveProperty('trend')
  expect(await explained('evl.satisfaction', house.days.dayOf(house.now()) - 1)).toMatchObject({ num: null, suppressed: true })
})
