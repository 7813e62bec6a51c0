/** Turns what PostgreSQL and the network say into `StoreUnavailable` where it means "not now". */
import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { StoreUnavailable } from '../store.ts'

/** SQLSTATE classes and codes (PostgreSQL manual, appendix A), and codes of Node's sockets. */
const FULL = /^53100$/
const LOCKED = /^(?:55P03|40001|40P01)$/
const GONE = /^(?:08.{3}|57P0[1-5]|53[0234]00|58.{3}|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** node-postgres gives these without a code. */
const GONE_TEXT = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|PGlite is closed/i

export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailable)
    return error
  const code = String((error as { code?: unknown }).code ?? '')
  if (FULL.test(code))
    return new StoreUnavailable('full', error)
  if (LOCKED.test(code))
    return new StoreUnavailable('locked', error)
  if (GONE.test(code) || GONE_TEXT.test(error.message))
    return new StoreUnavailable('gone', error)
  return error
}

async function mapped<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  }
  catch (error) {
    throw asUnavailable(error)
  }
}

/** The same dialect, whose connections throw `StoreUnavailable` where the store is not available. */
export function withErrors(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => mapDriver(dialect.createDriver()),
  }
}

function mapDriver(driver: Driver): Driver {
  const inner = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const of = (connection: DatabaseConnection): DatabaseConnection => inner.get(connection) ?? connection
  return {
    init: options => driver.init(options),
    async acquireConnection(options) {
      const connection = await mapped(driver.acquireConnection(options))
      const outer: DatabaseConnection = {
        executeQuery: (query, opts) => mapped(connection.executeQuery(query, opts)),
        streamQuery: (query, chunkSize, opts) => connection.streamQuery(query, chunkSize, opts),
      }
      inner.set(outer, connection)
      return outer
    },
    beginTransaction: (connection, settings) => mapped(driver.beginTransaction(of(connection), settings)),
    commitTransaction: connection => mapped(driver.commitTransaction(of(connection))),
    rollbackTransaction: connection => mapped(driver.rollbackTransaction(of(connection))),
    releaseConnection: connection => driver.releaseConnection(of(connection)),
    destroy: () => driver.destroy(),
  }
}
