/** The bulk statements of `Tx` on SQLite: a prepared statement in a loop, which is the fastest way in. */
import type { FoldedTable, Key, NewEvent, Row, Tx } from '../store.ts'
import type { Connection, PreparedStatement, SqliteValue } from './connection.ts'
import { KEYS } from '../store.ts'

const EVENT_COLUMNS = ['source', 'id', 'type', 'subject', 'time_ms', 'time', 'data', 'ext', 'object', 'digest', 'received_ms', 'wide', 'voided'] as const

const INSERT_EVENT = `insert into event (${EVENT_COLUMNS.join(', ')}) values (${EVENT_COLUMNS.map(() => '?').join(', ')}) on conflict (source, id) do nothing`
const ADD_TALLY = 'insert into tally (unit, measure, day, n) values (?, ?, ?, ?) on conflict (unit, measure, day) do update set n = n + excluded.n'
const MARK_DIRTY = 'insert into dirty_topic (unit, subject) values (?, ?) on conflict do nothing'

export function sqliteBulk(connection: Connection): Omit<Tx, 'db'> {
  return {
    async insertEvents(rows) {
      const insert = connection.prepare(INSERT_EVENT)
      return rows.map(row => insert.run(eventValues(row)).changes === 1)
    },
    async loadRows<T extends FoldedTable>(table: T, keys: readonly Key[]) {
      const select = connection.prepare(`select * from ${table} where ${whereKey(table)}`)
      return keys.map(key => select.get(key) as Row<T> | undefined)
    },
    async saveRows(table, rows) {
      let columns: string[] = []
      let save: PreparedStatement | undefined
      for (const row of rows) {
        if (save === undefined) {
          columns = Object.keys(row)
          save = connection.prepare(upsertSql(table, columns))
        }
        save.run(columns.map(column => Reflect.get(row, column) as SqliteValue))
      }
    },
    async deleteRows(table, keys) {
      const remove = connection.prepare(`delete from ${table} where ${whereKey(table)}`)
      for (const key of keys)
        remove.run(key)
    },
    async addTallies(rows) {
      const add = connection.prepare(ADD_TALLY)
      for (const row of rows)
        add.run([row.unit, row.measure, row.day, row.n])
    },
    async markDirty(rows) {
      const mark = connection.prepare(MARK_DIRTY)
      for (const row of rows)
        mark.run([row.unit, row.subject])
    },
  }
}

function eventValues(row: NewEvent): SqliteValue[] {
  return [row.source, row.id, row.type, row.subject, row.time_ms, row.time, row.data, row.ext ?? null, row.object ?? null, row.digest ?? null, row.received_ms, row.wide, row.voided]
}

function whereKey(table: FoldedTable): string {
  return KEYS[table].map(column => `${column} = ?`).join(' and ')
}

function upsertSql(table: FoldedTable, columns: readonly string[]): string {
  const keys: readonly string[] = KEYS[table]
  const rest = columns.filter(column => !keys.includes(column))
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) `
    + `on conflict (${keys.join(', ')}) do update set ${rest.map(column => `${column} = excluded.${column}`).join(', ')}`
}
