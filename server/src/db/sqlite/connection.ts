/**
 * One SQLite connection of `node:sqlite`, with its prepared statements kept. Where the file at its path is not the one it
 * opened (moved away, or a backup put in its place while running), it refuses: what it wrote would go nowhere, or mix with
 * the write-ahead log of another file.
 *
 * Promise of a writing connection: WAL with `synchronous=FULL`, so a commit that returned survives a power cut.
 * It never waits inside SQLite for a lock (that would stop the whole process): waiting is the caller's, without blocking.
 */
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreUnavailable } from '../store.ts'

/** How long a prepared statement list may grow before it is started anew; queries with lists of values vary. */
const MAX_STATEMENTS = 500

/** What node:sqlite takes and gives. Columns are text, whole numbers and null only. */
export type SqliteValue = string | number | null

export interface PreparedStatement extends SqliteStatement {
  get: (parameters: readonly SqliteValue[]) => Record<string, SqliteValue> | undefined
}

export interface Connection extends SqliteDatabase {
  prepare: (sql: string) => PreparedStatement
  exec: (sql: string) => void
  /** Throws `StoreUnavailable('gone')` where the file at the path is not the one that was opened. */
  assertFile: () => void
  readonly inTransaction: boolean
}

export function openConnection(path: string, mode: 'write' | 'read'): Connection {
  const statements = new Map<string, PreparedStatement>()
  const db = connect(path, mode)
  const opened = fileOf(path)

  return {
    get inTransaction() {
      return db.isTransaction
    },
    exec: sql => guarded(() => db.exec(sql)),
    prepare(sql) {
      const known = statements.get(sql)
      if (known !== undefined)
        return known
      if (statements.size >= MAX_STATEMENTS)
        statements.clear()
      const statement = prepare(db, sql)
      statements.set(sql, statement)
      return statement
    },
    assertFile() {
      if (fileOf(path) !== opened)
        throw new StoreUnavailable('gone', new Error('the database file is not the one that was opened'))
    },
    close: () => db.close(),
  }
}

function connect(path: string, mode: 'write' | 'read'): DatabaseSync {
  return guarded(() => {
    const db = new DatabaseSync(path, { readOnly: mode === 'read', timeout: mode === 'read' ? 1000 : 0 })
    if (mode === 'write')
      db.exec('pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory; pragma wal_autocheckpoint = 4000; pragma cache_size = -65536')
    else
      db.exec('pragma query_only = on; pragma temp_store = memory; pragma cache_size = -32768')
    return db
  })
}

/** Identity of the file at `path`, or `undefined` where there is none. */
function fileOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`
}

function prepare(db: DatabaseSync, sql: string): PreparedStatement {
  const statement = guarded(() => db.prepare(sql))
  return {
    reader: statement.columns().length > 0,
    all: parameters => guarded(() => statement.all(...parameters as SqliteValue[])),
    get: parameters => guarded(() => statement.get(...parameters) as Record<string, SqliteValue> | undefined),
    run: parameters => guarded(() => statement.run(...parameters as SqliteValue[])),
    iterate: parameters => statement.iterate(...parameters as SqliteValue[]) as IterableIterator<unknown>,
  }
}

/** Primary result codes of SQLite (sqlite.org/rescode.html) that mean "not now" rather than "wrong". */
const UNAVAILABLE: Record<number, StoreUnavailable['reason']> = { 5: 'locked', 6: 'locked', 7: 'gone', 8: 'gone', 10: 'gone', 11: 'gone', 13: 'full', 14: 'gone', 15: 'locked', 26: 'gone' }

function guarded<T>(call: () => T): T {
  try {
    return call()
  }
  catch (error) {
    const code = (error as { errcode?: unknown }).errcode
    const reason = typeof code === 'number' ? UNAVAILABLE[code & 0xFF] : undefined
    throw reason === undefined ? error : new StoreUnavailable(reason, error)
  }
}
