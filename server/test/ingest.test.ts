import type { EventWriter } from '../src/data/statement.ts'
import type { Door } from './support/door.ts'
import { Buffer } from 'node:buffer'
import http from 'node:http'
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ingestRoutes } from '../src/data/ingest/ingestRoutes.ts'
import { WriterBusy } from '../src/data/log/writer.ts'
import { openStore } from '../src/db/openStore.ts'
import { StoreUnavailable } from '../src/db/store.ts'
import { openBareApp } from './support/bareApp.ts'
import { INGEST_KEY, NOW, openDoor } from './support/door.ts'
import { sqliteSource } from './support/sqliteSource.ts'

const STRUCTURED = 'application/cloudevents+json'
const BATCHED = 'application/cloudevents-batch+json'

const source = sqliteSource()
let database: Awaited<ReturnType<typeof source.create>>
let door: Door
const others: Door[] = []

beforeAll(async () => {
  database = await source.create()
  door = await openDoor(await database.open())
  await door.post(BATCHED, JSON.stringify([unit('wuchang', 'district'), unit('shouyi', 'station', 'wuchang'), unit('jicha', 'station')]))
})
afterEach(async () => {
  for (const other of others.splice(0))
    await other.close()
})
afterAll(async () => {
  await door.close()
  await door.store.close()
  await database.remove()
})

let ids = 0
function event(changes: object = {}, data: object = {}) {
  const id = `e-${++ids}`
  return {
    specversion: '1.0',
    id,
    source: '/upstream/supervision',
    type: 'qinglian.supervision.task-planned',
    subject: 'shouyi',
    time: '2026-11-20T10:00:00+08:00',
    data: { task: `T-${id}`, topic: '零售市场检查', kind: 'routine', dueAt: '2026-11-30T18:00:00+08:00', ...data },
    ...changes,
  }
}

function unit(code: string, level: string, parent?: string) {
  return { ...event({ source: '/upstream/personnel', type: 'qinglian.org.unit-declared', subject: code }), data: { code, name: code, level, ...(parent === undefined ? {} : { parent }) } }
}

async function doorWith(submit: EventWriter['submit']): Promise<Door> {
  const other = await openDoor(door.store, { writer: { submit, depth: 0, close: async () => undefined } })
  others.push(other)
  return other
}

const logged = (id: string) => door.store.reader.selectFrom('event').selectAll().where('id', '=', id).execute()
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

describe('the CloudEvents SDK as a client', () => {
  const sdkEvent = () => new CloudEvent({ ...event(), traceparent: '00-abc' })

  it.each([Mode.BINARY, Mode.STRUCTURED])('emits in %s mode with its HTTP transport', async (mode) => {
    const sent = sdkEvent()
    const emit = emitterFor(httpTransport(`${door.url}/api/v1/events`), { mode })
    const answer = await emit(sent, { headers: bearer(INGEST_KEY) }) as { body: string }
    expect(JSON.parse(answer.body)).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
    const [row] = await logged(sent.id)
    expect(row).toMatchObject({ source: '/upstream/supervision', subject: 'shouyi', time_ms: Date.UTC(2026, 10, 20, 2) })
    expect(JSON.parse(row!.data)).toEqual(sent.data)
    expect(JSON.parse(row!.ext!)).toEqual({ traceparent: '00-abc' })
  })

  it.each([['binary', HTTP.binary], ['structured', HTTP.structured]] as const)('makes %s messages that fetch delivers', async (_, encode) => {
    const sent = sdkEvent()
    const { headers, body } = encode(sent)
    const deliver = () => fetch(`${door.url}/api/v1/events`, { method: 'POST', headers: { ...headers as Record<string, string>, ...bearer(INGEST_KEY) }, body: body as string })
    expect(await (await deliver()).json()).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
    expect(await (await deliver()).json()).toEqual({ accepted: 0, duplicate: 1, rejected: [] })
  })

  it('says the same in binary as in structured mode', async () => {
    const sent = sdkEvent()
    const structured = HTTP.structured(sent)
    const binary = HTTP.binary(sent)
    await door.post(STRUCTURED, structured.body as string)
    expect((await door.post('application/json', binary.body as string, binary.headers as Record<string, string>)).body).toEqual({ accepted: 0, duplicate: 1, rejected: [] })
  })
})

describe('the three modes', () => {
  it.each([
    ['Application/CloudEvents+JSON; Charset=UTF-8', (body: object) => body],
    ['APPLICATION/CLOUDEVENTS-BATCH+JSON; charset="utf-8"', (body: object) => [body]],
  ])('take %s', async (type, wrap) => {
    expect(await door.post(type, JSON.stringify(wrap(event())))).toMatchObject({ status: 200, body: { accepted: 1 } })
  })

  it('decode attributes in headers, and point into the structured form', async () => {
    const { data, ...attributes } = event()
    const headers = Object.fromEntries(Object.entries({ ...attributes, id: '%E9%9D%92%E8%8E%B2%20%25', comment: '"a b"' }).map(([name, value]) => [`ce-${name}`, value]))
    expect(await door.post('application/json; charset=UTF-8', JSON.stringify(data), headers)).toMatchObject({ status: 200, body: { accepted: 1 } })
    expect((await logged('青莲 %'))[0]!.ext).toBe('{"comment":"a b"}')
    expect(await door.post('application/json', JSON.stringify({ ...data, kind: 'rare' }), { ...headers, 'ce-id': 'bad' })).toMatchObject({ status: 422, body: { rejected: [{ index: 0, id: 'bad', pointer: '/data/kind' }] } })
    expect(await door.post('application/json', JSON.stringify(data), { ...headers, 'ce-id': 'a%00b' })).toMatchObject({ status: 422, body: { rejected: [{ pointer: '/id' }] } })
    expect(await door.post('application/json', JSON.stringify(data), { ...headers, 'ce-id': 'bad', 'ce-comment': 'a%00b' })).toMatchObject({ status: 422, body: { rejected: [{ pointer: '/comment' }] } })
    expect(await door.post('application/json', JSON.stringify(data), { ...headers, 'ce-id': '%C0%A0' })).toMatchObject({ status: 400, body: { error: { code: 'event.not-cloudevent' } } })
  })

  it('answer an empty batch, and a batch in the order of its events', async () => {
    expect(await door.post(BATCHED, '[]')).toMatchObject({ status: 200, body: { accepted: 0, duplicate: 0, rejected: [] } })
    const good = event()
    await door.post(STRUCTURED, JSON.stringify(good))
    const { status, body } = await door.post(BATCHED, JSON.stringify([
      { ...good, data: { ...good.data, topic: '另一件' } },
      good,
      7,
      event({ time: '2026-02-29T10:00:00+08:00' }),
      event(),
      event({ type: 'qinglian.alert.raised' }),
      event({ type: 'qinglian.nothing' }),
      event({ time: new Date(NOW + 300_001).toISOString() }),
      { ...event(), specversion: '2.0' },
    ]))
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 1, duplicate: 1 })
    expect(body.rejected!.map(({ index, code, pointer }) => [index, code, pointer])).toEqual([
      [0, 'event.conflict', undefined],
      [2, 'event.not-cloudevent', undefined],
      [3, 'event.invalid', '/time'],
      [5, 'scope.denied', '/type'],
      [6, 'event.unknown-type', '/type'],
      [7, 'event.future', '/time'],
      [8, 'event.not-cloudevent', '/specversion'],
    ])
    expect(body.error).toBeUndefined()
  })
})

describe('a single refused event', () => {
  it.each<[string, () => object, number, string, string | undefined]>([
    ['invalid', () => event({}, { kind: 'rare' }), 422, 'event.invalid', '/data/kind'],
    ['of an unknown type', () => event({ type: 'x' }), 422, 'event.unknown-type', '/type'],
    ['ahead of time', () => event({ time: '2027-01-01T00:00:00Z' }), 422, 'event.future', '/time'],
    ['by the engine', () => event({ type: 'qinglian.alert.raised' }), 403, 'scope.denied', '/type'],
    ['no CloudEvent', () => event({ specversion: '0.3' }), 400, 'event.not-cloudevent', '/specversion'],
    ['a list', () => [event()], 400, 'event.not-cloudevent', undefined],
  ])('%s is answered with its status, its row and an error', async (...[, make, status, code, pointer]) => {
    const sent = make()
    const answer = await door.post(STRUCTURED, JSON.stringify(sent))
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({
      accepted: 0,
      duplicate: 0,
      rejected: [{ index: 0, ...('id' in sent ? { id: sent.id } : {}), code, ...(pointer === undefined ? {} : { pointer }), message: expect.stringMatching(/[\u4E00-\u9FFF]/) }],
      error: { code, message: answer.body.rejected![0]!.message, requestId: expect.any(String) },
    })
  })

  it('that conflicts is answered 422, and the first stands', async () => {
    const first = event()
    await door.post(STRUCTURED, JSON.stringify(first))
    expect(await door.post(STRUCTURED, JSON.stringify({ ...first, time: '2026-11-20T10:00:00.001+08:00' }))).toMatchObject({ status: 422, body: { rejected: [{ code: 'event.conflict', id: first.id }], error: { code: 'event.conflict' } } })
    expect((await logged(first.id)).map(row => row.time)).toEqual([first.time])
  })
})

describe('the order of the checks', () => {
  const tooLarge = Buffer.alloc(9 * 1024 * 1024, ' ')
  const send = (headers: Record<string, string>, body: string | Buffer) => new Promise<{ status: number, code: string }>((resolve, reject) => {
    const request = http.request(`${door.url}/api/v1/events`, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode!, code: JSON.parse(Buffer.concat(chunks).toString()).error.code }))
    })
    // The answer comes before the body has gone out; what breaks after it is no matter.
    request.on('error', reject)
    request.end(body)
  })
  const key = bearer(INGEST_KEY)

  it('asks for a key before all else', async () => {
    expect(await send({ 'content-type': 'text/plain' }, tooLarge)).toEqual({ status: 401, code: 'auth.missing-key' })
    expect(await send({ ...bearer('x'.repeat(40)), 'content-type': 'text/plain' }, 'x')).toEqual({ status: 401, code: 'auth.unknown-key' })
  })

  it('then for the content type, also where there is none and no body', async () => {
    expect(await send({ ...key, 'content-type': 'text/plain' }, tooLarge)).toEqual({ status: 415, code: 'request.unsupported-media-type' })
    expect(await send({ ...key, 'content-type': `${STRUCTURED}; charset=GB18030` }, '{}')).toEqual({ status: 415, code: 'request.unsupported-media-type' })
    expect(await send({ ...key, 'content-type': STRUCTURED, 'content-encoding': 'gzip' }, '{}')).toEqual({ status: 415, code: 'request.unsupported-media-type' })
    expect(await send(key, '')).toEqual({ status: 415, code: 'request.unsupported-media-type' })
  })

  it('then for the size, whether or not the length is stated', async () => {
    expect(await send({ ...key, 'content-type': STRUCTURED }, tooLarge)).toEqual({ status: 413, code: 'request.too-large' })
    expect(await send({ ...key, 'content-type': STRUCTURED, 'transfer-encoding': 'chunked' }, tooLarge)).toEqual({ status: 413, code: 'request.too-large' })
    expect(await send({ ...key, 'content-type': BATCHED }, `[${Array.from({ length: 5_001 }).fill('0').join()}]`)).toEqual({ status: 413, code: 'request.too-large' })
  })

  it('then for JSON', async () => {
    const denied = await door.keyFor({ sourcePrefix: '/elsewhere' })
    for (const body of ['', '{', '[1,]', `${'['.repeat(65)}${']'.repeat(65)}`, Buffer.from('{"a":"\xE9"}', 'latin1')])
      expect(await send({ ...bearer(denied), 'content-type': STRUCTURED }, body)).toEqual({ status: 400, code: 'request.not-json' })
    expect(await send({ ...bearer(denied), 'content-type': BATCHED }, JSON.stringify(event()))).toEqual({ status: 400, code: 'event.not-cloudevent' })
    expect(await send({ ...bearer(denied), 'content-type': STRUCTURED }, '{}')).toEqual({ status: 400, code: 'event.not-cloudevent' })
  })

  it('then for the scope, and for the content last', async () => {
    const denied = await door.keyFor({ sourcePrefix: '/elsewhere' })
    const bad = JSON.stringify(event({ time: 'x' }))
    expect(await send({ ...bearer(denied), 'content-type': STRUCTURED }, bad)).toEqual({ status: 403, code: 'scope.denied' })
    expect(await send({ ...key, 'content-type': STRUCTURED }, bad)).toEqual({ status: 422, code: 'event.invalid' })
  })
})

describe('a key of one unit', () => {
  it('speaks for what is known below it when the event arrives, and its denials are counted, not kept', async () => {
    const key = await door.keyFor({ sourcePrefix: '/upstream/supervision', unit: 'wuchang' })
    const batch = [event(), event({ subject: 'jicha' }), event({ subject: 'unheard-of' }), event({ source: '/upstream/supervision2' }), event({ source: '/upstream/supervision/app' })]
    const answer = await door.post(BATCHED, JSON.stringify(batch), bearer(key))
    expect(answer.body).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: 'scope.denied' }, { index: 2, code: 'scope.denied' }, { index: 3, code: 'scope.denied' }] })
    expect(await door.denialsOf(key)).toBe(3)
    expect(await door.store.reader.selectFrom('quarantine').selectAll().where('code', '=', 'scope.denied').execute()).toEqual([])

    await door.post(STRUCTURED, JSON.stringify(unit('zhongnan', 'station', 'wuchang')))
    expect((await door.post(STRUCTURED, JSON.stringify(event({ subject: 'zhongnan' })), bearer(key))).status).toBe(200)
    expect((await door.post(STRUCTURED, JSON.stringify({ ...unit('zhongnan', 'station', 'jicha'), source: '/upstream/supervision' }), bearer(key))).body).toMatchObject({ rejected: [{ pointer: '/data/parent' }], error: { code: 'scope.denied' } })
  })
})

describe('when it cannot be taken', () => {
  it.each([
    ['a full queue', new WriterBusy(false), 429, 'server.busy', '1'],
    ['a server about to stop', new WriterBusy(true), 503, 'server.stopping', '5'],
    ['a store that is away', new StoreUnavailable('full', new Error('SQLITE_FULL')), 503, 'store.unavailable', '2'],
  ])('%s says when to try again', async (...[, error, status, code, retryAfter]) => {
    const other = await doorWith(() => Promise.reject(error))
    const answer = await other.post(STRUCTURED, JSON.stringify(event()))
    expect(answer).toMatchObject({ status, body: { error: { code } } })
    expect(answer.headers.get('retry-after')).toBe(retryAfter)
    expect(JSON.stringify(answer.body)).not.toContain('SQLITE')
  })

  it('an error of ours says nothing of what it was', async () => {
    const other = await doorWith(() => Promise.reject(new Error('secret path')))
    const answer = await other.post(STRUCTURED, JSON.stringify(event()))
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'server.internal', message: '服务器内部错误' } } })
  })
})

describe('a large batch', () => {
  it('of 5,000 events with one bad in a hundred takes the rest and names each bad one', async () => {
    const batch = Array.from({ length: 5_000 }, (_, i) => event({}, i % 100 === 50 ? { dueAt: '2026-02-30T00:00:00+08:00' } : {}))
    const { status, body } = await door.post(BATCHED, JSON.stringify(batch))
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 4_950, duplicate: 0 })
    expect(body.rejected).toHaveLength(50)
    expect(body.rejected!.every(({ index, id, code, pointer }, i) => index === i * 100 + 50 && id === batch[index]!.id && code === 'event.invalid' && pointer === '/data/dueAt')).toBe(true)
    expect((await door.post(BATCHED, JSON.stringify(batch))).body).toMatchObject({ accepted: 0, duplicate: 4_950 })
  })
})

describe('whatever comes', () => {
  const types = [STRUCTURED, BATCHED, 'application/json']
  const answers = async (type: string, body: string | Buffer, headers = {}) => {
    const { status, body: answer } = await door.post(type, body, headers)
    expect(status).toBeLessThan(500)
    expect(status === 200 ? answer.rejected : answer.error?.code).toBeDefined()
  }

  it('any JSON is answered, never with an error of ours', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...types), fc.json({ noUnicodeString: false, stringUnit: 'binary' } as object), (type, body) => answers(type, body)), { numRuns: 80 })
  })

  it('any event with any value in any place is answered', async () => {
    const anything = fc.jsonValue({ stringUnit: 'binary' })
    const mutated = fc.tuple(fc.constantFrom('specversion', 'id', 'source', 'type', 'subject', 'time', 'data', 'data_base64', 'ext', '\0', '__proto__', 'datacontenttype'), anything).map(([name, value]) => Object.fromEntries([...Object.entries(event()), [name, value]]))
    const member = fc.tuple(fc.oneof(fc.constantFrom('task', 'topic', 'dueAt', '__proto__'), fc.string({ unit: 'binary' })), anything).map(([name, value]) => event({ data: Object.fromEntries([...Object.entries(event().data), [name, value]]) }))
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(mutated, member), { maxLength: 10 }), events => answers(BATCHED, JSON.stringify(events))), { numRuns: 60 })
  })

  it('any bytes and any headers are answered', async () => {
    const header = fc.string({ unit: fc.integer({ min: 0x20, max: 0xFF }).filter(code => code !== 0x7F).map(code => String.fromCharCode(code)) })
    await fc.assert(fc.asyncProperty(fc.constantFrom(...types), fc.uint8Array({ maxLength: 200 }), header, (type, bytes, value) => answers(type, Buffer.from(bytes), { 'ce-id': value, 'ce-x': value })), { numRuns: 60 })
  })
})

describe('as a part of the app', () => {
  const openApp = () => openBareApp({ parts: { doors: async http => void await http.register(ingestRoutes, door.options) } })

  it('is described with its three modes and its key', async () => {
    const { http } = await openApp()
    const api = (await http.inject('/api/v1/openapi.json')).json()
    const post = api.paths['/api/v1/events'].post
    expect(post.security).toEqual([{ sourceKey: [] }])
    expect(Object.keys(post.requestBody.content)).toEqual([STRUCTURED, BATCHED, 'application/json'])
    for (const [path, method] of [['/api/v1/quarantine', 'get'], ['/api/v1/quarantine/{id}', 'get'], ['/api/v1/quarantine/{id}', 'delete'], ['/api/v1/quarantine/{id}/resubmit', 'post']] as const)
      expect(api.paths[path][method].security).toEqual([{ sourceKey: [] }])
  })

  it('takes events, and leaves the bodies of other routes alone', async () => {
    const { http } = await openApp()
    const answer = await http.inject({ method: 'POST', url: '/api/v1/events', headers: { ...bearer(INGEST_KEY), 'content-type': STRUCTURED }, payload: JSON.stringify(event()) })
    expect([answer.statusCode, answer.json()]).toEqual([200, { accepted: 1, duplicate: 0, rejected: [] }])
    expect((await http.inject({ method: 'POST', url: '/api/v1/events', payload: 'x' })).json().error).toMatchObject({ code: 'auth.missing-key', requestId: 'r-2' })
    expect((await http.inject({ method: 'POST', url: '/api/v1/nothing', headers: { 'content-type': STRUCTURED }, payload: '{}' })).statusCode).toBe(404)
    expect((await http.inject('/api/v1/events')).statusCode).toBe(405)
  })
})

it('opens on any database', async () => {
  const store = await openStore({ kind: 'pglite' })
  const other = await openDoor(store)
  const bad = JSON.parse(JSON.stringify(event({ id: 'a?' }, { 'b?': 1 })).replaceAll('?', '\\u0000'))
  expect((await other.post(BATCHED, JSON.stringify([event({ subject: 'wuchang' }), bad, bad]))).body).toMatchObject({ accepted: 1, rejected: [{ pointer: '/id' }, { pointer: '/id' }] })
  await other.close()
  await store.close()
})
