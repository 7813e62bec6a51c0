import type { FreshnessState } from '@qinglian/shared'
import { rateOf, suppressedRate } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../../test/support/house.ts'
import { aged } from './aged.ts'

const { openStore } = useEmbedded()
const told = (state: FreshnessState) => ({ freshness: { newest: null, state }, rates: [rateOf(3, 9), rateOf(0, 9), rateOf(1, 2), rateOf(0, 0), suppressedRate()] })
const qualities = (state: FreshnessState): string[] => aged(told(state)).rates.map(rate => rate.quality)

describe('the figures of a silent source', () => {
  it('stay, as old ones; what is not there stays what it is', () => {
    expect(qualities('silent')).toEqual(['stale', 'stale', 'stale', 'na', 'small_n'])
    expect(aged(told('silent')).rates[0]).toMatchObject({ num: 3, den: 9, value: 3 / 9 })
  })

  it.each(['fresh', 'late', 'never'] as const)('are not those of a %s one', (state) => {
    expect(qualities(state)).toEqual(['ok', 'zero', 'small_n', 'na', 'small_n'])
  })

  it('are told apart row by row where each row has a freshness of its own', () => {
    expect(aged({ stations: [told('silent'), told('fresh')] }).stations.map(row => row.rates[0]!.quality)).toEqual(['stale', 'ok'])
  })
})

it('a topic turns old when its source has been silent for three intervals, and is itself again when that is back', async () => {
  const house = await openHouse(await openStore())
  await house.tell(
    unit('a'),
    { type: 'source.declared', subject: 'a', data: { system: 's', name: 's', sourcePrefix: '/upstream/test', everySec: 3600 } },
    ...['T1', 'T2', 'T3', 'T4', 'T5'].map(task => ({ type: 'supervision.task-planned', subject: 'a', data: { task, topic: 'x', kind: 'routine', dueAt: '2026-11-28T00:00:00Z' } })),
  )
  const quality = async () => (await house.topic('a', 'supervision')).tasks.rate.quality
  await house.settle()
  expect(await quality()).toBe('zero')
  await house.at('2026-11-23T05:00:00.001Z')
  await house.settle()
  expect(await quality()).toBe('stale')
  await house.tell({ type: 'supervision.task-completed', subject: 'a', data: { task: 'T1', at: '2026-11-23T04:00:00Z' } })
  await house.settle()
  expect(await quality()).toBe('ok')
})
