/** Reading and emptying quarantine, as far as a key's scope reaches. */
import type { QuarantineEntry } from '@qinglian/shared'
import type { SourceScope, UnitReach } from '../../access/sourceScope.ts'
import type { Vault } from '../../access/vault.ts'
import type { Store } from '../../db/store.ts'
import type { SealedRow } from './quarantine.ts'
import { coversSource, coversType, coversUnit } from '../../access/sourceScope.ts'

/** Whose eyes: a key's scope over the tree of now. */
export interface Reader {
  readonly scope: SourceScope
  readonly tree: UnitReach
  readonly nowMs: number
}

export interface QuarantinePage {
  readonly entries: QuarantineEntry[]
  /** Pass as `before` for the next page; absent on the last one. */
  readonly before?: number
}

export interface QuarantineList {
  /** Newest first. A page may be short, or empty, and still not be the last: `before` says. */
  page: (reader: Reader, limit: number, before?: number) => Promise<QuarantinePage>
  /** One entry; `undefined` where there is none, or none within the scope. */
  get: (reader: Reader, id: number) => Promise<QuarantineEntry | undefined>
  remove: (id: number) => Promise<void>
}

const ROWS_AT_ONCE = 200
/** Rows looked at for one page: a narrow key over a long list gets its answer in several steps. */
const MOST_ROWS = 2_000

export function createQuarantineList(store: Store, vault: Vault): QuarantineList {
  const newest = (before: number) => store.reader.selectFrom('quarantine').selectAll().where('id', '<', before).orderBy('id', 'desc').limit(ROWS_AT_ONCE).execute()

  return {
    async page(reader, limit, before = Number.MAX_SAFE_INTEGER) {
      const entries: QuarantineEntry[] = []
      let seen = 0
      for (let rows = await newest(before); rows.length > 0; rows = await newest(before)) {
        for (const row of rows) {
          if (entries.length === limit || seen === MOST_ROWS)
            return { entries, before }
          before = row.id
          seen += 1
          if (isWithin(reader, row))
            entries.push(entryOf(row, vault))
        }
      }
      return { entries }
    },
    async get(reader, id) {
      const row = await store.reader.selectFrom('quarantine').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined || !isWithin(reader, row) ? undefined : entryOf(row, vault)
    },
    async remove(id) {
      await store.write(tx => tx.db.deleteFrom('quarantine').where('id', '=', id).execute())
    },
  }
}

/** Where senders were wrong, without what they said: newest first. */
export function listProblems(store: Store, limit: number) {
  return store.reader.selectFrom('quarantine').select(['id', 'source', 'event_id', 'type', 'code', 'pointer', 'message', 'times', 'last_ms']).orderBy('id', 'desc').limit(limit).execute()
}

/** What names no unit is shown only to a key that is not limited to one. */
function isWithin(reader: Reader, row: SealedRow): boolean {
  return coversSource(reader.scope, row.source)
    && (row.type === '' || coversType(reader.scope, row.type))
    && (row.subject === null ? reader.scope.unit === null : coversUnit(reader.scope, row.subject, reader))
}

function entryOf(row: SealedRow, vault: Vault): QuarantineEntry {
  const event: unknown = JSON.parse(vault.openBlob(row.body))
  return {
    id: row.id,
    source: row.source,
    eventId: row.event_id,
    type: row.type,
    code: row.code,
    ...(row.pointer === null ? {} : { pointer: row.pointer }),
    message: row.message,
    times: row.times,
    firstAt: new Date(row.first_ms).toISOString(),
    lastAt: new Date(row.last_ms).toISOString(),
    event,
  }
}
