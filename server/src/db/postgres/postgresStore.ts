/** The store on PostgreSQL 14 or later. */
import type { Dialect as KyselyDialect } from 'kysely'
import type { Database } from '../schema.ts'
import type { Store } from '../store.ts'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'
import { migrate } from '../migrate.ts'
import { createSerial } from '../serial.ts'
import { postgresBulk } from './bulk.ts'
import { withErrors } from './errors.ts'

/** Type id of `bigint`. Our whole numbers are instants, days and counts, all within 2^53. */
export const INT8 = 20
/** Type id of `numeric`, which sums of bigint come as. */
export const NUMERIC = 1700

const CONNECT_PATIENCE_MS = 3_000
const LOCK_PATIENCE_MS = 3_000

export async function openPostgresStore(url: string): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    max: 6,
    connectionTimeoutMillis: CONNECT_PATIENCE_MS,
    options: `-c lock_timeout=${LOCK_PATIENCE_MS} -c synchronous_commit=on`,
    types: { getTypeParser: (id, format) => id === INT8 || id === NUMERIC ? Number : types.getTypeParser(id, format) },
  })
  // A connection that the server closes, idle or at work, is no reason to fall over: whoever was using it is told by the
  // query, and the next query opens another. The pool itself listens to idle ones alone.
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  return storeOn(new PostgresDialect({ pool }))
}

/** A store on any dialect that speaks PostgreSQL. */
export async function storeOn(dialect: KyselyDialect): Promise<Store> {
  const db = new Kysely<Database>({ dialect: withErrors(dialect) })
  await migrate(db, 'postgres')
  const serial = createSerial()
  return {
    dialect: 'postgres',
    reader: db,
    write: work => serial(() => db.transaction().execute(trx => work({ db: trx, ...postgresBulk(trx) }))),
    async close() {
      await serial(async () => undefined)
      await db.destroy()
    },
  }
}
