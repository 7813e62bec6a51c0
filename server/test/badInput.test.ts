/**
 * Everything wrong that may come in, through the whole server on a real port: each gets its documented code and pointer, the
 * server goes on, and no answer and no line of the log tells what went on inside.
 */
import type { Topic } from '@qinglian/shared'
import type { Socket } from 'node:net'
import type { TestApp } from './support/app.ts'
import { Buffer } from 'node:buffer'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { ERRORS } from '@qinglian/shared'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSourceKeys } from '../src/access/sourceKeys.ts'
import { FULL_SCOPE } from '../src/access/sourceScope.ts'
import { INGEST_KEY, startApp } from './support/app.ts'
import { sqliteSource } from './support/sqliteSource.ts'

const STRUCTURED = 'application/cloudevents+json'
const BATCHED = 'application/cloudevents-batch+json'
const NOW_MS = Date.parse('2026-11-23T02:00:00Z')

const source = sqliteSource()
let database: Awaited<ReturnType<typeof source.create>>
let app: TestApp
/** A key that speaks for `shouyi` alone. */
let narrowKey: string

const ERROR_LEVEL = 50
const errorsLogged = () => app.log.filter(line => (JSON.parse(line) as { level: number }).level >= ERROR_LEVEL)

beforeAll(async () => {
  database = await source.create()
  const store = await database.open()
  app = await startApp(store, () => NOW_MS)
  const random = (bytes: number) => Buffer.alloc(bytes, 7)
  narrowKey = (await createSourceKeys({ store, clock: () => NOW_MS, random }).create({ label: 'narrow', ...FULL_SCOPE, unit: 'shouyi' })).key
  const unit = (code: string, data: object) => event({ id: `unit-${code}`, type: 'qinglian.org.unit-declared', subject: code, data: { code, name: code, ...data } })
  expect(await app.post(unit('wuchang', { level: 'district' }), unit('shouyi', { level: 'station', parent: 'wuchang' }))).toMatchObject({ accepted: 2 })
})
afterAll(async () => {
  // Whatever came: nothing went wrong inside.
  expect(errorsLogged()).toEqual([])
  await app.close()
  await database.remove()
})

let ids = 0
function event(changes: object = {}, data: object = {}) {
  const id = `bad-${++ids}`
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

interface Answer {
  status: number
  code: string | undefined
  pointer: string | undefined
  body: string
}

/** Every refusal has the shape of the contract, its status is that of its code, and it tells nothing of the inside. */
function readAnswer(status: number, body: string): Answer {
  expect(status).toBeLessThan(500)
  expect(body).not.toMatch(/node_modules|\bat .*\.(?:ts|js):\d|SQLITE|Error:/)
  const parsed = body === '' ? {} : JSON.parse(body) as { error?: { code: keyof typeof ERRORS, message: string, requestId: string }, rejected?: { code: string, pointer?: string }[] }
  if (parsed.error !== undefined) {
    expect(Object.keys(parsed.error).sort()).toEqual(['code', 'message', 'requestId'])
    expect(ERRORS[parsed.error.code].status).toBe(status)
  }
  const [row] = parsed.rejected ?? []
  return { status, code: parsed.error?.code ?? row?.code, pointer: row?.pointer, body }
}

async function send(body: string | Uint8Array<ArrayBuffer>, type = STRUCTURED, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${app.url}/api/v1/events`, { method: 'POST', body, headers: { 'content-type': type, 'authorization': `Bearer ${INGEST_KEY}`, ...headers } })
  return readAnswer(answer.status, await answer.text())
}

/** Bytes as they are, on a socket of their own, until the server has answered and closes. */
async function sendRaw(request: string | Buffer): Promise<Answer> {
  const socket: Socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.on('error', () => socket.destroy())
  // Not ended: who hangs up is not answered.
  socket.write(request)
  const answer = await text(socket).catch(() => '')
  const end = answer.indexOf('\r\n\r\n')
  const chunked = /^transfer-encoding: chunked/im.test(answer.slice(0, end))
  const body = answer.slice(end + 4)
  return readAnswer(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]), chunked ? body.replace(/^[\da-f]+\r\n|\r\n[\da-f]+\r\n/gim, '') : body)
}

const raw = (lines: string[], body: string | Buffer = '') => Buffer.concat([Buffer.from([...lines, 'Host: x', 'Connection: close', '', ''].join('\r\n')), Buffer.from(body)])
const post = (headers: string[], body: string | Buffer = '') => raw(['POST /api/v1/events HTTP/1.1', `Authorization: Bearer ${INGEST_KEY}`, `Content-Type: ${STRUCTURED}`, ...headers], body)

const planned = async () => (await app.topic('unit/shouyi/supervision') as Topic<'supervision'>).value.tasks.planned

describe('a body that is', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  it.each<[string, string | Uint8Array<ArrayBuffer>, string, number, string]>([
    ['cut off', '{"specversion":"1.0"', STRUCTURED, 400, 'request.not-json'],
    ['empty', '', STRUCTURED, 400, 'request.not-json'],
    ['blanks', ' \n ', BATCHED, 400, 'request.not-json'],
    ['a bare NUL', '\0', STRUCTURED, 400, 'request.not-json'],
    ['JSON with comments', '{/* */}', STRUCTURED, 400, 'request.not-json'],
    ['not a number', '{"a":NaN}', STRUCTURED, 400, 'request.not-json'],
    ['not UTF-8', new Uint8Array([0x7B, 0x22, 0xE9, 0x22, 0x3A, 0x31, 0x7D]), STRUCTURED, 400, 'request.not-json'],
    ['UTF-16', new Uint8Array(Buffer.from('\uFEFF{}', 'utf16le')), STRUCTURED, 400, 'request.not-json'],
    ['nested a hundred thousand deep', nested(100_000), BATCHED, 400, 'request.not-json'],
    ['a text', '"event"', STRUCTURED, 400, 'event.not-cloudevent'],
    ['null', 'null', STRUCTURED, 400, 'event.not-cloudevent'],
    ['a huge number', '1e400', STRUCTURED, 400, 'event.not-cloudevent'],
    ['one event where a batch was announced', JSON.stringify(event()), BATCHED, 400, 'event.not-cloudevent'],
    ['a batch where one event was announced', JSON.stringify([event()]), STRUCTURED, 400, 'event.not-cloudevent'],
    ['a binary event without its headers', JSON.stringify(event().data), 'application/json', 400, 'event.not-cloudevent'],
    ['9 MiB', ' '.repeat(9 * 1024 * 1024), STRUCTURED, 413, 'request.too-large'],
    ['5,001 events', `[${Array.from({ length: 5_001 }).fill('0').join()}]`, BATCHED, 413, 'request.too-large'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'request.unsupported-media-type'],
    ['in GB18030', '{}', `${STRUCTURED}; charset=GB18030`, 415, 'request.unsupported-media-type'],
    ['in UTF-16 and says so', '{}', `${STRUCTURED}; charset=utf-16`, 415, 'request.unsupported-media-type'],
    ['of an Avro type', '{}', 'application/cloudevents+avro', 415, 'request.unsupported-media-type'],
  ])('%s', async (...[, body, type, status, code]) => {
    expect(await send(body, type)).toMatchObject({ status, code })
  })
})

describe('an event with', () => {
  const attribute = (name: string, value: unknown) => JSON.stringify({ ...event(), [name]: value })
  const member = (name: string, value: unknown) => JSON.stringify(event({}, { [name]: value }))
  /** As text, for what `JSON.stringify` would put right. */
  const patched = (from: string | RegExp, to: string) => JSON.stringify(event()).replace(from, to)

  it.each<[string, () => string, number, string, string | undefined]>([
    ['no time zone', () => attribute('time', '2026-11-20T10:00:00'), 422, 'event.invalid', '/time'],
    ['a time zone of 25 hours', () => attribute('time', '2026-11-20T10:00:00+25:00'), 422, 'event.invalid', '/time'],
    ['a time zone without its colon', () => attribute('time', '2026-11-20T10:00:00+0800'), 422, 'event.invalid', '/time'],
    ['29 February of no leap year', () => member('dueAt', '2027-02-29T00:00:00+08:00'), 422, 'event.invalid', '/data/dueAt'],
    ['the hour 24', () => attribute('time', '2026-11-20T24:00:00Z'), 422, 'event.invalid', '/time'],
    ['a leap second', () => attribute('time', '2016-12-31T23:59:60Z'), 422, 'event.invalid', '/time'],
    ['a time as a number', () => attribute('time', NOW_MS), 422, 'event.invalid', '/time'],
    ['a time ten minutes ahead', () => attribute('time', '2026-11-23T10:10:00+08:00'), 422, 'event.future', '/time'],
    ['a number for a text', () => member('task', 7), 422, 'event.invalid', '/data/task'],
    ['a huge number', () => patched(/"T-[^"]+"/, '1e999'), 422, 'event.invalid', '/data/task'],
    ['null for a text', () => member('topic', null), 422, 'event.invalid', '/data/topic'],
    ['an object for a text', () => member('kind', { toString: 'x' }), 422, 'event.invalid', '/data/kind'],
    ['data as a text', () => attribute('data', 'x'), 422, 'event.invalid', '/data'],
    ['data as a list', () => attribute('data', []), 422, 'event.invalid', '/data'],
    ['data in base64', () => attribute('data_base64', 'e30='), 422, 'event.invalid', '/data_base64'],
    ['data of 65 KiB', () => member('topic', 'x'.repeat(65 * 1024)), 422, 'event.invalid', '/data'],
    ['NUL in a text', () => member('topic', 'a\0b'), 422, 'event.invalid', '/data/topic'],
    ['NUL in an id', () => member('task', 'a\0b'), 422, 'event.invalid', '/data/task'],
    ['half a surrogate pair', () => patched('零售', '\\ud800'), 422, 'event.invalid', '/data/topic'],
    ['half a surrogate pair in an extension', () => patched('"specversion"', '"note":"\\udfff","specversion"'), 422, 'event.invalid', '/note'],
    ['an unknown member', () => member('dueat', '2026-11-30T18:00:00+08:00'), 422, 'event.invalid', '/data/dueat'],
    ['__proto__ among its data', () => patched('"task"', '"__proto__":{"kind":"routine"},"task"'), 422, 'event.invalid', '/data/__proto__'],
    ['constructor among its data', () => member('constructor', 'x'), 422, 'event.invalid', '/data/constructor'],
    ['__proto__ among its attributes', () => patched('"specversion"', '"__proto__":{"x":1},"specversion"'), 422, 'event.invalid', '/__proto__'],
    ['a name with slashes and tildes', () => member('a/b~c', 1), 422, 'event.invalid', '/data/a~1b~0c'],
    ['an attribute in capitals', () => attribute('Trace', 'x'), 422, 'event.invalid', '/Trace'],
    ['a unit that is a path', () => attribute('subject', '../shouyi'), 422, 'event.invalid', '/subject'],
    ['no unit', () => attribute('subject', undefined), 422, 'event.invalid', '/subject'],
    ['a source with a blank', () => attribute('source', '/up stream'), 400, 'event.not-cloudevent', '/source'],
    ['a source of 300 characters', () => attribute('source', `/${'x'.repeat(300)}`), 422, 'event.invalid', '/source'],
    ['an empty id', () => attribute('id', ''), 400, 'event.not-cloudevent', '/id'],
    ['an id as a number', () => attribute('id', 7), 400, 'event.not-cloudevent', '/id'],
    ['a type of nobody', () => attribute('type', 'qinglian.supervision.task-dreamt'), 422, 'event.unknown-type', '/type'],
    ['a type from Object', () => attribute('type', '__proto__'), 422, 'event.unknown-type', '/type'],
    ['a type that is the engine\'s', () => attribute('type', 'qinglian.alert.raised'), 403, 'scope.denied', '/type'],
    ['the wrong version', () => attribute('specversion', '0.3'), 400, 'event.not-cloudevent', '/specversion'],
  ])('%s', async (...[, make, status, code, pointer]) => {
    const before = await planned()
    expect(await send(make())).toMatchObject({ status, code, pointer })
    expect(await planned()).toBe(before)
  })

  it('29 February of a leap year, 0 to 9 digits of a second, any offset and lower case is taken', async () => {
    for (const time of ['2024-02-29T12:00:00Z', '2026-11-20t10:00:00.123456789z', '2026-11-20T10:00:00-23:59', '2026-11-20 10:00:00+08:00'])
      expect(await send(JSON.stringify(event({ time })))).toMatchObject({ status: 200 })
  })

  it('a member given twice counts as the last says, as JSON.parse has it', async () => {
    expect(await send(JSON.stringify(event()).replace('"kind":"routine"', '"kind":"routine","kind":"x"'))).toMatchObject({ status: 422, pointer: '/data/kind' })
    expect(await send(JSON.stringify(event()).replace('"kind":"routine"', '"kind":"x","kind":"routine"'))).toMatchObject({ status: 200 })
  })

  it('the identity of another is a duplicate where it says the same, else a conflict, and the first stands', async () => {
    const first = event()
    expect((await send(JSON.stringify(first))).body).toContain('"accepted":1')
    expect((await send(JSON.stringify({ ...first, time: '2026-11-20T02:00:00.000Z', data: Object.fromEntries(Object.entries(first.data).reverse()) }))).body).toContain('"duplicate":1')
    const others = [{ ...first, subject: 'wuchang' }, { ...first, data: { ...first.data, kind: 'cross' } }, { ...first, time: '2026-11-20T10:00:00.0001+08:00' }]
    for (const other of others)
      expect(await send(JSON.stringify(other))).toMatchObject({ status: 422, code: 'event.conflict' })
    const both = event()
    expect(JSON.parse((await send(JSON.stringify([both, { ...both, subject: 'wuchang' }, both]), BATCHED)).body)).toMatchObject({ accepted: 1, duplicate: 1, rejected: [{ index: 1, code: 'event.conflict' }] })
  })
})

describe('a key of one station', () => {
  it('says nothing of another unit, of a unit nobody declared, nor of a parent outside', async () => {
    const authorization = `Bearer ${narrowKey}`
    expect(await send(JSON.stringify(event()), STRUCTURED, { authorization })).toMatchObject({ status: 200 })
    for (const subject of ['wuchang', 'nowhere'])
      expect(await send(JSON.stringify(event({ subject })), STRUCTURED, { authorization })).toMatchObject({ status: 403, code: 'scope.denied', pointer: '/subject' })
    const moved = event({ type: 'qinglian.org.unit-declared', data: { code: 'shouyi', name: 'x', level: 'station', parent: 'wuchang' } })
    expect(await send(JSON.stringify(moved), STRUCTURED, { authorization })).toMatchObject({ status: 403, code: 'scope.denied', pointer: '/data/parent' })
  })

  it('is refused when it is missing, misspelt or no key at all, before the body is looked at', async () => {
    expect(await send('{', STRUCTURED, { authorization: '' })).toMatchObject({ status: 401, code: 'auth.missing-key' })
    for (const authorization of ['Bearer x', `Bearer ${narrowKey}x`, `Bearer ${'9'.repeat(7_000)}`])
      expect(await send('{', STRUCTURED, { authorization })).toMatchObject({ status: 401, code: 'auth.unknown-key' })
    expect(await send('{', STRUCTURED, { authorization: 'Basic eDp5' })).toMatchObject({ status: 401, code: 'auth.missing-key' })
  })
})

describe('a name of a topic that is', () => {
  // By a socket of our own: `fetch` would tidy the path up.
  it.each([
    'unit/../../../etc/passwd',
    'unit/shouyi/../wuchang/about',
    'unit/%2e%2e/about',
    'unit/shouyi/%00',
    'unit/shouyi/about/..;/',
    'unit//about',
    'unit/shouyi/__proto__',
    'unit/shouyi/about%2f',
    '..\\..\\windows',
    'unit/SHOUYI/about',
    `unit/${'a'.repeat(7_000)}/about`,
  ])('%.60s is no topic', async (name) => {
    expect(await sendRaw(raw([`GET /api/v1/topics/${name} HTTP/1.1`]))).toMatchObject({ status: 404, code: 'topic.unknown' })
  })

  it.each([
    ['half an escape', '/api/v1/topics/unit/%/about', [400, 404]],
    ['an absolute address', 'http://elsewhere/api/v1/topics/unit/x/about', [404]],
    ['two paths up', '/../../etc/passwd', [404]],
    ['dots in the web app\'s files', '/assets/..%2f..%2fpackage.json', [404]],
    ['a NUL in a file', '/assets/%00', [400, 404]],
    ['an audience of nobody', '/api/v1/topics/unit/shouyi/about?audience=boss', [400]],
    ['two audiences', '/api/v1/topics/unit/shouyi/about?audience=public&audience=internal', [400]],
  ] as const)('an address with %s is refused', async (...[, path, statuses]) => {
    expect(statuses).toContain((await sendRaw(raw([`GET ${path} HTTP/1.1`]))).status)
  })
})

describe('methods and lengths', () => {
  it.each([
    ['GET', '/api/v1/events'],
    ['DELETE', '/api/v1/events'],
    ['PATCH', '/api/v1/topics/unit/shouyi/about'],
    ['POST', '/api/v1/units'],
    ['PUT', '/api/v1/metrics'],
    ['OPTIONS', '/api/v1/units'],
  ])('%s %s is not a method there', async (method, path) => {
    const answer = await fetch(app.url + path, { method })
    expect(readAnswer(answer.status, await answer.text())).toMatchObject({ status: 405, code: 'route.method' })
    expect(answer.headers.get('allow')).toMatch(/^[A-Z, ]+$/)
  })

  it.each<[string, () => Buffer, number]>([
    ['a method of nobody', () => raw(['BREW /api/v1/events HTTP/1.1']), 400],
    ['two lengths that differ', () => post(['Content-Length: 2', 'Content-Length: 3'], '{}'), 400],
    ['a length below nothing', () => post(['Content-Length: -1'], '{}'), 400],
    ['a length that is a word', () => post(['Content-Length: two'], '{}'), 400],
    ['a length beside chunks', () => post(['Content-Length: 2', 'Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n'), 400],
    ['a length of 9 MiB and nothing behind it', () => post([`Content-Length: ${9 * 1024 * 1024}`]), 413],
    ['chunks of no size', () => post(['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'), 400],
    ['a header of 40 KiB', () => raw(['GET /api/v1/units HTTP/1.1', `X-A: ${'a'.repeat(40_000)}`]), 400],
    ['a header with a line break', () => raw(['GET /api/v1/units HTTP/1.1', 'X-A: a\r b']), 400],
    ['no HTTP', () => Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03', 'latin1'), 400],
  ])('%s is refused', async (...[, make, status]) => {
    expect((await sendRaw(make())).status).toBe(status)
  })
})

it('whoever hangs up before the answer leaves no error behind', async () => {
  for (let i = 0; i < 30; i++) {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
    await new Promise(resolve => socket.write(post(['Transfer-Encoding: chunked'], i % 2 === 0 ? 'zz' : '2\r\n{}\r\n'), resolve))
    socket.resetAndDestroy()
  }
  expect(await send(JSON.stringify(event()))).toMatchObject({ status: 200 })
  expect(errorsLogged()).toEqual([])
})

describe('whatever comes', () => {
  const types = fc.constantFrom(STRUCTURED, BATCHED, 'application/json')

  it('any bytes under any type and any headers are answered, never with an error of ours', async () => {
    const header = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7E }).map(code => String.fromCharCode(code)), maxLength: 40 })
    await fc.assert(fc.asyncProperty(types, fc.uint8Array({ maxLength: 300 }), header, async (type, bytes, value) => {
      await send(new Uint8Array(bytes), type, { 'ce-id': value, 'ce-source': value, 'ce-specversion': '1.0', 'ce-type': value })
    }), { numRuns: 60 })
  })

  it('any JSON is answered', async () => {
    await fc.assert(fc.asyncProperty(types, fc.jsonValue({ stringUnit: 'binary' }), async (type, value) => void await send(JSON.stringify(value), type)), { numRuns: 60 })
  })

  it('any value in any place of an event is answered, and leaves what stands beside it alone', async () => {
    const place = fc.constantFrom('specversion', 'id', 'source', 'type', 'subject', 'time', 'data', 'data_base64', 'datacontenttype', 'toString', '__proto__')
    const bad = fc.oneof(
      fc.tuple(place, fc.jsonValue({ stringUnit: 'binary' })).map(([name, value]) => ({ ...event(), ...Object.fromEntries([[name, value]]) })),
      fc.tuple(fc.constantFrom('task', 'topic', 'kind', 'dueAt', 'inspectingUnit', '__proto__'), fc.jsonValue({ stringUnit: 'binary' })).map(([name, value]) => event({}, Object.fromEntries([[name, value]]))),
    )
    await fc.assert(fc.asyncProperty(fc.array(bad, { maxLength: 8 }), async (events) => {
      const good = event()
      const { status, body } = await send(JSON.stringify([...events, good]), BATCHED)
      expect(status).toBe(200)
      expect((JSON.parse(body) as { rejected: { id?: string }[] }).rejected.map(row => row.id)).not.toContain(good.id)
    }), { numRuns: 60 })
  })

  it('any address is answered', async () => {
    const path = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7E }).map(code => String.fromCharCode(code)), maxLength: 60 })
    await fc.assert(fc.asyncProperty(fc.constantFrom('/', '/api/v1/', '/api/v1/topics/', '/api/v1/quarantine/', '/wall/', '/assets/'), path, async (start, rest) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
      socket.write(raw([`GET ${start}${rest} HTTP/1.1`]))
      // The web app is not built here, and its pages say so with a 503 of their own.
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 (?:[234]\d\d|503 Service Unavailable\r\n(?:.+\r\n)*content-type: text\/html)/i)
    }), { numRuns: 80 })
  })
})
