/**
 * What the length of the log costs: the same district and the same year with few events and with very many.
 *
 * Four things must not depend on it: computing a topic (each topic of each unit, the two databases in turn), answering
 * `topics:watch` (real servers, all topics of the district and of a station), a start from process to `/readyz`, and
 * writing what comes next. Days of the year are worked off beforehand.
 * And the reason why: the plan of every query of the topics, none of which may go through all of a table that grows.
 * `--events` (the many), `--few`, `--rounds`, `--starts`.
 */
import type { MeasuredProcess } from '../../scripts/bench-kit/measuredProcess.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import type { Model } from './support/house.ts'
import { join } from 'node:path'
import { SUBJECTS, topicName } from '@qinglian/shared'
import { io } from 'socket.io-client'
import { benchDistrict, DISTRICT, STATION, UNITS } from '../../scripts/bench-kit/district.ts'
import { fixed, median, pairedRatio } from '../../scripts/bench-kit/figures.ts'
import { startQinglian } from '../../scripts/bench-kit/qinglianServer.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { openSqliteStore } from '../src/db/sqlite/sqliteStore.ts'
import { fill, openDoor, openModel } from './support/house.ts'
import { queryPlans } from './support/queryPlans.ts'
import { yearOfEvents } from './support/yearOfEvents.ts'

const MANY = numberArgument('events', 200_000)
const FEW = numberArgument('few', 10_000)
const ROUNDS = numberArgument('rounds', 15)
const WATCHES = numberArgument('watches', 60)
const WRITES = numberArgument('writes', 30)
const BATCH = 500
const STARTS = numberArgument('starts', 5)
const PATIENCE_MS = 10_000

interface Year { folder: string, events: number, fillMs: number }
type Two<T> = readonly [few: T, many: T]

const workspace = createWorkspace()

async function makeYear(name: string, count: number): Promise<Year> {
  const folder = workspace(name)
  const store = await openSqliteStore(join(folder, 'qinglian.db'))
  const startedMs = performance.now()
  const nextReport = { at: 0 }
  const events = await fill({ folder, store, events: yearOfEvents(count, Date.now()), onProgress(done) {
    if (done < nextReport.at)
      return
    nextReport.at += 200_000
    say(`${name}: ${done} events, ${Math.round(done / (performance.now() - startedMs) * 1000)}/s`)
  } })
  const fillMs = performance.now() - startedMs
  await (await openModel(store)).settle()
  say(`${name}: ${events} events in ${fixed(fillMs / 1000)} s, settled after ${fixed((performance.now() - startedMs) / 1000)} s`)
  await store.close()
  return { folder, events, fillMs }
}

async function computing(years: Two<Year>): Promise<Result[]> {
  const stores = await Promise.all(years.map(year => openSqliteStore(join(year.folder, 'qinglian.db'))))
  const models = await Promise.all(stores.map(openModel)) as [Model, Model]
  const bySubject = new Map(SUBJECTS.map(subject => [subject, [[], []] as [number[], number[]]]))
  for (let i = -1; i < ROUNDS; i++) {
    for (const subject of SUBJECTS) {
      for (const unit of UNITS) {
        const took = [await models[0].present(unit, subject), await models[1].present(unit, subject)] as const
        if (i < 0)
          continue
        bySubject.get(subject)![0].push(took[0])
        bySubject.get(subject)![1].push(took[1])
      }
    }
  }
  await Promise.all(stores.map(store => store.close()))
  return [...bySubject].map(([subject, [few, many]]) => (
    { scenario: `compute ${subject}`, value: median(many), unit: 'ms', ratio: pairedRatio(many, few), note: `with few events ${fixed(median(few), 2)} ms` }
  ))
}

/** The same new events into both, a batch at a time in turn. */
async function writing(years: Two<Year>): Promise<Result> {
  const stores = await Promise.all(years.map(year => openSqliteStore(join(year.folder, 'qinglian.db'))))
  const doors = await Promise.all(years.map((year, i) => openDoor(year.folder, stores[i]!)))
  const { declarations, take } = benchDistrict(Date.now())
  for (const door of doors)
    await door(declarations())
  const took: [number[], number[]] = [[], []]
  for (let i = -5; i < WRITES; i++) {
    const batch = take(BATCH)
    for (const [which, door] of doors.entries()) {
      const startedMs = performance.now()
      await door(batch)
      if (i >= 0)
        took[which]!.push(performance.now() - startedMs)
    }
  }
  await Promise.all(stores.map(store => store.close()))
  const [few, many] = took
  return { scenario: `write ${BATCH} new events`, value: median(many), unit: 'ms', ratio: pairedRatio(many, few), note: `with few events ${fixed(median(few), 2)} ms` }
}

async function watching(servers: Two<MeasuredProcess>): Promise<Result> {
  const sockets = servers.map(({ url }) => io(url, { auth: { protocol: 1 }, transports: ['websocket'], reconnection: false }))
  const names = [DISTRICT, STATION].flatMap(unit => SUBJECTS.map(subject => topicName(unit, subject)))
  const took: [number[], number[]] = [[], []]
  for (let i = -5; i < WATCHES; i++) {
    for (const [which, socket] of sockets.entries()) {
      const startedMs = performance.now()
      const answer = await socket.timeout(PATIENCE_MS).emitWithAck('topics:watch', { topics: names.map(name => ({ name })) }) as { ok: boolean, data: { topics: object[] } }
      const ms = performance.now() - startedMs
      if (!answer.ok || answer.data.topics.length !== names.length)
        throw new Error('not every topic was answered')
      if (i >= 0)
        took[which]!.push(ms)
      await socket.timeout(PATIENCE_MS).emitWithAck('topics:unwatch', { names })
    }
  }
  sockets.forEach(socket => socket.close())
  const [few, many] = took
  return { scenario: `topics:watch of ${names.length} topics`, value: median(many), unit: 'ms', ratio: pairedRatio(many, few), note: `with few events ${fixed(median(few), 2)} ms` }
}

async function starting(years: Two<Year>): Promise<Result[]> {
  const took: [number[], number[]] = [[], []]
  const results: Result[] = []
  // The first start of each is not counted: it notes what the topics are judged by.
  for (let i = -1; i < STARTS; i++) {
    const servers: MeasuredProcess[] = []
    for (const [which, { folder }] of years.entries()) {
      const startedMs = performance.now()
      servers.push(await startQinglian(folder))
      if (i >= 0)
        took[which]!.push(performance.now() - startedMs)
    }
    if (i === STARTS - 1)
      results.push(await watching(servers as [MeasuredProcess, MeasuredProcess]))
    await Promise.all(servers.map(server => server.stop()))
  }
  const [few, many] = took
  return [...results, { scenario: 'start, process to /readyz', value: median(many), unit: 'ms', ratio: pairedRatio(many, few), note: `with few events ${fixed(median(few), 0)} ms` }]
}

async function plans({ folder }: Year): Promise<Result> {
  const found = await queryPlans(join(folder, 'qinglian.db'))
  const scans = found.filter(plan => plan.fullScans.length > 0)
  scans.forEach(({ sql, fullScans }) => say(`full scan: ${fullScans.join(', ')}\n  ${sql}`))
  return { scenario: 'queries that scan a table that grows', value: scans.length, unit: `of ${found.length}` }
}

const years = [await makeYear('few', FEW), await makeYear('many', MANY)] as const
say(`filled: ${years.map(year => `${year.events} in ${fixed(year.fillMs / 1000)} s`).join(', ')}`)
const results = [await plans(years[1]), ...await computing(years), ...await starting(years), await writing(years)]
report(results.map((result, i) => i === 0 ? { ...result, note: `${years[1].events} events, beside ${years[0].events}` } : result))
