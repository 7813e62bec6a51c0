/**
 * Bad luck and bad manners at the door of the real process: after each, it serves as before, has logged no error of its own,
 * and holds no more connections than it should.
 */
import type { ServerProcess } from './support/serverProcess.ts'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { SUBJECTS, topicName } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { openBareApp } from '../support/bareApp.ts'
import { frame, handshake, raw, untilHeard } from './support/byHand.ts'
import { createFeed, UNITS } from './support/facts.ts'
import { post } from './support/post.ts'
import { atEnd, figure, INGEST_KEY, newFolder, startServer } from './support/serverProcess.ts'

const MEGABYTE = 1 << 20
const DROPPED = 2_000
const AT_ONCE = 200
const ASKED_AT_ONCE = 5
const MOST_GROWTH = 96 * MEGABYTE

async function start(): Promise<{ server: ServerProcess, url: string, port: number }> {
  const server = startServer({ dataDir: newFolder() })
  const url = await server.ready
  return { server, url, port: Number(new URL(url).port) }
}

async function expectWell({ server, url }: { server: ServerProcess, url: string }): Promise<void> {
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const feed = createFeed('well', Date.now())
  expect(await post(url, feed.declarations)).toMatchObject({ status: 200, rejected: [] })
  expect(server.said().split('\n').filter(line => /"level":[56]0/.test(line))).toEqual([])
  expect(await server.stop()).toBe(0)
}

/** Sends a body in pieces, as chunks when no length is told; gives the status. */
function send(port: number, bytes: number, headers: Record<string, string | number>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/events', headers: { 'authorization': `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json', ...headers } })
    sending.once('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
      sending.destroy()
    })
    sending.once('error', reject)
    const piece = Buffer.alloc(64 << 10, ' ')
    let left = bytes
    function more(): void {
      while (left > 0 && !sending.destroyed) {
        left -= piece.length
        if (!sending.write(piece))
          return void sending.once('drain', more)
      }
      sending.end()
    }
    more()
  })
}

it('bodies of 9 MiB, announced or not, many at once, are answered 413', async () => {
  const door = await start()
  const announced = Array.from({ length: 10 }, () => send(door.port, 9 * MEGABYTE, { 'content-length': 9 * MEGABYTE }))
  const chunked = Array.from({ length: 10 }, () => send(door.port, 9 * MEGABYTE, { 'transfer-encoding': 'chunked' }))
  expect(new Set(await Promise.all([...announced, ...chunked]))).toEqual(new Set([413]))
  await expectWell(door)
})

it(`${DROPPED} connections opened and dropped, at every stage of a request, leave nothing behind`, async () => {
  const door = await start()
  const handles = (): number => readdirSync(`/proc/${door.server.child.pid}/fd`).length
  const before = handles()
  const words = ['', 'GET /readyz HTTP/1.1\r\nHo', 'POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n[{', 'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n', 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n']
  for (let done = 0; done < DROPPED; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, async (_, i) => {
      const socket = await raw(door.port)
      socket.write(words[i % words.length]!)
      // Half of them say goodbye, the others are just gone.
      if (i % 2 === 0)
        socket.end()
      else
        socket.resetAndDestroy()
    }))
  }
  await expect.poll(handles, { timeout: 15_000 }).toBeLessThan(before + 20)
  await expectWell(door)
})

it('a client that never reads is closed before its answers fill the memory', async () => {
  const door = await start()
  const feed = createFeed('deaf', Date.now())
  await post(door.url, feed.declarations)
  await post(door.url, feed.next(2_000))
  const rss = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${door.server.child.pid}/status`, 'utf8'))?.[1]) * 1024
  const sockets = (): Promise<number | undefined> => figure(door.url, 'qinglian_sockets{audience="public"}')
  const names = UNITS.flatMap(unit => SUBJECTS.map(subject => ({ name: topicName(unit, subject) })))
  for (const { name } of names)
    await (await fetch(`${door.url}/api/v1/topics/${name}`)).text()
  const before = rss()

  const deaf = await handshake(door.port)
  await expect.poll(sockets, { timeout: 5_000 }).toBe(1)
  deaf.pause()
  let asked = 0
  const asking = setInterval(() => {
    for (let i = 0; i < ASKED_AT_ONCE; i++)
      deaf.write(frame(`42${asked += 1}["topics:watch",${JSON.stringify({ topics: names })}]`))
  }, 20)
  atEnd(() => clearInterval(asking))
  await expect.poll(sockets, { timeout: 20_000 }).toBe(0)
  expect(rss() - before).toBeLessThan(MOST_GROWTH)
  clearInterval(asking)
  console.log(`closed after ${asked} requests; ${((rss() - before) / MEGABYTE).toFixed(0)} MiB more in memory`)
  deaf.destroy()
  await expectWell(door)
})

it('packets that are no Socket.IO close their own connection alone', async () => {
  const door = await start()
  const bystander = await handshake(door.port)
  const frames = [
    '42',
    '42{"',
    '42["',
    '42[]',
    '42[null]',
    '42[1,2]',
    '420',
    '42999999999999999999999["topics:watch",{}]',
    '451-["x",{"_placeholder":true,"num":0}]',
    '459999999-["x"]',
    '40/admin,',
    '40/admin,{"protocol":1}',
    '41',
    '43',
    '431[',
    '44"no"',
    '4',
    '5',
    '6',
    '9',
    '2probe',
    '3',
    'x',
    '',
    '40{"protocol":1}',
    '42["disconnect"]',
    '42["connect",{}]',
    '42["__proto__",{"__proto__":null}]',
  ].map(text => frame(text))
  const binary = Buffer.concat([Buffer.from([0x82, 0x84, 0, 0, 0, 0]), Buffer.from([1, 2, 3, 4])])
  const unmasked = Buffer.from([0x81, 0x02, 0x34, 0x32])
  const reserved = Buffer.from([0xF3, 0x80, 0, 0, 0, 0])
  const huge = Buffer.from([0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0])
  for (const bytes of [...frames, binary, unmasked, reserved, huge]) {
    const socket = await handshake(door.port)
    socket.write(bytes)
    // The ping of the protocol after it: either it is answered or the connection is closed.
    socket.write(frame('421["screen:report",{}]'))
    await Promise.race([once(socket, 'data'), once(socket, 'close')])
    socket.destroy()
  }
  for (const body of ['', 'x', '4', '\x1E\x1E', '42["topics:watch"', `4${'['.repeat(100_000)}`])
    expect((await fetch(`${door.url}/socket.io/?EIO=4&transport=polling&sid=nobody`, { method: 'POST', body })).status).toBe(400)
  expect(bystander.destroyed).toBe(false)
  const answered = untilHeard(bystander, '430')
  bystander.write(frame('420["screen:report",{}]'))
  await answered
  await expectWell(door)
})

it('a request that never ends is cut off without an answer, and holds no place', async () => {
  const app = await openBareApp({ requestTimeoutMs: 600, parts: { doors: async http => void http.post('/api/v1/events', { schema: { security: [] } }, async () => ({})) } })
  const port = Number(new URL(await app.listen()).port)
  const [slowHead, slowBody, dripping] = [await raw(port), await raw(port), await raw(port)]
  const heads = 'POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n'
  slowHead.write(heads)
  slowBody.write(`${heads}\r\n[`)
  dripping.write(`${heads}\r\n[`)
  const drip = setInterval(() => dripping.write(' '), 50)
  atEnd(() => clearInterval(drip))
  for (const socket of [slowHead, slowBody, dripping]) {
    let heard = ''
    socket.on('data', (chunk: Buffer) => heard += chunk.toString())
    if (!socket.closed)
      await once(socket, 'close')
    expect(heard).toBe('')
  }
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})
