/**
 * Nothing acknowledged is lost (contract.md §1): the real process is killed again and again under load, and afterwards the
 * log, the topics and what a watching wall saw all agree.
 */
import type { CloudEvent } from './support/facts.ts'
import type { Senders } from './support/senders.ts'
import type { ServerProcess } from './support/serverProcess.ts'
import type { Watcher } from './support/watcher.ts'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SUBJECTS, topicName } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { createRandom } from '../../../mock-data/src/index.ts'
import { rebuild } from '../../src/data/log/rebuild.ts'
import { openLeftBehind, recomputeAll, topicRows } from './support/afterwards.ts'
import { createFeed, UNITS } from './support/facts.ts'
import { post } from './support/post.ts'
import { startSenders } from './support/senders.ts'
import { atEnd, freePort, newFolder, startServer } from './support/serverProcess.ts'
import { startWatcher } from './support/watcher.ts'

const KILLS = 25
const MOST_ANSWERS_BETWEEN_KILLS = 40
/** Batches and single events side by side. */
const BATCH_SIZES = [40, 15, 5, 1, 1, 1]
const WATCHED = UNITS.flatMap(unit => SUBJECTS.map(subject => topicName(unit, subject)))

it(`loses nothing that it acknowledged, killed ${KILLS} times under load`, async () => {
  const { dataDir, senders, watcher, starts, sent, declared } = await liveThroughKills()
  expect(senders.surprises).toEqual([])
  expect(senders.retries()).toBeGreaterThan(KILLS)
  expect(watcher.faults).toEqual([])
  expect(watcher.epochs.size).toBe(1)
  expect(watcher.connections()).toBeGreaterThan(KILLS / 2)
  console.log(`${senders.acknowledged.length} events through ${KILLS} kills, ${senders.retries()} repeated tries; from process to ready ${median(starts).toFixed(0)} ms`)

  const house = await openLeftBehind(dataDir, Date.now())
  atEnd(() => house.store.close())
  const stood = await topicRows(house)
  expect(stood.filter(row => row.audience === 'public').map(row => row.name).sort()).toEqual([...WATCHED].sort())
  for (const row of stood.filter(({ audience }) => audience === 'public'))
    expect({ name: row.name, rev: watcher.held.get(row.name)?.rev, value: watcher.held.get(row.name)?.value }).toEqual({ name: row.name, rev: row.rev, value: JSON.parse(row.value) })

  const kept = await house.store.reader.selectFrom('event').select(['source', 'id', 'type', 'subject', 'time', 'data']).where('source', 'like', '/upstream/%').execute()
  expect(senders.acknowledged.length + declared).toBe(sent.length)
  expect(namesOf(kept)).toEqual(namesOf(sent))
  expect(changedContent(sent, kept)).toEqual([])
  const open = await house.store.reader.selectFrom('alert').select(['rule', 'unit', 'object']).where('state', 'not in', ['closed', 'written_off', 'transferred', 'merged', 'cancelled']).execute()
  expect(open.length).toBeGreaterThan(0)
  expect(new Set(open.map(alert => JSON.stringify(alert))).size).toBe(open.length)

  // What time alone has changed since is not the kills' doing.
  await house.at(new Date(house.now()).toISOString())
  await house.settle()
  const left = await topicRows(house)
  await recomputeAll(house)
  const again = await topicRows(house)
  expect(again.filter(isOfTables)).toEqual(left.filter(isOfTables))
  expect(valuesOf(again)).toEqual(valuesOf(left))
  await rebuild(house.store, { days: house.days, nowMs: house.now() })
  await house.at(new Date(house.now()).toISOString())
  await house.settle()
  expect(valuesOf(await topicRows(house))).toEqual(valuesOf(left))
}, 300_000)

interface Lived { dataDir: string, senders: Senders, watcher: Watcher, starts: number[], sent: CloudEvent[], declared: number }

async function liveThroughKills(): Promise<Lived> {
  const dataDir = newFolder()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const random = createRandom('kills')
  const feed = createFeed('kills', Date.now())
  const sent: CloudEvent[] = []
  const starts: number[] = []

  let server = startServer({ dataDir, port })
  await server.ready
  expect((await post(url, feed.declarations)).accepted).toBe(feed.declarations.length)
  sent.push(...feed.declarations)
  const watcher = startWatcher(url, WATCHED)
  atEnd(watcher.close)
  const senders = startSenders({ url, batchSizes: BATCH_SIZES, next: (count) => {
    const events = feed.next(count)
    sent.push(...events)
    return events
  } })
  for (let kill = 0; kill < KILLS; kill++) {
    await senders.after(random.int(1, MOST_ANSWERS_BETWEEN_KILLS))
    noteStart(server, starts)
    await server.kill()
    server = startServer({ dataDir, port })
  }
  await senders.finish()
  await allShown(dataDir, watcher)
  watcher.close()
  expect(await server.stop()).toBe(0)
  return { dataDir, senders, watcher, starts, sent, declared: feed.declarations.length }
}

function noteStart(server: ServerProcess, starts: number[]): void {
  if (!Number.isNaN(server.startedInMs()))
    starts.push(server.startedInMs())
}

/** Until nothing is marked any more and the wall holds the rev that stands in the table. */
async function allShown(dataDir: string, watcher: Watcher): Promise<void> {
  const store = new DatabaseSync(join(dataDir, 'qinglian.db'), { readOnly: true, timeout: 1_000 })
  atEnd(() => store.close())
  await expect.poll(() => {
    const marks = store.prepare('select unit, subject from dirty_topic').all()
    const topics = store.prepare('select name, rev from topic where audience = ?').all('public')
    return marks.length === 0 && topics.every(({ name, rev }) => watcher.held.get(String(name))?.rev === rev)
  }, { timeout: 30_000, interval: 100 }).toBe(true)
}

/**
 * All but one figure: `sources` tells when a source was last in touch, about any unit, and is shown anew when something
 * of its own unit is. Its values are compared without that below.
 */
function isOfTables({ name }: { name: string }): boolean {
  return !name.endsWith('/sources')
}

function namesOf(events: readonly { source: string, id: string }[]): string[] {
  return events.map(({ source, id }) => `${source} ${id}`).sort()
}

/** Events whose content in the log is not what was sent. Names of people are sealed, so those are left out. */
function changedContent(sent: readonly CloudEvent[], kept: readonly { source: string, id: string, type: string, subject: string, data: string }[]): string[] {
  const byName = new Map(kept.map(event => [`${event.source} ${event.id}`, event]))
  return sent.filter(({ type }) => type !== 'qinglian.org.staff-declared').filter((event) => {
    const found = byName.get(`${event.source} ${event.id}`)
    return found?.type !== event.type || found.subject !== event.subject || found.data !== JSON.stringify(event.data)
  }).map(({ id }) => id)
}

function valuesOf(rows: readonly { name: string, audience: string, value: string }[]): string[] {
  return rows.map(({ name, audience, value }) => `${name} ${audience} ${value.replaceAll(/"arrivedAt":"[^"]*"/g, '')}`)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
