/**
 * The bulk statements of `Tx` on PostgreSQL: one statement for all rows, which travel as one JSON parameter and
 * take their types from the table itself (`jsonb_populate_recordset`).
 */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import type { FoldedTable, Key, Row, Tx } from '../store.ts'
import { sql } from 'kysely'
import { KEYS } from '../store.ts'

const EVENT_COLUMNS = sql.raw('source, id, type, subject, time_ms, time, data, ext, object, digest, received_ms, wide, voided')

export function postgresBulk(db: Kysely<Database>): Omit<Tx, 'db'> {
  return {
    async insertEvents(rows) {
      if (rows.length === 0)
        return []
      const inserted = await sql<{ source: string, id: string }>`
        insert into event (${EVENT_COLUMNS})
        select ${EVENT_COLUMNS} from jsonb_populate_recordset(null::event, ${JSON.stringify(rows)}::text::jsonb)
        on conflict (source, id) do nothing returning source, id`.execute(db)
      const fresh = new Set(inserted.rows.map(row => `${row.source}\t${row.id}`))
      return rows.map(row => fresh.delete(`${row.source}\t${row.id}`))
    },
    async loadRows<T extends FoldedTable>(table: T, keys: readonly Key[]) {
      if (keys.length === 0)
        return []
      const found = await sql<Row<T>>`
        select t.* from jsonb_populate_recordset(null::${sql.table(table)}, ${keysJson(table, keys)}::text::jsonb) k
        join ${sql.table(table)} t on ${sameKey(table)}`.execute(db)
      const byKey = new Map(found.rows.map(row => [keyText(KEYS[table].map(column => Reflect.get(row as object, column) as string | number)), row]))
      return keys.map(key => byKey.get(keyText(key)))
    },
    async saveRows(table, rows) {
      if (rows.length === 0)
        return
      const columns = Object.keys(rows[0]!)
      const keys: readonly string[] = KEYS[table]
      const rest = columns.filter(column => !keys.includes(column))
      await sql`
        insert into ${sql.table(table)} (${list(columns)})
        select ${list(columns)} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::text::jsonb)
        on conflict (${list(keys)}) do update set ${sql.raw(rest.map(column => `${column} = excluded.${column}`).join(', '))}`.execute(db)
    },
    async deleteRows(table, keys) {
      if (keys.length > 0)
        await sql`delete from ${sql.table(table)} t using jsonb_populate_recordset(null::${sql.table(table)}, ${keysJson(table, keys)}::text::jsonb) k where ${sameKey(table)}`.execute(db)
    },
    async addTallies(rows) {
      if (rows.length > 0) {
        await sql`insert into tally (unit, measure, day, n) select unit, measure, day, n from jsonb_populate_recordset(null::tally, ${JSON.stringify(rows)}::text::jsonb)
          on conflict (unit, measure, day) do update set n = tally.n + excluded.n`.execute(db)
      }
    },
    async markDirty(rows) {
      if (rows.length > 0) {
        await sql`insert into dirty_topic (unit, subject) select unit, subject from jsonb_populate_recordset(null::dirty_topic, ${JSON.stringify(rows)}::text::jsonb)
          on conflict do nothing`.execute(db)
      }
    },
  }
}

function list(columns: readonly string[]) {
  return sql.raw(columns.join(', '))
}

function sameKey(table: FoldedTable) {
  return sql.raw(KEYS[table].map(column => `t.${column} = k.${column}`).join(' and '))
}

function keysJson(table: FoldedTable, keys: readonly Key[]): string {
  const columns: readonly string[] = KEYS[table]
  return JSON.stringify(keys.map(key => Object.fromEntries(columns.map((column, i) => [column, key[i]]))))
}

function keyText(key: Key): string {
  return key.join('\t')
}
