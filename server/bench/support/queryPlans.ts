/**
 * What SQLite does for each query of the topics: every statement that computing them prepares, with its plan. Works on a
 * database as it is and changes nothing: each transaction is rolled back.
 */
import type { Database } from '../../src/db/schema.ts'
import type { Store } from '../../src/db/store.ts'
import { DatabaseSync } from 'node:sqlite'
import { SUBJECTS } from '@qinglian/shared'
import { Kysely, SqliteDialect } from 'kysely'
import { UNITS } from '../../../scripts/bench-kit/district.ts'
import { sqliteBulk } from '../../src/db/sqlite/bulk.ts'
import { openConnection } from '../../src/db/sqlite/connection.ts'
import { openModel } from './house.ts'

/** Tables that grow with the log. */
const GROWING = ['event', 'supervision_task', 'supervision_finding', 'pledge_signature', 'tally', 'alert']

export interface Plan { sql: string, steps: string[], fullScans: string[] }

/** @param path the database file, which nobody else writes to meanwhile */
export async function queryPlans(path: string): Promise<Plan[]> {
  const seen = new Set<string>()
  const connection = openConnection(path, 'write')
  const listening = {
    ...connection,
    prepare(sql: string) {
      seen.add(sql)
      return connection.prepare(sql)
    },
  }
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: listening }) })
  const store: Store = {
    dialect: 'sqlite',
    reader: db,
    async write(work) {
      connection.exec('begin immediate')
      try {
        return await work({ db, ...sqliteBulk(listening) })
      }
      finally {
        connection.exec('rollback')
      }
    },
    close: () => db.destroy(),
  }
  const model = await openModel(store)
  for (const unit of UNITS) {
    for (const subject of SUBJECTS)
      await model.present(unit, subject)
  }
  await store.close()
  return explained(path, [...seen])
}

function explained(path: string, statements: readonly string[]): Plan[] {
  const db = new DatabaseSync(path, { readOnly: true })
  const plans = statements.map((sql) => {
    const steps = db.prepare(`explain query plan ${sql}`).all().map(row => String(row.detail))
    return { sql, steps, fullScans: steps.filter(isFullScan) }
  })
  db.close()
  return plans
}

/** `SCAN t` goes through all of a table, or with `USING INDEX` through all of an index; `SEARCH` does not. */
function isFullScan(step: string): boolean {
  const table = /^SCAN (\w+)/.exec(step)?.[1]
  return table !== undefined && GROWING.includes(table)
}
