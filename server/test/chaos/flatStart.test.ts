/** The log only grows, so a start must not read it: a hundred times the events, the same time from process to ready. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createVault } from '../../src/access/vault.ts'
import { createWriter } from '../../src/data/log/writer.ts'
import { openStore } from '../../src/db/openStore.ts'
import { createOrgStore } from '../../src/model/org/orgStore.ts'
import { TERMS } from '../support/terms.ts'
import { createFeed } from './support/facts.ts'
import { newFolder, startServer } from './support/serverProcess.ts'

const STARTS = 5
const BATCH = 500
const SLOWEST = 1.5

it('takes about as long with 100,000 events as with 1,000', async () => {
  const [few, many] = [newFolder(), newFolder()]
  await fill(few, 1_000)
  await fill(many, 100_000)
  // The first start on each brings the topics up to date; it is not what is measured.
  for (const dataDir of [few, many])
    await timeToReady(dataDir)
  const times = { few: [] as number[], many: [] as number[] }
  // In turns, so that whatever else the machine does weighs on both.
  for (let i = 0; i < STARTS; i++) {
    times.few.push(await timeToReady(few))
    times.many.push(await timeToReady(many))
  }
  const ratio = median(times.many) / median(times.few)
  console.log(`from process to ready: ${median(times.few).toFixed(0)} ms with 1,000 events, ${median(times.many).toFixed(0)} ms with 100,000`)
  expect(ratio).toBeLessThan(SLOWEST)
}, 180_000)

/** Through the writer of the log, without the way over HTTP. */
async function fill(dataDir: string, events: number): Promise<void> {
  const store = await openStore({ kind: 'sqlite', path: join(dataDir, 'qinglian.db') })
  const vault = createVault({ fieldKey: randomBytes(32), random: randomBytes })
  const org = await createOrgStore(store.reader)
  const writer = createWriter({ store, org, vault, clock: Date.now, days: TERMS, keepRefused: async () => undefined, onCommit: () => undefined })
  const feed = createFeed('flat', Date.now())
  for (let left = events; left > 0; left -= BATCH) {
    const batch = left === events ? feed.declarations : feed.next(BATCH)
    const statements = batch.map(({ source, id, type, subject, time, data }, index) => ({ index, source, id, type, subject, time, timeMs: Date.parse(time), data, wide: true }))
    await writer.submit({ statements, refused: [] })
  }
  await writer.close()
  await store.close()
}

async function timeToReady(dataDir: string): Promise<number> {
  const server = startServer({ dataDir })
  expect((await fetch(`${await server.ready}/readyz`)).status).toBe(200)
  const tookMs = server.startedInMs()
  expect(await server.stop()).toBe(0)
  return tookMs
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
