/** Brings a database to the newest schema. Migrations are a list in code, run once each, in order. */
import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'
import type { Dialect } from './store.ts'
import { Migrator } from 'kysely/migration'
import * as spine from './migrations/001-spine.ts'

const MIGRATIONS = { '001-spine': spine }

export async function migrate(db: Kysely<Database>, dialect: Dialect): Promise<void> {
  const steps = Object.entries(MIGRATIONS).map(([name, step]) => [name, { up: (on: Kysely<Database>) => step.up(on, dialect === 'postgres') }] as const)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(steps) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw error
}
