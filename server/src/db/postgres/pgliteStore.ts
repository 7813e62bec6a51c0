/** The store on PGlite, PostgreSQL inside the process: for tests. */
import type { Store } from '../store.ts'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { INT8, NUMERIC, storeOn } from './postgresStore.ts'

/** @param directory where PGlite keeps its files; in memory without. */
export async function openPgliteStore(directory?: string): Promise<Store> {
  const pglite = await PGlite.create({ ...(directory === undefined ? {} : { dataDir: directory }), parsers: { [INT8]: Number, [NUMERIC]: Number } })
  return storeOn(new PGliteDialect({ pglite }))
}
