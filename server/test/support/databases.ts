/**
 * Behaviour of the store holds on every database or not at all: `describeEachDatabase` runs the same tests on
 * SQLite (a file), on PGlite (PostgreSQL in the process) and, where `QINGLIAN_TEST_POSTGRES_URL` names a server,
 * on real PostgreSQL (`npm test` starts a throw-away one where the machine has the binaries). Each `openStore()`
 * gives an empty database of its own; after each test all of them are closed and gone.
 */
import type { Store } from '../../src/db/store.ts'
import process from 'node:process'
import { afterAll, afterEach, describe } from 'vitest'
import { pgliteSource } from './pgliteSource.ts'
import { postgresSource } from './postgresSource.ts'
import { sqliteSource } from './sqliteSource.ts'

export type DatabaseKind = 'sqlite' | 'pglite' | 'postgres'

/** One empty database that can be opened, again and again if need be, until it is removed. */
export interface TestDatabase {
  open: () => Promise<Store>
  remove: () => Promise<void>
}

/** Where empty databases of one kind come from. */
export interface DatabaseSource {
  create: () => Promise<TestDatabase>
  close: () => Promise<void>
}

export interface DatabaseTools {
  kind: DatabaseKind
  /** Closes a store and opens the same database again, as a restart does. */
  reopen: (store: Store) => Promise<Store>
}

type Body = (openStore: () => Promise<Store>, tools: DatabaseTools) => void

/** Runs `body` once per database; `openStore` opens a new, empty, migrated one. */
export function describeEachDatabase(name: string, body: Body): void {
  const url = process.env.QINGLIAN_TEST_POSTGRES_URL
  describe(`${name} on sqlite`, () => runOn('sqlite', sqliteSource(), body))
  describe(`${name} on pglite`, () => runOn('pglite', pgliteSource(), body))
  if (url)
    describe(`${name} on postgres`, () => runOn('postgres', postgresSource(url), body))
  else
    describe.skip(`${name} on postgres (no server)`)
}

function runOn(kind: DatabaseKind, source: DatabaseSource, body: Body): void {
  const opened = new Map<Store, TestDatabase>()

  async function openStore(): Promise<Store> {
    const database = await source.create()
    const store = await database.open()
    opened.set(store, database)
    return store
  }

  async function reopen(store: Store): Promise<Store> {
    const database = opened.get(store)
    if (!database)
      throw new Error('reopen takes a store that openStore gave')
    await store.close()
    opened.delete(store)
    const again = await database.open()
    opened.set(again, database)
    return again
  }

  afterEach(async () => {
    const all = [...opened]
    opened.clear()
    const endings = all.map(async ([store, database]) => {
      try {
        await store.close()
      }
      finally {
        await database.remove()
      }
    })
    await Promise.all(endings)
  })
  afterAll(() => source.close())

  body(openStore, { kind, reopen })
}
