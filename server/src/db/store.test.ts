/** What both databases promise: transactions, the bulk statements, and how values come back. */
import type { Row, Store } from './store.ts'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/support/databases.ts'
import { readEpoch, renewEpoch } from './epoch.ts'
import { createSerial } from './serial.ts'

function event(id: string, more: object = {}) {
  return { source: '/s', id, type: 't', subject: 'a', time_ms: 1, time: 't', data: '{}', received_ms: 1, wide: 1, voided: 0, ...more }
}
const campaign = (code: string, more: Partial<Row<'pledge_campaign'>> = {}): Row<'pledge_campaign'> => ({ campaign: code, unit: 'a', pledge_type: 't', name: '“引号” \\ \'单\' 𠮷', open_ms: 1_795_399_200_000, due_ms: 2, valid_until_ms: null, signatories: '{"all":true}', stmt: 's', ...more })
const unitSpan = (code: string, since_ms: number): Row<'unit_span'> => ({ code, since_ms, name: 'n', short_name: 'n', level: 'station', kind: null, parent: null, pilot: 0, until_ms: null, stmt: 's' })
const marks = async (store: Store) => store.reader.selectFrom('dirty_topic').selectAll().orderBy('unit').execute()

describeEachDatabase('the store', (openStore, { reopen }) => {
  it('tells new events from those it has, in order, within one call too', async () => {
    const store = await openStore()
    expect(await store.write(tx => tx.insertEvents([event('1'), event('2'), event('1', { data: '{"x":1}' }), event('1', { source: '/t' })]))).toEqual([true, true, false, true])
    expect(await store.write(tx => tx.insertEvents([event('2'), event('3')]))).toEqual([false, true])
    expect(await store.write(tx => tx.insertEvents([]))).toEqual([])
    const rows = await store.reader.selectFrom('event').select(['source', 'id', 'data', 'ext']).orderBy('seq').execute()
    expect(rows.map(row => `${row.source} ${row.id} ${row.data} ${row.ext}`)).toEqual(['/s 1 {} null', '/s 2 {} null', '/t 1 {} null', '/s 3 {} null'])
  })

  it('gives rows back as they were saved, in the order of the keys', async () => {
    const store = await openStore()
    const found = await store.write(async (tx) => {
      await tx.saveRows('pledge_campaign', [campaign('A'), campaign('B', { valid_until_ms: 9_000_000_000_000 })])
      await tx.saveRows('unit_span', [unitSpan('a', -62_135_596_800_000), unitSpan('a', 5)])
      return [await tx.loadRows('pledge_campaign', [['B'], ['none'], ['A']]), await tx.loadRows('unit_span', [['a', 5], ['a', -62_135_596_800_000], ['b', 5]])]
    })
    expect(found).toEqual([[campaign('B', { valid_until_ms: 9_000_000_000_000 }), undefined, campaign('A')], [unitSpan('a', 5), unitSpan('a', -62_135_596_800_000), undefined]])
  })

  it('replaces whole rows, and deletes those that are named', async () => {
    const store = await openStore()
    await store.write(async (tx) => {
      await tx.saveRows('pledge_campaign', [campaign('A', { valid_until_ms: 7 }), campaign('B'), campaign('C')])
      await tx.saveRows('pledge_campaign', [campaign('A')])
      await tx.saveRows('pledge_campaign', [])
      await tx.deleteRows('pledge_campaign', [['B'], ['none']])
      await tx.deleteRows('pledge_campaign', [])
    })
    expect(await store.reader.selectFrom('pledge_campaign').selectAll().orderBy('campaign').execute()).toEqual([campaign('A'), campaign('C')])
  })

  it('adds to tallies, and sums are numbers', async () => {
    const store = await openStore()
    const tally = (n: number, day = 1) => ({ unit: 'a', measure: 'm', day, n })
    await store.write(async (tx) => {
      await tx.addTallies([tally(2), tally(5, 2)])
      await tx.addTallies([tally(-3)])
      await tx.addTallies([])
    })
    expect(await store.reader.selectFrom('tally').selectAll().orderBy('day').execute()).toEqual([tally(-1), tally(5, 2)])
    expect(await store.reader.selectFrom('tally').select(eb => eb.fn.sum<number>('n').as('n')).executeTakeFirst()).toEqual({ n: 4 })
  })

  it('marks a topic once', async () => {
    const store = await openStore()
    await store.write(tx => tx.markDirty([{ unit: 'a', subject: 'feed' }, { unit: 'a', subject: 'feed' }]))
    await store.write(tx => tx.markDirty([{ unit: 'a', subject: 'feed' }, { unit: 'b', subject: 'feed' }]))
    expect(await marks(store)).toEqual([{ unit: 'a', subject: 'feed' }, { unit: 'b', subject: 'feed' }])
  })

  it('leaves nothing of a transaction that throws, and goes on', async () => {
    const store = await openStore()
    const failed = store.write(async (tx) => {
      await tx.markDirty([{ unit: 'a', subject: 'feed' }])
      await tx.insertEvents([event('1')])
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await marks(store)).toEqual([])
    expect(await store.write(tx => tx.insertEvents([event('1')]))).toEqual([true])
  })

  it('runs transactions one after the other, in the order they came', async () => {
    const store = await openStore()
    const order: string[] = []
    const work = (name: string) => store.write(async (tx) => {
      order.push(`${name} begins`)
      await tx.markDirty([{ unit: name, subject: 'feed' }])
      order.push(`${name} ends`)
    })
    await Promise.all([work('a'), work('b'), work('c')])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('keeps its epoch over a restart, until it is renewed', async () => {
    const store = await openStore()
    const epoch = await readEpoch(store)
    expect(epoch).toMatch(/^[A-Z0-9]{8}$/i)
    const again = await reopen(store)
    expect(await readEpoch(again)).toBe(epoch)
    const renewed = await again.write(tx => renewEpoch(tx))
    expect([renewed === epoch, await readEpoch(again)]).toEqual([false, renewed])
  })
})

it('work that fails does not hold up the next', async () => {
  const serial = createSerial()
  const failed = serial(async () => Promise.reject(new Error('no')))
  const next = serial(async () => 'yes')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
