/** The door for facts with its real parts behind it, a real store among them, listening on a port of its own. */
import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { SourceScope } from '../../src/access/sourceScope.ts'
import type { IngestOptions } from '../../src/data/ingest/ingestRoutes.ts'
import type { EventWriter } from '../../src/data/statement.ts'
import type { Store } from '../../src/db/store.ts'
import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import fastify from 'fastify'
import { createSourceKeys } from '../../src/access/sourceKeys.ts'
import { FULL_SCOPE } from '../../src/access/sourceScope.ts'
import { createVault } from '../../src/access/vault.ts'
import { ingestRoutes } from '../../src/data/ingest/ingestRoutes.ts'
import { createRefusedKeeper } from '../../src/data/log/quarantine.ts'
import { createQuarantineList } from '../../src/data/log/quarantineList.ts'
import { createWriter } from '../../src/data/log/writer.ts'
import { createErrorHandler } from '../../src/errors.ts'
import { waitingAlerts } from '../../src/model/alerts/waiting.ts'
import { notices } from '../../src/model/notices.ts'
import { createOrgStore } from '../../src/model/org/orgStore.ts'
import { TERMS } from './terms.ts'

export const NOW = Date.UTC(2026, 10, 23, 2)
export const INGEST_KEY = 'test-ingest-key-of-32-characters'

export interface Door {
  readonly app: FastifyInstance
  /** What the routes were registered with. */
  readonly options: IngestOptions
  readonly store: Store
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly writer: EventWriter
  /** Milliseconds that the clock is ahead of `NOW`. */
  readonly clock: { aheadMs: number }
  readonly keyFor: (scope: Partial<SourceScope>) => Promise<string>
  /** Events that this key was denied. */
  readonly denialsOf: (key: string) => Promise<number | undefined>
  readonly post: (type: string, body: string | Buffer, headers?: Record<string, string>) => Promise<{ status: number, headers: Headers, body: DoorAnswer }>
  readonly close: () => Promise<void>
}

export interface DoorAnswer {
  accepted?: number
  duplicate?: number
  rejected?: { index: number, id?: string, code: string, pointer?: string, message: string }[]
  error?: { code: string, message: string, requestId: string }
}

export interface DoorOptions {
  /** Stands in for the writer of the log. */
  readonly writer?: EventWriter
}

export async function openDoor(store: Store, options: DoorOptions = {}): Promise<Door> {
  const clock = { aheadMs: 0 }
  const now = (): number => NOW + clock.aheadMs
  const vault = createVault({ fieldKey: Buffer.alloc(32, 1), random: randomBytes })
  const days = TERMS
  const org = await createOrgStore(store.reader)
  const keys = createSourceKeys({ store, clock: now, random: randomBytes, ingestKey: INGEST_KEY })
  const writer = options.writer ?? createWriter({ store, clock: now, days, org, vault, keepRefused: createRefusedKeeper(vault), onCommit: () => undefined })
  const ingest: IngestOptions = { keys, writer, quarantine: createQuarantineList(store, vault), tree: org.current, alerts: () => waitingAlerts(store.reader), notices: () => notices(store.reader, org.current(), now()), clock: now, days }
  const app = fastify()
  app.setErrorHandler(createErrorHandler(() => undefined))
  await app.register(ingestRoutes, ingest)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    app,
    options: ingest,
    store,
    url,
    writer,
    clock,
    keyFor: async scope => (await keys.create({ label: 'test', ...FULL_SCOPE, ...scope })).key,
    denialsOf: async key => (await keys.list()).find(listed => key.includes(`_${listed.id}_`))?.denied,
    async post(type, body, headers = {}) {
      const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers: { 'content-type': type, 'authorization': `Bearer ${INGEST_KEY}`, ...headers }, body: typeof body === 'string' ? body : new Uint8Array(body) })
      return { status: answer.status, headers: answer.headers, body: await answer.json() as DoorAnswer }
    },
    async close() {
      await app.close()
      await writer.close()
    },
  }
}
