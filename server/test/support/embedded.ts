/** Empty embedded databases, for behaviour that does not depend on the database: each closed and gone after its test. */
import type { Store } from '../../src/db/store.ts'
import type { TestDatabase } from './databases.ts'
import { afterEach } from 'vitest'
import { sqliteSource } from './sqliteSource.ts'

export interface Embedded {
  readonly openStore: () => Promise<Store>
  /** Closes a store and opens the same database again, as a restart does. */
  readonly reopen: (store: Store) => Promise<Store>
}

export function useEmbedded(): Embedded {
  const opened = new Map<Store, TestDatabase>()
  const source = sqliteSource()

  afterEach(async () => {
    const all = [...opened]
    opened.clear()
    for (const [store, database] of all) {
      await store.close()
      await database.remove()
    }
  })

  async function open(database: TestDatabase): Promise<Store> {
    const store = await database.open()
    opened.set(store, database)
    return store
  }

  return {
    openStore: async () => open(await source.create()),
    async reopen(store) {
      const database = opened.get(store)
      if (database === undefined)
        throw new Error('reopen takes a store that openStore gave')
      await store.close()
      opened.delete(store)
      return open(database)
    },
  }
}
