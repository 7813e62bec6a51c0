/**
 * The whole server as a visitor meets it: real parts, HTTP and sockets on port 0, and between the server and the visitor a wire
 * that keeps every byte the server sends. Its clock runs many times as fast, so that minutes of quiet times, ticks and
 * alerts pass in a second or two.
 */
import type { Topic } from '@qinglian/shared'
import type { AddressInfo, Socket } from 'node:net'
import type { Store } from '../../../src/db/store.ts'
import type { Fact } from '../truth/facts.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { vi } from 'vitest'
import { buildApp } from '../../../src/app.ts'
import { createLog } from '../../../src/log.ts'
import { createParts } from '../../../src/parts.ts'
import { INGEST_KEY } from '../../support/app.ts'

const SPEED = 60
const NO_LIMIT = { reads: 100_000, facts: 100_000, files: 100_000 }

/** The samples' types and an optional one, as `worlds.ts` has them. */
const OPTIONAL_TYPES = `pledgeTypes:
  - { code: anti_drug, name: 禁毒承诺, mandatory: true, indicator: plg.antidrug }
  - { code: business_conduct, name: 规范经营廉政承诺书, mandatory: true, indicator: plg.business }
  - { code: integrity, name: 廉政承诺书, mandatory: true, indicator: plg.integrity }
  - { code: neighbourly, name: 睦邻承诺, mandatory: false }
`

export interface Lobby {
  /** Where a visitor asks; every byte of the answer is kept. */
  readonly url: string
  /** Lines of the server's log, of every level. */
  readonly log: readonly string[]
  /** All that the server has sent to visitors, in the order of its connections. */
  readonly sent: () => string
  /** Facts by the staff entrance: what is answered there goes to the upstream alone. */
  readonly post: (events: readonly object[]) => Promise<{ accepted: number, duplicate: number, rejected: object[] }>
  /** Watches from now on, as loudly as may be asked for. */
  readonly watch: (audience: string, transport: 'websocket' | 'polling', names: readonly string[]) => Promise<readonly Topic[]>
  /** Begins what only time brings, alerts among it, and waits until nothing is left to be shown. */
  readonly start: () => Promise<void>
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function openLobby(store: Store, nowMs: number): Promise<Lobby> {
  const home = mkdtempSync(join(tmpdir(), 'qinglian-lobby-'))
  writeFileSync(join(home, 'pledge-types.yaml'), OPTIONAL_TYPES)
  const log: string[] = []
  const begunAt = performance.now()
  const clock = (): number => Math.floor(nowMs + (performance.now() - begunAt) * SPEED)
  const settings = { configDir: home, fieldKeyFile: join(home, 'field.key'), ingestKey: INGEST_KEY, publicAccess: 'open', timezone: 'Asia/Shanghai', demo: false } as const
  const to = createLog('trace', { write: line => void log.push(line) })
  const parts = await createParts({ settings, store, log: to, clock, random: randomBytes, after: (ms, run) => {
    const timer = setTimeout(run, ms / SPEED)
    return () => clearTimeout(timer)
  } })
  const app = await buildApp({ settings, parts, log: to, clock, newId: randomUUID, version: '0.0.0', build: 'test', webRoot: join(home, 'dist'), limits: NO_LIMIT })
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const inner = (app.http.server.address() as AddressInfo).port
  const wire = await openWire(inner)
  const sockets: ReturnType<typeof io>[] = []

  async function settled(): Promise<void> {
    await vi.waitFor(async () => {
      const left = await store.reader.selectFrom('dirty_topic').selectAll().execute()
      if (left.length > 0)
        throw new Error(`not shown yet: ${JSON.stringify(left.slice(0, 3))}`)
    }, { timeout: 30_000, interval: 20 })
  }

  return {
    url: wire.url,
    log,
    sent: wire.sent,
    async post(events) {
      const headers = { 'content-type': 'application/cloudevents-batch+json', 'authorization': `Bearer ${INGEST_KEY}` }
      const answer = await fetch(`http://127.0.0.1:${inner}/api/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) })
      return await answer.json() as { accepted: number, duplicate: number, rejected: object[] }
    },
    async watch(audience, transport, names) {
      const socket = io(wire.url, { auth: { protocol: 1, audience }, transports: [transport], reconnection: false, forceNew: true })
      sockets.push(socket)
      const seen: Topic[] = []
      socket.on('topic', (topic: Topic) => seen.push(topic))
      const answer = await socket.timeout(20_000).emitWithAck('topics:watch', { topics: names.map(name => ({ name })) }) as { data: { topics: Topic[] } }
      seen.push(...answer.data.topics)
      return seen
    },
    async start() {
      await app.start()
      await vi.waitFor(async () => {
        // The first tick of the alert engine is through once it has noted what it saw.
        const row = await store.reader.selectFrom('meta').select('value').where('key', '=', 'alert_holds').executeTakeFirst()
        if (row === undefined)
          throw new Error('no tick yet')
      }, { timeout: 20_000, interval: 20 })
      await settled()
    },
    settled,
    async close() {
      sockets.forEach(socket => socket.close())
      await wire.close()
      await app.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A plain TCP relay that keeps what comes back. */
async function openWire(port: number) {
  const kept: Buffer[][] = []
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, (visitor) => {
    const bytes: Buffer[] = []
    kept.push(bytes)
    const inside = connect({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [visitor, inside]) {
      open.add(socket)
      socket.on('close', () => open.delete(socket)).on('error', () => [visitor, inside].forEach(end => end.destroy()))
    }
    inside.on('data', chunk => bytes.push(chunk))
    visitor.pipe(inside).pipe(visitor)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => kept.map(bytes => Buffer.concat(bytes).toString()).join('\n'),
    close: () => new Promise<void>((resolve) => {
      open.forEach(socket => socket.destroy())
      server.close(() => resolve())
    }),
  }
}

/** Batches of a few hundred events, in an order of their own. */
export function inBatches(events: readonly Fact[], size: number): Fact[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size))
}
