/** What makes an answer durable: asked of the very connection that commits (SQLite) or of the session that does (PostgreSQL). */
import type { Store } from '../../src/db/store.ts'
import type { DatabaseKind } from '../support/databases.ts'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../support/databases.ts'

/** The single value of a question put inside a write transaction. */
async function ask(store: Store, question: string): Promise<unknown> {
  const { rows } = await store.write(({ db }) => sql.raw<Record<string, unknown>>(question).execute(db))
  return Object.values(rows[0]!)[0]
}

const FULL = 2

describeEachDatabase('a commit', (openStore, { kind, reopen }) => {
  it('waits until it is on the disk, also after the database is opened again', async () => {
    let store = await openStore()
    await expectFullSync(store, kind)
    store = await reopen(store)
    await expectFullSync(store, kind)
  })
})

async function expectFullSync(store: Store, kind: DatabaseKind): Promise<void> {
  if (kind === 'sqlite') {
    expect(await ask(store, 'pragma synchronous')).toBe(FULL)
    expect(await ask(store, 'pragma journal_mode')).toBe('wal')
  }
  else if (kind === 'postgres') {
    expect(await ask(store, 'show synchronous_commit')).toBe('on')
  }
}
