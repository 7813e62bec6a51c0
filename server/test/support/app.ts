/**
 * The whole server in the process, with its real parts, on a database that the test gives: facts go in by HTTP,
 * topics come out by HTTP and by live connection on port 0.
 */
import type { Topic } from '@qinglian/shared'
import type { AddressInfo } from 'node:net'
import type { App } from '../../src/app.ts'
import type { Store } from '../../src/db/store.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { buildApp } from '../../src/app.ts'
import { createLog } from '../../src/log.ts'
import { createParts } from '../../src/parts.ts'

export const INGEST_KEY = 'test-ingest-key-of-32-characters'

export interface TestApp extends App {
  readonly url: string
  readonly log: string[]
  /** Posts events as one batch; gives the answer's body. */
  readonly post: (...events: object[]) => Promise<{ accepted: number, duplicate: number, rejected: object[] }>
  /** A topic as HTTP answers it now. */
  readonly topic: (name: string) => Promise<Topic>
  readonly connect: () => ReturnType<typeof io>
}

/** Started and ready. The store is closed with the app. */
export async function startApp(store: Store, clock: () => number = Date.now, configDir?: string): Promise<TestApp> {
  const home = mkdtempSync(join(tmpdir(), 'qinglian-app-'))
  const log: string[] = []
  const sockets: ReturnType<typeof io>[] = []
  const to = createLog('info', { write: line => void log.push(line) })
  const settings = { fieldKeyFile: join(home, 'field.key'), ingestKey: INGEST_KEY, publicAccess: 'open', timezone: 'Asia/Shanghai', demo: false, ...configDir === undefined ? {} : { configDir } } as const
  const parts = await createParts({ settings, store, log: to, clock, random: randomBytes, after: later })
  const app = await buildApp({ settings, parts, log: to, clock, newId: randomUUID, version: '0.0.0', build: 'test', webRoot: join(home, 'dist') })
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  await app.start()
  const url = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`

  return {
    ...app,
    url,
    log,
    async post(...events) {
      const answer = await fetch(`${url}/api/v1/events`, { method: 'POST', headers: { 'content-type': 'application/cloudevents-batch+json', 'authorization': `Bearer ${INGEST_KEY}` }, body: JSON.stringify(events) })
      return await answer.json() as { accepted: number, duplicate: number, rejected: object[] }
    },
    topic: async name => await (await fetch(`${url}/api/v1/topics/${name}`)).json() as Topic,
    connect() {
      const socket = io(url, { auth: { protocol: 1 }, transports: ['websocket'], reconnection: false, forceNew: true })
      sockets.push(socket)
      return socket
    },
    async close() {
      sockets.forEach(socket => socket.close())
      await app.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
