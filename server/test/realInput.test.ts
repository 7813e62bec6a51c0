/** Facts as a stranger sends them: with the official CloudEvents SDK, used as its own README says, and with plain `fetch`. */
import type { Topic } from '@qinglian/shared'
import type { TestApp } from './support/app.ts'
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { INGEST_KEY, startApp } from './support/app.ts'
import { sqliteSource } from './support/sqliteSource.ts'

const source = sqliteSource()
const authorization = `Bearer ${INGEST_KEY}`
const NAME = 'unit/shouyi/supervision'
let database: Awaited<ReturnType<typeof source.create>>
let app: TestApp
let address: string

beforeEach(async () => {
  database = await source.create()
  app = await startApp(await database.open())
  address = `${app.url}/api/v1/events`
  const unit = (code: string, more: object) => new CloudEvent({ source: '/upstream/personnel', type: 'qinglian.org.unit-declared', subject: code, data: { code, name: `单位 ${code}`, ...more } })
  await sendBatch([unit('wuchang', { level: 'district' }), unit('shouyi', { level: 'station', parent: 'wuchang' })])
})
afterEach(async () => {
  await app.close()
  await database.remove()
})

/** A stranger gives no id and no time: the SDK makes both. */
function planned(task: string, data: object = {}) {
  return new CloudEvent({ source: '/upstream/supervision', type: 'qinglian.supervision.task-planned', subject: 'shouyi', data: { task, topic: '零售市场检查', kind: 'routine', dueAt: '2035-11-30T18:00:00+08:00', ...data } })
}

async function sendBatch(events: readonly object[]) {
  const answer = await fetch(address, { method: 'POST', headers: { authorization, 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify(events) })
  return { status: answer.status, body: await answer.json() as { accepted: number, duplicate: number, rejected: { index: number, id: string, code: string, pointer: string, message: string }[] } }
}

/** A wall that watches the station; resolves once it shows so many planned tasks. */
async function watchPlanned() {
  const socket = app.connect()
  let latest = 0
  const waiting = new Map<number, () => void>()
  socket.on('topic', ({ value }: Topic<'supervision'>) => {
    latest = value.tasks.planned
    waiting.get(latest)?.()
  })
  await socket.timeout(10_000).emitWithAck('topics:watch', { topics: [{ name: NAME }] })
  return (count: number) => latest === count ? undefined : new Promise<void>(resolve => waiting.set(count, resolve))
}

it('the SDK\'s messages, sent with fetch in either mode, change what a wall shows', async () => {
  const shows = await watchPlanned()
  for (const [i, message] of [HTTP.binary(planned('T-1')), HTTP.structured(planned('T-2'))].entries()) {
    const answer = await fetch(address, { method: 'POST', headers: { ...message.headers as Record<string, string>, authorization }, body: message.body as string })
    expect([answer.status, await answer.json()]).toEqual([200, { accepted: 1, duplicate: 0, rejected: [] }])
    await shows(i + 1)
  }
})

it.each([Mode.BINARY, Mode.STRUCTURED])('the SDK\'s emitter with its HTTP transport in %s mode changes what a wall shows', async (mode) => {
  const shows = await watchPlanned()
  const emit = emitterFor(httpTransport(address), { mode })
  const event = planned('T-1')
  expect(JSON.parse((await emit(event, { headers: { authorization } }) as { body: string }).body)).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
  await shows(1)
  expect(JSON.parse((await emit(event, { headers: { authorization } }) as { body: string }).body)).toEqual({ accepted: 0, duplicate: 1, rejected: [] })
})

it('the SDK\'s events as an array are a batch, and the wall shows all of them', async () => {
  const shows = await watchPlanned()
  expect(await sendBatch([planned('T-1'), planned('T-2'), planned('T-3')])).toEqual({ status: 200, body: { accepted: 3, duplicate: 0, rejected: [] } })
  await shows(3)
})

it('5,000 events with one in a hundred bad: the answer says which, why and where, keeps them, and takes the rest', async () => {
  const shows = await watchPlanned()
  const mistakes = [
    { data: { dueAt: '2026-02-30T00:00:00+08:00' }, pointer: '/data/dueAt' },
    { data: { kind: '例行' }, pointer: '/data/kind' },
    { data: { operator: '录入员' }, pointer: '/data/operator' },
    { data: { task: 10_023 }, pointer: '/data/task' },
    { data: { topic: undefined }, pointer: '/data/topic' },
  ]
  const bad = new Map(Array.from({ length: 50 }, (_, i) => [i * 100 + 37, mistakes[i % mistakes.length]!]))
  const events = Array.from({ length: 5_000 }, (_, i) => planned(`T-${i}`, bad.get(i)?.data))
  const { status, body } = await sendBatch(events)
  expect([status, body.accepted, body.duplicate]).toEqual([200, 4_950, 0])
  expect(body.rejected.map(({ index, id, code, pointer }) => ({ index, id, code, pointer }))).toEqual([...bad].map(([index, { pointer }]) => ({ index, id: events[index]!.id, code: 'event.invalid', pointer })))
  body.rejected.forEach(({ message }) => expect(message).toMatch(/[\u4E00-\u9FFF]/))
  await shows(4_950)

  const kept = await (await fetch(`${app.url}/api/v1/quarantine?limit=200`, { headers: { authorization } })).json() as { entries: { id: number, eventId: string, pointer: string, event: { data: Record<string, unknown> } }[] }
  expect(kept.entries.map(({ eventId, pointer }) => [eventId, pointer]).sort()).toEqual(body.rejected.map(({ id, pointer }) => [id, pointer]).sort())
  // Without the value of what nobody knows.
  expect(kept.entries.find(({ pointer }) => pointer === '/data/operator')!.event.data.operator).toBeNull()

  const [late] = kept.entries
  const corrected = { ...planned(`T-late`), id: late!.eventId }
  const again = await fetch(`${app.url}/api/v1/quarantine/${late!.id}/resubmit`, { method: 'POST', headers: { authorization, 'content-type': 'application/cloudevents+json' }, body: JSON.stringify(corrected) })
  expect(await again.json()).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
  await shows(4_951)
})
