/** Connections that a test holds in its own hand, byte by byte: plain ones, and walls that speak Engine.IO without a library. */
import type { Socket } from 'node:net'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { connect } from 'node:net'
import { atEnd } from './serverProcess.ts'

/** A raw connection; errors are for whoever awaits `close`. */
export async function raw(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  atEnd(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** A connection that speaks Engine.IO by hand, up to the answer of our handshake. */
export async function handshake(port: number): Promise<Socket> {
  const socket = await raw(port)
  const opened = untilHeard(socket, '0{"sid"')
  socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
  await opened
  const accepted = untilHeard(socket, '40{')
  socket.write(frame('40{"protocol":1}'))
  await accepted
  return socket
}

export async function untilHeard(socket: Socket, words: string): Promise<void> {
  let heard = ''
  while (!heard.includes(words)) {
    const [chunk] = await once(socket, 'data') as [Buffer]
    heard += chunk.toString('latin1')
  }
}

/** A masked text frame, masked with zeros. */
export function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), body])
}
