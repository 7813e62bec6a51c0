/**
 * Quarantine: what was refused for its content (contract.md §1), so that a sender's mistake can be seen, corrected
 * and sent again. One row per source, id and keyed hash of the event; a repeat is counted. Kept 90 days after it was
 * last seen. The event itself is sealed: it may hold a name. Values of unknown members never come this far.
 */
import type { Insertable, Selectable } from 'kysely'
import type { Vault } from '../../access/vault.ts'
import type { QuarantineTable } from '../../db/schema.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Outcome, Refused, Statement } from '../statement.ts'
import { errorMessage } from '@qinglian/shared'
import { canonicalJson } from './canonical.ts'

export const QUARANTINE_DAYS = 90
const DAY_MS = 86_400_000
/** Rows of one statement, well under the parameters that either database takes. */
const ROWS_AT_ONCE = 500
const LONGEST_ID = 200
const LONGEST_TEXT = 500

export type SealedRow = Selectable<QuarantineTable>

export type KeepRefused = (tx: Tx, refused: readonly Refused[], nowMs: number) => Promise<void>

/** Keeps refused events, in the transaction that keeps what came with them. */
export function createRefusedKeeper(vault: Vault): KeepRefused {
  return async (tx, refused, nowMs) => {
    const rows = countedRows(refused, nowMs, vault)
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await tx.db.insertInto('quarantine').values(rows.slice(from, from + ROWS_AT_ONCE)).onConflict(conflict => conflict
        .columns(['source', 'event_id', 'hash'])
        .doUpdateSet(seen => ({
          code: seen.ref('excluded.code'),
          pointer: seen.ref('excluded.pointer'),
          message: seen.ref('excluded.message'),
          times: seen('quarantine.times', '+', seen.ref('excluded.times')),
          last_ms: seen.ref('excluded.last_ms'),
        }))).execute()
    }
  }
}

/** Statements that contradict what the log has under their identity, as refused events. */
export function conflictsAmong(statements: readonly Statement[], outcomes: readonly Outcome[]): Refused[] {
  return statements.filter((_, i) => outcomes[i] === 'conflict').map(({ index, source, id, type, subject, time, data, ext }) => ({
    index,
    source,
    id,
    type,
    subject,
    code: 'event.conflict',
    message: errorMessage('event.conflict'),
    event: { specversion: '1.0', id, source, type, subject, time, ...ext, data },
  }))
}

/** Removes what was last seen more than 90 days ago, a few rows at a time. @returns how many */
export async function expireQuarantine(store: Store, nowMs: number): Promise<number> {
  let removed = 0
  for (;;) {
    const old = await store.reader.selectFrom('quarantine').select('id').where('last_ms', '<', nowMs - QUARANTINE_DAYS * DAY_MS).orderBy('last_ms').limit(ROWS_AT_ONCE).execute()
    if (old.length === 0)
      return removed
    await store.write(tx => tx.db.deleteFrom('quarantine').where('id', 'in', old.map(row => row.id)).execute())
    removed += old.length
  }
}

/** One row per identity, with how often it occurs; one statement may not touch a row twice. */
function countedRows(refused: readonly Refused[], nowMs: number, vault: Vault): Insertable<QuarantineTable>[] {
  const rows = new Map<string, Insertable<QuarantineTable>>()
  for (const event of refused) {
    const content = canonicalJson(event.event)
    const source = storable(event.source, LONGEST_ID)
    const id = storable(event.id, LONGEST_ID)
    const hash = vault.digest(content)
    const identity = `${source}\t${id}\t${hash}`
    const known = rows.get(identity)
    rows.set(identity, known === undefined ? { ...rowOf(event, vault.sealBlob(content)), source, event_id: id, hash, times: 1, first_ms: nowMs, last_ms: nowMs } : { ...known, times: known.times + 1 })
  }
  return [...rows.values()]
}

function rowOf(event: Refused, body: string) {
  return {
    type: storable(event.type, LONGEST_ID),
    subject: event.subject,
    code: event.code,
    pointer: event.pointer === undefined ? null : storable(event.pointer, LONGEST_TEXT),
    message: storable(event.message, LONGEST_TEXT),
    body,
  }
}

/** Text that any database takes: no control characters, no half surrogates, no more than `longest` units. */
function storable(text: string, longest: number): string {
  return text.slice(0, longest).toWellFormed().replace(/\p{Cc}/gu, '\uFFFD')
}
