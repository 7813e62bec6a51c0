/** The app with the smallest parts that behave: for tests of HTTP and live connections alone. */
import type { AddressInfo } from 'node:net'
import type { App, AppOptions, AppParts } from '../../src/app.ts'
import type { Store } from '../../src/db/store.ts'
import type { MemoryFeed } from './memoryFeed.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, afterEach } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { openStore } from '../../src/db/openStore.ts'
import { createLog } from '../../src/log.ts'
import { createDays } from '../../src/model/calendar/days.ts'
import { createMeters } from '../../src/present/http/meters.ts'
import { createMemoryFeed } from './memoryFeed.ts'

export interface BareApp extends App {
  readonly feed: MemoryFeed
  /** Lines of the log. */
  readonly log: string[]
  /** What the parts were asked to do on closing, in order. */
  readonly closings: string[]
  /** `http://127.0.0.1:<port>`, after `listen`. */
  readonly listen: () => Promise<string>
  readonly connect: (auth?: Record<string, unknown>, options?: Parameters<typeof io>[1]) => ReturnType<typeof io>
}

export interface BareOptions extends Partial<Omit<AppOptions, 'parts'>> {
  readonly parts?: Partial<AppParts>
}

export const UNITS = ['wuchang', 'shouyi']
const opened: (() => Promise<void>)[] = []
const storeHome = mkdtempSync(join(tmpdir(), 'qinglian-store-'))
let shared: Promise<Store> | undefined

/** Nothing here reads or writes facts, so the apps of a test file share one store. */
function sharedStore(): Promise<Store> {
  shared ??= openStore({ kind: 'sqlite', path: join(storeHome, 'qinglian.db') })
  return shared
}
afterEach(closeBareApps)
afterAll(async () => {
  await (await shared)?.close()
  rmSync(storeHome, { recursive: true, force: true })
})

/** An app with the units `wuchang` and `shouyi`; closed after the test. */
export async function openBareApp({ parts = {}, ...options }: BareOptions = {}): Promise<BareApp> {
  const home = mkdtempSync(join(tmpdir(), 'qinglian-app-'))
  const feed = createMemoryFeed()
  const log: string[] = []
  const closings: string[] = []
  const sockets: ReturnType<typeof io>[] = []
  const store = await sharedStore()
  const note = (name: string, close: () => Promise<void>) => async () => {
    closings.push(name)
    await close()
  }
  let ids = 0
  const app = await buildApp({
    settings: { demo: false, timezone: 'Asia/Shanghai' },
    clock: () => 1_700_000_000_000,
    newId: () => `r-${++ids}`,
    version: '0.0.0',
    build: 'test-build',
    webRoot: join(home, 'dist'),
    log: createLog('debug', { write: line => void log.push(line) }),
    ...options,
    parts: {
      store: { ...store, close: note('store', async () => undefined) },
      writer: { depth: 0, close: note('writer', async () => undefined) },
      units: { isDeclared: code => UNITS.includes(code), entries: () => UNITS.map(code => ({ code, name: code, shortName: code, level: 'station', parent: null, pilot: false })) },
      topicStore: feed.topicStore,
      presenter: { ...feed.presenter, close: note('presenter', feed.presenter.close) },
      metrics: () => [{ code: 'sup.plan_rate', name: '计划完成率', unit: '%' }],
      explain: async () => undefined,
      listFacts: async () => undefined,
      days: createDays('Asia/Shanghai'),
      allowedAudience: () => 'public',
      meters: createMeters(),
      doors: async () => undefined,
      clockwork: { start: () => undefined, stop: async () => undefined },
      ...parts,
    },
  })

  const address = (): string => `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`
  opened.push(async () => {
    sockets.forEach(socket => socket.close())
    await app.close()
    rmSync(home, { recursive: true, force: true })
  })
  return {
    ...app,
    feed,
    log,
    closings,
    listen: async () => {
      await app.http.listen({ port: 0, host: '127.0.0.1' })
      return address()
    },
    connect(auth = { protocol: 1 }, options = {}) {
      const socket = io(address(), { auth, transports: ['websocket'], reconnection: false, forceNew: true, ...options })
      sockets.push(socket)
      return socket
    },
  }
}

async function closeBareApps(): Promise<void> {
  for (const close of opened.splice(0))
    await close()
}
