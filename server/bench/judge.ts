/**
 * How fast the door reads and judges events, without HTTP and without the store: batches of 500 supervision events
 * of some 275 bytes. The bare engine is `JSON.parse` of the same bytes.
 */
import { Buffer } from 'node:buffer'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { EVENT_BY_TYPE } from '@qinglian/shared'
import { FULL_SCOPE } from '../src/access/sourceScope.ts'
import { readJson } from '../src/data/ingest/jsonBody.ts'
import { judgeRequest } from '../src/data/ingest/judgeRequest.ts'
import { createDays } from '../src/model/calendar/days.ts'

const EVENTS = 500
const WARM_UP = 100
const ROUNDS = 200
const TYPES = ['qinglian.supervision.task-planned', 'qinglian.supervision.finding-raised', 'qinglian.supervision.task-completed', 'qinglian.rectification.submitted']

const events = Array.from({ length: EVENTS }, (_, i) => {
  const type = TYPES[i % TYPES.length]!
  return { specversion: '1.0', id: `supervision-2026-${i}`, source: '/upstream/supervision', type, subject: 'shouyi', time: '2026-11-20T10:00:00.123+08:00', data: EVENT_BY_TYPE.get(type)!.example }
})
const good = Buffer.from(JSON.stringify(events))
const bad = Buffer.from(JSON.stringify(events.map(event => ({ ...event, data: { ...event.data, dueat: 1 } }))))
const full = { scope: FULL_SCOPE, tree: { isDeclared: () => true, isWithin: () => true }, nowMs: Date.UTC(2026, 10, 23), parseDay: createDays('Asia/Shanghai').parse }
const narrow = { ...full, scope: { sourcePrefix: '/upstream', types: ['qinglian.supervision.*', 'qinglian.rectification.*'], unit: 'wuchang' } }

function judged(body: Buffer, bench: typeof full) {
  const { value, isSuspect } = readJson(body)!
  return judgeRequest(Array.isArray(value) ? value : [], { ...bench, isSuspect })
}

function eventsPerSecond(work: () => void): number {
  for (let i = 0; i < WARM_UP; i++)
    work()
  const startedMs = performance.now()
  for (let i = 0; i < ROUNDS; i++)
    work()
  return Math.round(ROUNDS * EVENTS / (performance.now() - startedMs) * 1000)
}

if (judged(good, full).statements.length !== EVENTS || judged(good, narrow).statements.length !== EVENTS || judged(bad, full).rejected.length !== EVENTS)
  throw new Error('the bench judges what it should not')

const bare = eventsPerSecond(() => JSON.parse(good.toString('utf8')))
const results = [
  { scenario: 'read and judge, key of full scope', value: eventsPerSecond(() => judged(good, full)) },
  { scenario: 'read and judge, key of one unit', value: eventsPerSecond(() => judged(good, narrow)) },
  { scenario: 'read and refuse, an unknown member in each', value: eventsPerSecond(() => judged(bad, full)) },
].map(result => ({ ...result, unit: 'events/s', ratio: result.value / bare, note: `batches of ${EVENTS}, ${Math.round(good.length / EVENTS)} bytes an event` }))
process.stdout.write(`${JSON.stringify({ results })}\n`)
