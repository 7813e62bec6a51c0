/**
 * The store: one database behind two doors.
 *
 * - `reader` is for questions. It never waits for a writer and never writes.
 * - `write` is for everything that changes something. Writes run one at a time, each in a transaction that is
 *   durable when the promise resolves (SQLite: WAL with full sync; PostgreSQL: synchronous commit).
 *
 * The hot path needs bulk statements that differ between the databases; they are the few methods of `Tx`,
 * one implementation per dialect. Everything else is Kysely and is the same on both.
 *
 * What can go wrong with the machine underneath (disk full, locked, gone) is one error: `StoreUnavailable`.
 * Nothing is half written when it is thrown, and the next call tries again.
 */
import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database, EventTable, TallyTable } from './schema.ts'

export type Dialect = 'sqlite' | 'postgres'

/** Tables whose rows the projections fold, with the columns that make a row's key. */
export const KEYS = {
  unit_span: ['code', 'since_ms'],
  staff_span: ['staff_no', 'since_ms'],
  source_system: ['system'],
  pledge_campaign: ['campaign'],
  pledge_signature: ['campaign', 'staff_no'],
  supervision_task: ['task'],
  supervision_finding: ['finding'],
  alert: ['alert'],
  model_record: ['kind', 'id'],
  kiosk_day: ['unit', 'day', 'kiosk'],
  portrait_day: ['unit', 'day'],
} as const satisfies { [T in keyof Database]?: readonly (keyof Database[T])[] }

export type FoldedTable = keyof typeof KEYS
export type Row<T extends keyof Database> = Selectable<Database[T]>
export type NewEvent = Omit<Insertable<EventTable>, 'seq'>
export type Key = readonly (string | number)[]

/** What one write transaction can do. */
export interface Tx {
  /** The same transaction as a query builder, for everything that is not in bulk. */
  readonly db: Kysely<Database>
  /** Appends events; for each, whether its (source, id) was new. In order, also within one call. */
  insertEvents: (rows: readonly NewEvent[]) => Promise<boolean[]>
  /** The rows with these keys, in the order of the keys; `undefined` where there is none. */
  loadRows: <T extends FoldedTable>(table: T, keys: readonly Key[]) => Promise<(Row<T> | undefined)[]>
  /** Inserts or replaces whole rows. */
  saveRows: <T extends FoldedTable>(table: T, rows: readonly Row<T>[]) => Promise<void>
  deleteRows: <T extends FoldedTable>(table: T, keys: readonly Key[]) => Promise<void>
  /** Adds `n` to each tally; rows that come to 0 may stay. */
  addTallies: (rows: readonly TallyTable[]) => Promise<void>
  /** Marks topics as perhaps changed. */
  markDirty: (rows: readonly { unit: string, subject: string }[]) => Promise<void>
}

export interface Store {
  readonly dialect: Dialect
  readonly reader: Kysely<Database>
  /** Runs `work` alone, in one transaction; rolls back and rethrows when it throws. */
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

export type UnavailableReason = 'full' | 'locked' | 'gone'

/** The database cannot take or answer this now; try again later (503 with `Retry-After`). */
export class StoreUnavailable extends Error {
  readonly reason: UnavailableReason

  constructor(reason: UnavailableReason, cause: unknown) {
    super(`store unavailable: ${reason}`, { cause })
    this.name = 'StoreUnavailable'
    this.reason = reason
  }
}
