import type { Pulse, Result, Topic, WatchAnswer } from '@qinglian/shared'
import type { Socket } from 'socket.io-client'
import type { BareApp } from '../support/bareApp.ts'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/db/store.ts'
import { AppError } from '../../src/errors.ts'
import { openBareApp } from '../support/bareApp.ts'

const NAME = 'unit/shouyi/supervision'

async function open(options?: Parameters<typeof openBareApp>[0]): Promise<BareApp> {
  const app = await openBareApp(options)
  await app.listen()
  return app
}

/** The next message of that name; listening begins at once. */
async function next<T>(socket: Socket, event: string): Promise<T> {
  return new Promise(resolve => socket.once(event, resolve))
}

async function refusal(socket: Socket): Promise<Error & { data?: unknown }> {
  return next(socket, 'connect_error')
}

async function ask(socket: Socket, event: string, ...payload: unknown[]): Promise<Result<WatchAnswer>> {
  return socket.timeout(5_000).emitWithAck(event, ...payload)
}

async function watch(socket: Socket, topics: unknown): Promise<WatchAnswer> {
  const answer = await ask(socket, 'topics:watch', { topics })
  if (!answer.ok)
    throw new Error(answer.error.code)
  return answer.data
}

describe('the handshake', () => {
  it.each([
    ['without auth', {}],
    ['of another version', { protocol: 2 }],
    ['with a version in words', { protocol: '1' }],
  ])('%s is refused as an unsupported protocol', async (...[, auth]) => {
    const app = await open()
    expect(await refusal(app.connect(auth))).toMatchObject({ data: { code: 'protocol.unsupported', message: '实时协议版本不受支持' } })
  })

  it('with an audience that is none is refused', async () => {
    const app = await open()
    expect(await refusal(app.connect({ protocol: 1, audience: 'boss' }))).toMatchObject({ data: { code: 'socket.invalid' } })
  })

  it('of someone who may see nothing is refused by its code', async () => {
    const app = await open({ parts: { allowedAudience: () => {
      throw new AppError('auth.device-required')
    } } })
    expect(await refusal(app.connect())).toMatchObject({ data: { code: 'auth.device-required' } })
  })

  it('grants the lower of asked and allowed, and tells the device to who decides', async () => {
    const devices: unknown[] = []
    const app = await open({ parts: { allowedAudience: ({ device }) => {
      devices.push(device)
      return 'internal'
    } } })
    app.feed.set(NAME, 'p')
    app.feed.set(NAME, 'i', 'internal')
    const asked = async (auth: object) => (await watch(app.connect({ protocol: 1, ...auth }), [{ name: NAME }])).topics[0]?.value
    expect([await asked({}), await asked({ audience: 'restricted', device: 'd-1' })]).toEqual(['p', 'i'])
    expect(devices).toEqual([undefined, 'd-1'])
  })

  it.each([['websocket'], ['polling']])('of a page of another site is refused (%s)', async (transport) => {
    const app = await open()
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1', 'nonsense'])
      await refusal(app.connect({ protocol: 1 }, { transports: [transport], extraHeaders: { origin } }))
    expect(app.http.server.listening).toBe(true)
  })

  it.each([['websocket'], ['polling']])('of our own page is taken (%s)', async (transport) => {
    const app = await openBareApp()
    const origin = await app.listen()
    await next(app.connect({ protocol: 1 }, { transports: [transport], extraHeaders: { origin } }), 'connect')
  })
})

describe('the pulse', () => {
  it('comes right after connecting and then again and again', async () => {
    const app = await open({ settings: { demo: true, timezone: 'Asia/Shanghai' }, pulseEveryMs: 10 })
    const socket = app.connect()
    const first = await next<Pulse>(socket, 'pulse')
    expect(first).toEqual({ at: '2023-11-14T22:13:20.000Z', build: 'test-build', epoch: 'e1', demo: true, timezone: 'Asia/Shanghai' })
    await next(socket, 'pulse')
  })

  it('tells a new epoch before any topic of it', async () => {
    const app = await open()
    const socket = app.connect()
    await watch(socket, [{ name: NAME }, { name: 'unit/shouyi/about' }].slice(0, 0))
    app.feed.set(NAME, 1)
    await watch(socket, [{ name: NAME }])
    const order: string[] = []
    socket.on('pulse', ({ epoch }: Pulse) => order.push(epoch))
    socket.on('topic', ({ rev }: Topic) => order.push(`rev ${rev}`))
    const arrived = next(socket, 'topic')
    app.feed.changeEpoch('e2')
    app.feed.set(NAME, 2)
    await arrived
    expect(order).toEqual(['e2', 'rev 2'])
  })
})

describe('watching', () => {
  it('answers with what is current and then pushes what changes', async () => {
    const app = await open()
    app.feed.set(NAME, { done: 1 })
    const socket = app.connect()
    const current = { name: NAME, audience: 'public', rev: 1, at: '2023-11-14T22:13:20.001Z', value: { done: 1 } }
    expect(await watch(socket, [{ name: NAME }])).toEqual({ epoch: 'e1', topics: [current], missing: [] })
    const pushed = next<Topic>(socket, 'topic')
    app.feed.set(NAME, { done: 2 })
    expect(await pushed).toMatchObject({ name: NAME, rev: 2, value: { done: 2 } })
  })

  it('leaves out a topic whose rev the client has', async () => {
    const app = await open()
    app.feed.set(NAME, 1)
    app.feed.set('unit/shouyi/about', 1)
    const answer = await watch(app.connect(), [{ name: NAME, rev: 1 }, { name: 'unit/shouyi/about', rev: 7 }])
    expect(answer.topics.map(topic => topic.name)).toEqual(['unit/shouyi/about'])
  })

  it('names what there is not, and gives the rest', async () => {
    const app = await open()
    app.feed.set(NAME, 1)
    const odd = ['unit/nowhere/about', 'unit/shouyi/nothing', 'nonsense', 'unit/../about', '']
    const answer = await watch(app.connect(), [{ name: NAME }, ...odd.map(name => ({ name }))])
    expect(answer.missing).toEqual(odd.map(name => ({ name, code: 'topic.unknown' })))
    expect(answer.topics).toHaveLength(1)
  })

  it('gives what is known when the store cannot give the rest', async () => {
    const app = await openBareApp()
    const store = { ...app.feed.topicStore }
    const { topicStore } = app.feed
    Object.assign(topicStore, { get: async (name: string, audience: 'public') => {
      if (name === 'unit/shouyi/about')
        throw new StoreUnavailable('gone', undefined)
      return store.get(name, audience)
    } })
    await app.listen()
    app.feed.set(NAME, 1)
    const answer = await watch(app.connect(), [{ name: NAME }, { name: 'unit/shouyi/about' }])
    expect(answer).toMatchObject({ topics: [{ name: NAME }], missing: [{ name: 'unit/shouyi/about', code: 'store.unavailable' }] })
  })

  it('misses no change between joining and reading', async () => {
    const app = await openBareApp()
    const { get } = app.feed.topicStore
    // The slowest possible reader: what it read is old by the time it answers.
    Object.assign(app.feed.topicStore, { get: async (name: string, audience: 'public') => {
      const read = await get(name, audience)
      app.feed.set(NAME, 'newer')
      await new Promise(resolve => setImmediate(resolve))
      return read
    } })
    await app.listen()
    app.feed.set(NAME, 'old')
    const socket = app.connect()
    const seen: unknown[] = []
    socket.on('topic', (topic: Topic) => seen.push(topic.value))
    const { topics } = await watch(socket, [{ name: NAME }])
    expect([...seen, topics[0]?.value]).toContain('newer')
  })

  it('sends one audience nothing of another', async () => {
    const app = await open()
    const socket = app.connect()
    await watch(socket, [{ name: NAME }])
    const seen: Topic[] = []
    socket.on('topic', (topic: Topic) => seen.push(topic))
    const marker = next(socket, 'topic')
    app.feed.set(NAME, 'secret', 'internal')
    app.feed.set('unit/wuchang/about', 'not watched')
    app.feed.set(NAME, 'open')
    await marker
    expect(seen.map(topic => topic.value)).toEqual(['open'])
  })

  it('ends with unwatch', async () => {
    const app = await open()
    const socket = app.connect()
    app.feed.set(NAME, 1)
    app.feed.set('unit/shouyi/about', 1)
    await watch(socket, [{ name: NAME }, { name: 'unit/shouyi/about' }])
    expect(await ask(socket, 'topics:unwatch', { names: [NAME, 'unit/nowhere/about'] })).toEqual({ ok: true, data: {} })
    const next_ = next<Topic>(socket, 'topic')
    app.feed.set(NAME, 2)
    app.feed.set('unit/shouyi/about', 2)
    expect((await next_).name).toBe('unit/shouyi/about')
  })
})

describe('at most 200 topics', () => {
  const units = Array.from({ length: 250 }, (_, i) => `u-${i}`)
  const topic = (i: number) => ({ name: `unit/u-${i}/about` })
  const many = async (): Promise<BareApp> => {
    const app = await open({ parts: { units: { isDeclared: code => units.includes(code), entries: () => [] } } })
    units.forEach(code => app.feed.set(`unit/${code}/about`, 1))
    return app
  }

  it('are watched by one connection in all', async () => {
    const app = await many()
    const socket = app.connect()
    expect((await watch(socket, units.slice(0, 150).map((_, i) => topic(i)))).topics).toHaveLength(150)
    expect(await ask(socket, 'topics:watch', { topics: units.slice(0, 51).map((_, i) => topic(150 + i)) })).toMatchObject({ ok: false, error: { code: 'watch.too-many' } })
    // Again what is watched already, and the last fifty: just as many as may be.
    expect((await watch(socket, units.slice(0, 150).map((_, i) => topic(50 + i)))).topics).toHaveLength(150)
    await ask(socket, 'topics:unwatch', { names: [topic(0).name] })
    expect((await watch(socket, [topic(220)])).topics).toHaveLength(1)
  })

  it('may be named in one message', async () => {
    const app = await many()
    expect(await ask(app.connect(), 'topics:watch', { topics: units.slice(0, 201).map((_, i) => topic(i)) })).toMatchObject({ ok: false, error: { code: 'watch.too-many' } })
  })

  it('may come in as many messages at once', async () => {
    const app = await many()
    const socket = app.connect()
    await once(socket as never, 'connect')
    const answers = await Promise.all(units.slice(0, 200).map(async (_, i) => watch(socket, [topic(i)])))
    expect(answers.flatMap(answer => answer.topics)).toHaveLength(200)
  })
})

describe('screens', () => {
  it('report their health', async () => {
    const app = await open()
    expect(await ask(app.connect(), 'screen:report', { scene: 'overview', memoryMb: 120 })).toEqual({ ok: true, data: {} })
  })
})
