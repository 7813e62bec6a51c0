import type { House, Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/support/databases.ts'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'

const SOURCE = '/upstream/test'
const planned = (id: string, subject = 'a', task = 'T'): Told => ({ id, type: 'supervision.task-planned', subject, data: { task, topic: 'x', kind: 'routine', dueAt: '2026-11-30T10:00:00+08:00' } })
const retracted = (id: string, target: string, more: Partial<Told> = {}): Told => ({ id, type: 'fact.retracted', subject: 'a', data: { source: SOURCE, id: target, reason: 'r' }, ...more })
const voided = async (house: House): Promise<string[]> => (await house.store.reader.selectFrom('event').select('id').where('voided', '=', 1).execute()).map(row => row.id).sort()
const tasks = async (house: House): Promise<string[]> => (await house.store.reader.selectFrom('supervision_task').select('task').execute()).map(row => row.task).sort()

/** Tells in one transaction, or in one each; either way the same has to come out. */
const WAYS = [
  ['together', async (house: House, told: Told[]) => void await house.tell(...told)],
  ['one by one', async (house: House, told: Told[]) => {
    for (const one of told)
      await house.tell(one)
  }],
  ['one by one backwards', async (house: House, told: Told[]) => {
    for (const one of told.toReversed())
      await house.tell(one)
  }],
] as const

describe.each(WAYS)('a retraction, told %s with what it names,', (_, tell) => {
  const { openStore } = useEmbedded()
  const after = async (...told: Told[]): Promise<House> => {
    const house = await openHouse(await openStore())
    await tell(house, told)
    return house
  }

  it('voids the event and what was folded from it', async () => {
    const house = await after(planned('e'), retracted('r', 'e'))
    expect([await voided(house), await tasks(house)]).toEqual([['e'], []])
    expect(await house.rows('arrival')).toMatchObject([{ unit: 'a', domain: 'org', n: 1 }])
    expect((await house.store.reader.selectFrom('tally').selectAll().execute()).filter(row => row.n !== 0)).toEqual([])
  })

  it('leaves what other statements say of the same fact', async () => {
    const house = await after(planned('e1'), { ...planned('e2'), time: '2026-11-22T00:00:00Z' }, retracted('r', 'e1'))
    expect([await voided(house), await tasks(house)]).toEqual([['e1'], ['T']])
  })

  it('is cancelled by a retraction of it, and that one by another: a chain', async () => {
    const two = await after(planned('e'), retracted('r1', 'e'), retracted('r2', 'r1'))
    expect([await voided(two), await tasks(two)]).toEqual([['r1'], ['T']])
    const three = await after(planned('e'), retracted('r1', 'e'), retracted('r2', 'r1'), retracted('r3', 'r2'))
    expect([await voided(three), await tasks(three)]).toEqual([['e', 'r2'], []])
  })

  it('stays in force while another one names the same event', async () => {
    const house = await after(planned('e'), retracted('r1', 'e'), retracted('r2', 'e'), retracted('r3', 'r1'))
    expect([await voided(house), await tasks(house)]).toEqual([['e', 'r1'], []])
  })

  it('in a circle cancels nothing', async () => {
    const house = await after(retracted('r1', 'r2'), retracted('r2', 'r1'), planned('e'))
    expect([await voided(house), await tasks(house)]).toEqual([[], ['T']])
    expect(await voided(await after(retracted('r', 'r')))).toEqual([])
    expect(await voided(await after(retracted('r1', 'r2'), retracted('r2', 'r3'), retracted('r3', 'r1')))).toEqual([])
  })

  it('that names a circle breaks it', async () => {
    expect(await voided(await after(retracted('r1', 'r2'), retracted('r2', 'r1'), retracted('r3', 'r1')))).toEqual(['r1'])
  })

  it('reaches another unit\'s event only with a key of full scope', async () => {
    const limited = await after(planned('e', 'b'), retracted('r', 'e', { wide: false }))
    expect([await voided(limited), await tasks(limited)]).toEqual([[], ['T']])
    expect(await voided(await after(planned('e', 'b'), retracted('r', 'e', { wide: true })))).toEqual(['e'])
    expect(await voided(await after(planned('e', 'a'), retracted('r', 'e', { wide: false })))).toEqual(['e'])
  })

  it('names one source only', async () => {
    expect(await voided(await after(planned('e'), retracted('r', 'e', { data: { source: '/upstream/other', id: 'e', reason: 'r' } })))).toEqual([])
  })

  it('of one of two statements of the same step leaves the step', async () => {
    const house = await after(
      { id: 'f', type: 'supervision.finding-raised', subject: 'a', data: { finding: 'F', category: 'x', severity: 'low', raisedAt: '2026-11-01T00:00:00Z', dueAt: '2026-11-10T00:00:00Z' } },
      ...['v1', 'v2'].map((id): Told => ({ id, type: 'rectification.verified', subject: 'a', data: { finding: 'F', at: '2026-11-05T00:00:00Z' } })),
      retracted('r', 'v2'),
    )
    expect(await house.rows('supervision_finding')).toMatchObject([{ state: 'verified', rectified_ms: Date.parse('2026-11-05T00:00:00Z') }])
  })

  it('of a unit takes it out of the tree', async () => {
    const house = await after(unit('d', { level: 'district' }), { ...unit('a', { parent: 'd' }), id: 'e' }, retracted('r', 'e'))
    expect([house.org.current().isDeclared('a'), house.org.current().at(house.now()).children('d')]).toEqual([false, []])
  })
})

describeEachDatabase('a retraction', (openStore) => {
  it('that came first voids the event when it comes, and gives freshness back to what is left', async () => {
    const house = await openHouse(await openStore())
    await house.tell(retracted('r1', 'e1'), retracted('r2', 'r3'))
    await house.tell({ ...planned('e0', 'a', 'T0'), time: '2026-11-20T00:00:00Z' }, planned('e1'), retracted('r3', 'e0'))
    expect([await voided(house), await tasks(house)]).toEqual([['e1', 'r3'], ['T0']])
    const arrivals = await house.store.reader.selectFrom('arrival').selectAll().where('domain', '=', 'supervision').execute()
    expect(arrivals).toEqual([{ unit: 'a', domain: 'supervision', source: SOURCE, n: 1, newest_ms: Date.parse('2026-11-20T00:00:00Z') }])
  })
})
