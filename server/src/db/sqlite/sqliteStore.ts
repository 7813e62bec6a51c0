/** The embedded store: one file, one writing connection with full sync, one reading connection. */
import type { Database } from '../schema.ts'
import type { Store, Tx } from '../store.ts'
import type { Connection } from './connection.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, SqliteDialect } from 'kysely'
import { migrate } from '../migrate.ts'
import { createSerial } from '../serial.ts'
import { StoreUnavailable } from '../store.ts'
import { sqliteBulk } from './bulk.ts'
import { openConnection } from './connection.ts'

/** Another process may hold the write lock for a moment (a backup, the command line tool); longer is an outage. */
const LOCK_PATIENCE_MS = 1_500
const LOCK_RETRY_MS = 20

export async function openSqliteStore(path: string): Promise<Store> {
  const writing = openConnection(path, 'write')
  const writer = new Kysely<Database>({ dialect: new SqliteDialect({ database: writing }) })
  await migrate(writer, 'sqlite')
  const reading = openConnection(path, 'read')
  const reader = new Kysely<Database>({ dialect: new SqliteDialect({ database: reading }) })
  const serial = createSerial()
  const tx: Tx = { db: writer, ...sqliteBulk(writing) }

  return {
    dialect: 'sqlite',
    reader,
    write: work => serial(async () => {
      writing.assertFile()
      reading.assertFile()
      await begin(writing)
      try {
        const result = await work(tx)
        writing.exec('commit')
        return result
      }
      catch (error) {
        // SQLite has already rolled back by itself after some errors (disk full).
        if (writing.inTransaction)
          writing.exec('rollback')
        throw error
      }
    }),
    async close() {
      await serial(async () => undefined)
      await reader.destroy()
      await writer.destroy()
    },
  }
}

async function begin(connection: Connection): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += LOCK_RETRY_MS) {
    try {
      connection.exec('begin immediate')
      return
    }
    catch (error) {
      if (!(error instanceof StoreUnavailable) || error.reason !== 'locked' || waitedMs >= LOCK_PATIENCE_MS)
        throw error
      await pause(LOCK_RETRY_MS)
    }
  }
}
