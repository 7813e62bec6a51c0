import type { Store } from '../../src/db/store.ts'
import { expect, it } from 'vitest'
import { describeEachDatabase } from './databases.ts'

const dirty = async (store: Store) => (await store.reader.selectFrom('dirty_topic').select('unit').orderBy('unit').execute()).map(row => row.unit)
const mark = (store: Store, unit: string) => store.write(tx => tx.markDirty([{ unit, subject: 'pledges' }]))

describeEachDatabase('a test database', (openStore, { kind, reopen }) => {
  it('is empty, whatever the test before has written', async () => {
    const store = await openStore()
    await mark(store, 'wuchang')
    expect(await dirty(store)).toEqual(['wuchang'])
  })

  it('is empty again in the next test', async () => {
    expect(await dirty(await openStore())).toEqual([])
  })

  it('has nothing in common with another one', async () => {
    const [one, other] = [await openStore(), await openStore()]
    await mark(one, 'shouyi')
    expect([await dirty(one), await dirty(other)]).toEqual([['shouyi'], []])
  })

  it('holds what was written when it is opened again', async () => {
    const store = await openStore()
    await mark(store, 'shouyi')
    const again = await reopen(store)
    expect(await dirty(again)).toEqual(['shouyi'])
    expect(again.dialect).toBe(kind === 'sqlite' ? 'sqlite' : 'postgres')
  })
})
