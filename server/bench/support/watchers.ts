/**
 * Very many live connections, as cheap as they can be on this side: each is a TCP connection that speaks just enough
 * WebSocket, Engine.IO and Socket.IO to join, to stay, and to count the messages that come. Nothing is decoded but frame
 * headers and the first bytes of a message, so a measurement of the server is not one of its clients.
 */
import { Buffer } from 'node:buffer'
import { connect } from 'node:net'

/** What a message of a topic begins with on the wire: Engine.IO message, Socket.IO event. */
const TOPIC = Buffer.from('42["topic"')
const PING = 0x32
const PONG = '3'
const MASK = 0x80
/** A mask of zeros leaves the bytes as they are. */
const MASK_KEY = Buffer.alloc(4)

export interface Watchers {
  /** Messages of topics that have come so far, all connections together. */
  readonly delivered: () => number
  /** Resolves once so many have come since the watchers were opened. */
  until: (count: number) => Promise<void>
  close: () => void
}

export interface WatchersOptions {
  url: string
  count: number
  /** What each sends to be let in, and after that. */
  auth: object
  hello: readonly [event: string, payload: object]
}

interface Tally { delivered: number, wanted: number, reached: () => void }

/** Resolves once all have joined, which they know by the answer to `hello`. */
export async function openWatchers({ url, count, auth, hello }: WatchersOptions): Promise<Watchers> {
  const tally: Tally = { delivered: 0, wanted: Number.POSITIVE_INFINITY, reached: () => undefined }
  const greeting = [`40${JSON.stringify(auth)}`, `420${JSON.stringify(hello)}`] as const
  const sockets: { destroy: () => void }[] = []
  const AT_ONCE = 50
  for (let opened = 0; opened < count; opened += AT_ONCE)
    sockets.push(...await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - opened) }, () => openWatcher(new URL(url), greeting, tally))))
  return {
    delivered: () => tally.delivered,
    until: wanted => new Promise((resolve) => {
      tally.wanted = wanted
      tally.reached = resolve
      if (tally.delivered >= wanted)
        resolve()
    }),
    close: () => sockets.forEach(socket => socket.destroy()),
  }
}

function openWatcher({ hostname, port }: URL, [auth, hello]: readonly [string, string], tally: Tally): Promise<{ destroy: () => void }> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const key = Buffer.from(Array.from({ length: 16 }, (_, i) => i)).toString('base64')
  socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`)
  return new Promise((resolve, reject) => {
    let rest: Buffer = Buffer.alloc(0)
    let isOpen = false
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('a watcher was closed')))
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      if (!isOpen) {
        const end = rest.indexOf('\r\n\r\n')
        if (end === -1)
          return
        isOpen = true
        rest = rest.subarray(end + 4)
        socket.write(frameOf(auth))
      }
      rest = readFrames(rest, (message) => {
        if (message.subarray(0, TOPIC.length).equals(TOPIC))
          count(tally)
        else if (message[0] === PING && message.length === 1)
          socket.write(frameOf(PONG))
        else if (isOf(message, '40'))
          socket.write(frameOf(hello))
        else if (isOf(message, '44'))
          reject(new Error(`not let in: ${message.toString()}`))
        else if (isOf(message, '43'))
          resolve(socket)
      })
    })
  })
}

/** Whether a message is of this kind: Engine.IO's digit for a message, then Socket.IO's for a connect, an error or an ack. */
function isOf(message: Buffer, kind: string): boolean {
  return message.subarray(0, kind.length).toString() === kind
}

function count(tally: Tally): void {
  tally.delivered += 1
  if (tally.delivered === tally.wanted)
    tally.reached()
}

/** Hands over each whole frame's payload; gives what is left of the last, unfinished one. */
function readFrames(bytes: Buffer, take: (payload: Buffer) => void): Buffer {
  let at = 0
  while (bytes.length - at >= 2) {
    const short = bytes[at + 1]! & 0x7F
    const header = short < 126 ? 2 : short === 126 ? 4 : 10
    if (bytes.length - at < header)
      break
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    if (bytes.length - at < header + length)
      break
    take(bytes.subarray(at + header, at + header + length))
    at += header + length
  }
  return at === bytes.length ? Buffer.alloc(0) : bytes.subarray(at)
}

/** A text frame of a client, masked as it must be. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const header = payload.length < 126 ? Buffer.from([0x81, MASK | payload.length]) : Buffer.from([0x81, MASK | 126, payload.length >> 8, payload.length & 0xFF])
  return Buffer.concat([header, MASK_KEY, payload])
}
