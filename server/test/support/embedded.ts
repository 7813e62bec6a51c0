/**
 * Empty embedded databases, each closed and gone after its test. Tests that use them run twice: on SQLite, and in the
 * project `unit on pglite` (vitest.config.ts) on PGlite, so that what the model says does not depend on the database.
 */
import type { Store } from '../../src/db/store.ts'
import type { TestDatabase } from './databases.ts'
import process from 'node:process'
import { afterAll, afterEach } from 'vitest'
import { pgliteSource } from './pgliteSource.ts'
import { sqliteSource } from './sqliteSource.ts'

export interface Embedded {
  readonly openStore: () => Promise<Store>
  /** Closes a store and opens the same database again, as a restart does. */
  readonly reopen: (store: Store) => Promise<Store>
}

const isPglite = process.env.QINGLIAN_TEST_EMBEDDED === 'pglite'

/** Runs of a property: PGlite is slower by an order of magnitude and looks at fewer. */
export function runsOf(onSqlite: number): number {
  return isPglite ? Math.ceil(onSqlite / 10) : onSqlite
}

export function useEmbedded(): Embedded {
  const opened = new Map<Store, TestDatabase>()
  const source = isPglite ? pgliteSource() : sqliteSource()

  afterEach(async () => {
    const all = [...opened]
    opened.clear()
    for (const [store, database] of all) {
      await store.close()
      await database.remove()
    }
  })

  afterAll(() => source.close())

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
