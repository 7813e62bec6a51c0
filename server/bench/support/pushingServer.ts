/**
 * Our server with its real parts on an empty store, except that the bench may say what the presenter says: `burst` hands
 * topics to whoever listens to the presenter, so the way from there to the sockets is measured at its own speed and not
 * at the 250 ms at which a topic changes in life. One unit is declared, so that its topics can be watched.
 */
import type { Topic } from '@qinglian/shared'
import type { TopicFeed } from '../../src/present/live/topicReader.ts'
import type { StoredTopic } from '../../src/present/topics/topicStore.ts'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import process from 'node:process'
import { offer, ready } from '../../../scripts/bench-kit/probe.ts'
import { INGEST_KEY } from '../../../scripts/bench-kit/qinglianServer.ts'
import { buildApp } from '../../src/app.ts'
import { openStore } from '../../src/db/openStore.ts'
import { createLog } from '../../src/log.ts'
import { createParts } from '../../src/parts.ts'

const folder = process.argv[2]
if (folder === undefined)
  throw new Error('needs a folder')
const log = createLog('warn')
const store = await openStore({ kind: 'sqlite', path: join(folder, 'qinglian.db') })
const settings = { fieldKeyFile: join(folder, 'field.key'), ingestKey: INGEST_KEY, publicAccess: 'open', timezone: 'Asia/Shanghai', demo: false } as const
const parts = await createParts({ settings, store, log, clock: Date.now, random: randomBytes, after: later })

const listeners = new Set<Parameters<TopicFeed['onTopics']>[0]>()
const presenter = {
  ...parts.presenter,
  onTopics(listener: Parameters<TopicFeed['onTopics']>[0]) {
    listeners.add(listener)
    return parts.presenter.onTopics(listener)
  },
}
const app = await buildApp({ settings, parts: { ...parts, presenter }, log, clock: Date.now, newId: randomUUID, version: '0.0.0', build: 'bench' })

async function burst(topics: readonly Topic[]): Promise<void> {
  for (const { name, audience, rev, at, value } of topics) {
    const stored: StoredTopic = { name, audience, rev, atMs: Date.parse(at), json: JSON.stringify(value) }
    listeners.forEach(listen => listen([stored]))
    await new Promise<void>(resolve => setImmediate(resolve))
  }
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

offer('burst', topics => burst(topics as Topic[]))
await app.start()
ready(await app.http.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => '' }))
