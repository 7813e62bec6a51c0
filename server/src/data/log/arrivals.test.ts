import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'

const { openStore } = useEmbedded()
const task = (id: string, time: string, more: Partial<Told> = {}): Told => ({ id, type: 'supervision.task-planned', subject: 'a', time, data: { task: id, topic: 'x', kind: 'routine', dueAt: '2026-11-30T00:00:00Z' }, ...more })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'd', data: { source: '/upstream/test', id, reason: 'r' } })

async function openWith(...told: Told[]) {
  const house = await openHouse(await openStore())
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), ...told)
  return {
    house,
    arrivals: async () => (await house.store.reader.selectFrom('arrival').selectAll().where('unit', '=', 'a').where('domain', '=', 'supervision').orderBy('source').execute()).map(row => `${row.source} ${row.n} ${new Date(row.newest_ms).toISOString().slice(0, 10)}`),
  }
}

describe('arrivals', () => {
  it('count live statements of a unit by domain and source, with the newest stated, in whatever order they came', async () => {
    const { arrivals, house } = await openWith(task('1', '2026-11-20T00:00:00Z'), task('2', '2026-11-10T00:00:00Z'), task('3', '2026-11-15T00:00:00Z', { source: '/other' }))
    await house.tell(task('4', '2026-11-05T00:00:00Z'))
    expect(await arrivals()).toEqual(['/other 1 2026-11-15', '/upstream/test 3 2026-11-20'])
  })

  it('give back what is retracted, down to nothing', async () => {
    const { arrivals, house } = await openWith(task('1', '2026-11-20T00:00:00Z'), task('2', '2026-11-10T00:00:00Z'))
    await house.tell(retracted('1'))
    expect(await arrivals()).toEqual(['/upstream/test 1 2026-11-10'])
    await house.tell(retracted('2'))
    expect(await arrivals()).toEqual([])
  })

  it('find the newest that is left behind many others', async () => {
    const others = Array.from({ length: 450 }, (_, i) => task(`o${i}`, '2026-11-15T00:00:00Z', { source: '/other' }))
    const { arrivals, house } = await openWith(task('1', '2026-11-20T00:00:00Z'), task('2', '2026-11-10T00:00:00Z'), ...others)
    await house.tell(retracted('1'))
    expect(await arrivals()).toEqual(['/other 450 2026-11-15', '/upstream/test 1 2026-11-10'])
  })
})

it('a source that was silent is fresh again on every wall it feeds, once it speaks about anything', async () => {
  const { house } = await openWith(task('1', '2026-11-20T00:00:00Z'), { type: 'source.declared', subject: 'd', data: { system: 'p', name: 'P', sourcePrefix: '/upstream', everySec: 60 } })
  await house.settle()
  await house.at('2026-11-23T03:00:00Z')
  await house.settle()
  const state = async (code: string) => (await house.topic(code, 'supervision')).freshness.state
  expect([await state('a'), await state('d')]).toEqual(['silent', 'silent'])
  await house.tell({ type: 'supervision.task-planned', subject: 'elsewhere', source: '/upstream/more', data: { task: 'E', topic: 'x', kind: 'routine', dueAt: '2026-11-30T00:00:00Z' } })
  await house.settle()
  expect([await state('a'), await state('d')]).toEqual(['fresh', 'fresh'])
})
