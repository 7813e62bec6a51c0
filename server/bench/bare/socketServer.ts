/**
 * The bare engine of live push: Socket.IO with the same options, rooms and bytes, and nothing of ours. `join` takes the
 * rooms that a client asks for; `burst` sends what the bench gives to its room, so many times; `POST /` parses a body and
 * sends it on, for the way of a single event.
 */
import type { Topic } from '@qinglian/shared'
import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { offer, ready } from '../../../scripts/bench-kit/probe.ts'

const http = createServer()
const io = new Server({ serveClient: false, transports: ['websocket', 'polling'], perMessageDeflate: false })

http.on('request', (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const topic = JSON.parse(Buffer.concat(chunks).toString()) as Topic
    io.to(topic.name).emit('topic', topic)
    response.setHeader('content-type', 'application/json').end('{"accepted":1,"duplicate":0,"rejected":[]}')
  })
})
// After the listener above, which then gets only what is not Socket.IO's.
io.attach(http)

io.on('connection', (socket) => {
  socket.on('join', (rooms: string[], ack: (result: object) => void) => {
    void socket.join(rooms)
    ack({ ok: true })
  })
})

/** One turn of the event loop between two topics, as between two commits. */
async function burst(topics: readonly Topic[]): Promise<void> {
  for (const topic of topics) {
    io.to(topic.name).emit('topic', topic)
    await new Promise<void>(resolve => setImmediate(resolve))
  }
}

offer('burst', topics => burst(topics as Topic[]))
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  ready(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
