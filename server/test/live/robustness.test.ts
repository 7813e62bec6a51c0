import type { Socket } from 'socket.io-client'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBareApp } from '../support/bareApp.ts'

const NAME = 'unit/shouyi/supervision'

async function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}

const event = fc.oneof(fc.constantFrom('topics:watch', 'topics:unwatch', 'screen:report', 'topic', 'pulse', '__proto__', 'constructor', 'toString'), fc.string({ minLength: 1, maxLength: 30 }))
  .filter(name => !['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].includes(name))
const almost = fc.oneof(
  fc.record({ topics: fc.anything() }),
  fc.record({ topics: fc.array(fc.record({ name: fc.anything(), rev: fc.anything() })) }),
  fc.record({ names: fc.anything() }),
)
const payload = fc.array(fc.oneof(fc.jsonValue(), almost.map(value => JSON.parse(JSON.stringify(value) ?? 'null')), fc.uint8Array({ maxLength: 8 })), { maxLength: 3 })

describe('whatever a client sends', () => {
  it('is answered with a result, and the next request works', async () => {
    const app = await openBareApp()
    await app.listen()
    app.feed.set(NAME, 1)
    const socket = await connected(app.connect())
    await fc.assert(fc.asyncProperty(event, payload, async (name, args) => {
      const answer: unknown = await socket.timeout(5_000).emitWithAck(name, ...args)
      expect(answer).toSatisfy((result: { ok: unknown, error?: { code: unknown } }) => result.ok === true || typeof result.error?.code === 'string')
    }), { numRuns: 150 })
    expect(await socket.timeout(5_000).emitWithAck('topics:watch', { topics: [{ name: NAME }] })).toMatchObject({ ok: true, data: { topics: [{ rev: 1 }] } })
    expect(app.log.filter(line => line.includes('"level":50'))).toEqual([])
  })

  it('needs no ack', async () => {
    const app = await openBareApp()
    await app.listen()
    const socket = await connected(app.connect())
    socket.emit('topics:watch')
    socket.emit('topics:watch', { topics: [{ name: NAME }] })
    socket.emit('topics:unwatch', null, 'ack')
    const arrived = new Promise(resolve => socket.once('topic', resolve))
    await socket.timeout(5_000).emitWithAck('screen:report', {})
    app.feed.set(NAME, 1)
    await arrived
  })

  it('closes that connection alone where it is too long or no protocol', async () => {
    const app = await openBareApp()
    await app.listen()
    const bystander = await connected(app.connect())
    const loud = await connected(app.connect())
    const gone = new Promise(resolve => loud.once('disconnect', resolve))
    loud.emit('topics:watch', { topics: 'x'.repeat(200_000) })
    await gone
    expect(await bystander.timeout(5_000).emitWithAck('screen:report', {})).toEqual({ ok: true, data: {} })
  })

  it('asking on and on without taking the answers ends in a closed connection, not in memory', async () => {
    const app = await openBareApp()
    const url = new URL(await app.listen())
    app.feed.set(NAME, 'x'.repeat(300_000))
    // A client that speaks Engine.IO by hand and never reads.
    const raw = connectTcp({ port: Number(url.port), host: url.hostname })
    raw.on('error', () => undefined)
    raw.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
    await once(raw, 'data')
    raw.pause()
    raw.write(frame('40{"protocol":1}'))
    const sockets = async () => (await app.http.inject('/metrics')).body.match(/qinglian_sockets\{audience="public"\} (\d+)/)?.[1]
    await expect.poll(sockets, { timeout: 5_000 }).toBe('1')
    for (let i = 0; i < 400; i++)
      raw.write(frame(`42${i}["topics:watch",{"topics":[{"name":"${NAME}"}]}]`))
    await expect.poll(sockets, { timeout: 10_000 }).toBe('0')
    raw.destroy()
  })
})

/** A masked text frame, masked with zeros. */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const length = body.length < 126 ? Buffer.from([0x80 | body.length]) : Buffer.from([0x80 | 126, body.length >> 8, body.length & 255])
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), body])
}
