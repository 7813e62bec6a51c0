/**
 * Source keys: who may bring facts in, and how far they reach (contract.md §1).
 *
 * A key reads `qlk_<id>_<secret>`. The database keeps a SHA-256 of the whole key, which is enough for 256 random bits.
 * Every request looks its key up again, so that a revocation by another process counts at once. The key of the
 * setting `QINGLIAN_INGEST_KEY` has full scope and no row.
 */
import type { Store } from '../db/store.ts'
import type { SourceScope } from './sourceScope.ts'
import { Buffer } from 'node:buffer'
import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '../errors.ts'
import { FULL_SCOPE, normalisePrefix } from './sourceScope.ts'

const ID_BYTES = 6
const SECRET_BYTES = 32
const KEY = /^qlk_([0-9a-f]{12})_[\w-]{43}$/
const BEARER = /^Bearer +(\S+) *$/i

/** A key that has been recognised. */
export interface SourceKey {
  /** Null for the key of the setting. */
  readonly id: string | null
  readonly scope: SourceScope
}

export interface ListedKey extends SourceScope {
  readonly id: string
  readonly label: string
  readonly createdMs: number
  readonly revokedMs: number | null
  /** Events refused because they were out of its scope. */
  readonly denied: number
}

export interface SourceKeys {
  /** The key in full is given this once only. */
  create: (wanted: { label: string } & SourceScope) => Promise<{ id: string, key: string }>
  /** @param authorization the header. Throws `AppError` with `auth.missing-key`, `auth.unknown-key` or `auth.revoked-key`. */
  authenticate: (authorization: string | undefined) => Promise<SourceKey>
  list: () => Promise<ListedKey[]>
  /** @returns whether there was such a key in force. */
  revoke: (id: string) => Promise<boolean>
  /** Counts events that a key may not send. Counts that come while one is written are written together. */
  countDenied: (key: SourceKey, events: number) => Promise<void>
}

export interface SourceKeysOptions {
  readonly store: Store
  readonly clock: () => number
  readonly random: (bytes: number) => Buffer
  /** `QINGLIAN_INGEST_KEY`. */
  readonly ingestKey?: string | undefined
}

export function createSourceKeys({ store, clock, random, ingestKey }: SourceKeysOptions): SourceKeys {
  const full = ingestKey === undefined ? undefined : sha256(ingestKey)
  return {
    async create({ label, sourcePrefix, types, unit }) {
      const id = random(ID_BYTES).toString('hex')
      const key = `qlk_${id}_${random(SECRET_BYTES).toString('base64url')}`
      await store.write(tx => tx.db.insertInto('source_key').values({
        id,
        hash: sha256(key).toString('hex'),
        label,
        source_prefix: normalisePrefix(sourcePrefix),
        types: types === null ? null : JSON.stringify(types),
        unit,
        created_ms: clock(),
        revoked_ms: null,
        denied: 0,
      }).execute())
      return { id, key }
    },
    async authenticate(authorization) {
      if (authorization === undefined || authorization === '')
        throw new AppError('auth.missing-key')
      const key = BEARER.exec(authorization)?.[1]
      if (key === undefined)
        throw new AppError(/^Bearer\b/i.test(authorization) ? 'auth.unknown-key' : 'auth.missing-key')
      const hash = sha256(key)
      return full !== undefined && timingSafeEqual(hash, full) ? { id: null, scope: FULL_SCOPE } : lookUp(store, key, hash)
    },
    async list() {
      const rows = await store.reader.selectFrom('source_key').selectAll().orderBy('created_ms').orderBy('id').execute()
      return rows.map(row => ({ id: row.id, label: row.label, ...scopeOf(row), createdMs: row.created_ms, revokedMs: row.revoked_ms, denied: row.denied }))
    },
    async revoke(id) {
      const result = await store.write(tx => tx.db.updateTable('source_key').set({ revoked_ms: clock() }).where('id', '=', id).where('revoked_ms', 'is', null).executeTakeFirst())
      return result.numUpdatedRows > 0n
    },
    countDenied: createDenialCounter(store),
  }
}

async function lookUp(store: Store, key: string, hash: Buffer): Promise<SourceKey> {
  const id = KEY.exec(key)?.[1]
  const row = id === undefined ? undefined : await store.reader.selectFrom('source_key').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || !timingSafeEqual(hash, Buffer.from(row.hash, 'hex')))
    throw new AppError('auth.unknown-key')
  if (row.revoked_ms !== null)
    throw new AppError('auth.revoked-key')
  return { id: row.id, scope: scopeOf(row) }
}

function scopeOf(row: { source_prefix: string, types: string | null, unit: string | null }): SourceScope {
  return { sourcePrefix: row.source_prefix, types: row.types === null ? null : JSON.parse(row.types) as string[], unit: row.unit }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Adds up in memory while a count is being written, so that a flood of refusals is no flood of writes. */
function createDenialCounter(store: Store): SourceKeys['countDenied'] {
  let waiting = new Map<string, number>()
  let next: Promise<void> | undefined
  let current: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    await current.catch(() => undefined)
    const counts = waiting
    waiting = new Map()
    next = undefined
    current = store.write(async (tx) => {
      for (const [id, events] of counts)
        await tx.db.updateTable('source_key').set(row => ({ denied: row('denied', '+', events) })).where('id', '=', id).execute()
    })
    await current
  }

  return async ({ id }, events) => {
    if (id === null || events === 0)
      return
    waiting.set(id, (waiting.get(id) ?? 0) + events)
    next ??= write()
    await next
  }
}
