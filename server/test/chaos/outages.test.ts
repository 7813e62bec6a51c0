/**
 * The embedded store is full, locked or gone under the real process: nothing is half written, what is known is served, and
 * all is well again without a restart (contract.md §1, architecture.md).
 */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openStore } from '../../src/db/openStore.ts'
import { startApp } from '../support/app.ts'
import { task } from './support/facts.ts'
import { expectRecovered, expectRefused, expectServing, settleIn, topicOf } from './support/outage.ts'
import { post } from './support/post.ts'
import { atEnd, figure, newFolder, startServer } from './support/serverProcess.ts'
import { mountSmallDisk } from './support/smallDisk.ts'

const DISK_MB = 16
const ROOM_LEFT = 600_000
const BATCH = 400

/** Identities in the log, as another process sees them. */
function idsIn(dataDir: string): string[] {
  const db = new DatabaseSync(join(dataDir, 'qinglian.db'), { readOnly: true, timeout: 1_000 })
  try {
    return db.prepare('select id from event where source = ? order by id').all('/upstream/chaos').map(row => String(row.id))
  }
  finally {
    db.close()
  }
}

it('on a full disk senders are told to wait, walls see what is known, and freed space is enough', async ({ skip }) => {
  const disk = mountSmallDisk(DISK_MB)
  if (disk === undefined)
    return skip('only root can mount a disk to fill; the limit of pages below stands for it')
  const server = startServer({ dataDir: disk.path })
  const url = await server.ready
  await settleIn(url)

  disk.fill()
  await expectRefused(url, 'full')
  await expectServing(url)
  expect(await figure(url, 'qinglian_store_unavailable_total{reason="full"}')).toBeGreaterThan(0)
  disk.free()
  expect(idsIn(disk.path)).not.toContain('full')
  await expectRecovered(url, ['full'])
  expect(await server.stop()).toBe(0)
})

it('a disk that fills up under a batch keeps all of the batch or nothing', async ({ skip }) => {
  const disk = mountSmallDisk(DISK_MB)
  if (disk === undefined)
    return skip('only root can mount a disk to fill')
  const server = startServer({ dataDir: disk.path })
  const url = await server.ready
  await settleIn(url)

  disk.fill(ROOM_LEFT)
  let taken = 0
  for (;;) {
    const batch = Array.from({ length: BATCH }, (_, i) => task(`b${taken}-${i}`, 'shouyi', Date.now()))
    const answer = await post(url, batch)
    if (answer.status !== 200) {
      expect(answer).toMatchObject({ status: 503, code: 'store.unavailable' })
      break
    }
    taken += 1
  }
  disk.free()
  expect(idsIn(disk.path).filter(id => id.startsWith('b') && id !== 'before')).toHaveLength(taken * BATCH)
  await expect.poll(async () => (await topicOf(url)).value.tasks.planned, { timeout: 20_000 }).toBe(1 + taken * BATCH)
})

it('without a disk to fill, a limit of pages shows the same', async () => {
  const store = await openStore({ kind: 'sqlite', path: join(newFolder(), 'qinglian.db') })
  const limit = (pages: number) => store.write(({ db }) => sql.raw(`pragma max_page_count = ${pages}`).execute(db))
  const app = await startApp(store)
  atEnd(app.close)
  await settleIn(app.url)

  await limit(1)
  const many = Array.from({ length: BATCH }, (_, i) => task(`many-${i}`, 'shouyi', Date.now()))
  expect(await post(app.url, many)).toMatchObject({ status: 503, code: 'store.unavailable' })
  await expectServing(app.url)
  await limit(1_000_000)
  expect(await post(app.url, many)).toMatchObject({ status: 200, accepted: BATCH, duplicate: 0 })
  await expect.poll(async () => (await topicOf(app.url)).value.tasks.planned, { timeout: 10_000 }).toBe(1 + BATCH)
})

it('while another process holds the write lock, senders are told to wait, and no mark is lost', async () => {
  const dataDir = newFolder()
  const server = startServer({ dataDir })
  const url = await server.ready
  await settleIn(url)
  const other = new DatabaseSync(join(dataDir, 'qinglian.db'), { timeout: 5_000 })
  atEnd(() => other.close())

  other.exec('begin exclusive')
  await expectRefused(url, 'locked')
  await expectServing(url)
  expect(await figure(url, 'qinglian_store_unavailable_total{reason="locked"}')).toBeGreaterThan(0)
  expect(idsIn(dataDir)).not.toContain('locked')
  other.exec('rollback')
  await expectRecovered(url, ['locked'])

  // The lock comes between the commit of facts and the topics that tell of them; nobody sends anything after.
  const shown = (await topicOf(url)).value.tasks.planned
  await post(url, task('last-1', 'shouyi', Date.now()))
  expect((await post(url, task('last-2', 'shouyi', Date.now()))).status).toBe(200)
  other.exec('begin immediate')
  await expect.poll(() => server.said(), { timeout: 10_000 }).toContain('presenting failed')
  other.exec('rollback')
  await expect.poll(async () => (await topicOf(url)).value.tasks.planned, { timeout: 10_000 }).toBe(shown + 2)
})

it('while its file is gone, senders are told to wait, and the file put back is enough', async () => {
  const dataDir = newFolder()
  const server = startServer({ dataDir })
  const url = await server.ready
  await settleIn(url)
  const path = join(dataDir, 'qinglian.db')

  renameSync(path, `${path}.away`)
  await expectRefused(url, 'gone')
  await expectServing(url)
  renameSync(`${path}.away`, path)
  expect(idsIn(dataDir)).not.toContain('gone')
  await expectRecovered(url, ['gone'])
  expect(await server.stop()).toBe(0)
})
