/**
 * The live gateway: Socket.IO 4 at its default path (contract.md §4).
 *
 * One room per (topic, audience); what the presenter hands over goes to its room at once and is encoded once,
 * however many watch. A socket costs what Socket.IO costs: its audience and a count stand in `socket.data`, what
 * it watches is in Socket.IO's own rooms, and one listener, shared by all sockets, takes every message. Whoever
 * falls behind is closed and resyncs; nothing that a client sends or does not take can grow without bound.
 */
import type { Audience, ClientToServer, Pulse, ServerToClient } from '@qinglian/shared'
import type { Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { AllowedAudience } from '../../access/audience.ts'
import type { StoredTopic } from '../topics/topicStore.ts'
import type { LiveSocket, SocketData } from './liveSocket.ts'
import type { RequestsOptions } from './requests.ts'
import type { TopicFeed, TopicReader } from './topicReader.ts'
import { MAX_WATCHED_TOPICS, PULSE_EVERY_MS } from '@qinglian/shared'
import { Server } from 'socket.io'
import { toAppError } from '../../errors.ts'
import { isTooFarBehind } from './backlog.ts'
import { admit, FOREIGN_ORIGIN, HandshakeRefused, isOwnOrigin } from './handshake.ts'
import { createRequests, failure, roomOf } from './requests.ts'
import { wireTopic } from './wireTopic.ts'

type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>

export interface GatewayOptions {
  readonly server: HttpServer
  readonly topics: TopicReader
  readonly feed: TopicFeed
  readonly allowedAudience: AllowedAudience
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly build: string
  readonly demo: boolean
  readonly timezone: string
  readonly log: RequestsOptions['log']
  readonly pulseEveryMs?: number
}

export interface Gateway {
  /** Sockets by audience, for the metrics. */
  readonly sockets: () => Record<Audience, number>
  /** Takes no more connections and closes those there are. Idempotent. */
  readonly close: () => void
}

/** Topics that one socket may have asked for without an answer: all it can watch, twice. */
export const MAX_PENDING = 2 * MAX_WATCHED_TOPICS
/** Two hundred topic names with their revs, four times over. */
const MAX_MESSAGE_BYTES = 128 * 1024
const SWEEP_EVERY_MS = 1_000
/** A wall that lost its link would not say goodbye within half a minute. */
const GOODBYE_MS = 1_000

export function createGateway(options: GatewayOptions): Gateway {
  const { feed, clock, build, demo, timezone, pulseEveryMs = PULSE_EVERY_MS } = options
  const counts: Record<Audience, number> = { public: 0, internal: 0, restricted: 0 }
  let isClosed = false
  const upgraded = new Set<Duplex>()
  options.server.on('upgrade', (_request, stream: Duplex) => {
    upgraded.add(stream)
    stream.once('close', () => upgraded.delete(stream))
  })
  const io: LiveServer = new Server(options.server, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: 10_000,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    allowRequest: (request, decide) => isOwnOrigin(request.headers) && !isClosed ? decide(null, true) : decide(FOREIGN_ORIGIN, false),
  })
  const pulse = (): Pulse => ({ at: new Date(clock()).toISOString(), build, epoch: feed.epoch(), demo, timezone })
  const listener = createListener(options)

  io.use((socket, next) => {
    try {
      socket.data.audience = admit(socket.handshake.auth, socket.handshake.headers, options.allowedAudience)
      socket.data.pending = 0
      next()
    }
    catch (error) {
      next(new HandshakeRefused(toAppError(error)))
    }
  })
  io.on('connection', (socket) => {
    counts[socket.data.audience] += 1
    socket.onAny(listener)
    socket.on('disconnect', countOut)
    socket.emit('pulse', pulse())
  })
  function countOut(this: LiveSocket): void {
    counts[this.data.audience] -= 1
  }

  let toldEpoch = feed.epoch()
  function pulseAll(): void {
    toldEpoch = feed.epoch()
    io.emit('pulse', pulse())
  }

  const pulsing = setInterval(pulseAll, pulseEveryMs)
  const sweeping = setInterval(sweep, SWEEP_EVERY_MS, io)
  const stopTopics = feed.onTopics((topics) => {
    // A new epoch is told ahead of its topics, whose revs may be lower than those a client keeps.
    if (feed.epoch() !== toldEpoch)
      pulseAll()
    topics.forEach(topic => emitTopic(io, topic))
  })

  return {
    sockets: () => ({ ...counts }),
    close() {
      if (isClosed)
        return
      isClosed = true
      clearInterval(pulsing)
      clearInterval(sweeping)
      stopTopics()
      // Not `io.close()`: that would also close the HTTP server, which has requests to finish.
      io.disconnectSockets(true)
      io.engine.close()
      setTimeout(() => upgraded.forEach(stream => stream.destroy()), GOODBYE_MS).unref()
    },
  }
}

/** To everyone who watches it. Without watchers it is not even parsed (rooms are of this node). */
function emitTopic(io: LiveServer, topic: StoredTopic): void {
  const room = roomOf(topic.name, topic.audience)
  if (io.of('/').adapter.rooms.has(room))
    io.to(room).emit('topic', wireTopic(topic))
}

function sweep(io: LiveServer): void {
  for (const socket of io.of('/').sockets.values()) {
    if (isTooFarBehind(socket))
      socket.conn.close(true)
  }
}

/** One listener for every message of every socket, of any name and shape. */
function createListener(options: RequestsOptions) {
  const answer = createRequests(options)

  return function onMessage(this: LiveSocket, event: string, ...args: unknown[]): void {
    const ack = args.findLast(arg => typeof arg === 'function')
    const reply = (result: unknown): void => void ack?.(result)
    if (!this.connected)
      return
    const weight = weightOf(args[0])
    // Whoever asks without taking the answers is not answered.
    if (this.data.pending + weight > MAX_PENDING || isTooFarBehind(this))
      return reply(failure('rate.limited'))
    this.data.pending += weight
    void answer(this, event, args[0]).then((result) => {
      this.data.pending -= weight
      reply(result)
    })
  }
}

/** How many topics a request may bring along; 1 for what is not about topics. */
function weightOf(payload: unknown): number {
  const topics: unknown = typeof payload === 'object' && payload !== null && 'topics' in payload ? payload.topics : undefined
  return Array.isArray(topics) ? Math.min(Math.max(topics.length, 1), MAX_WATCHED_TOPICS) : 1
}
