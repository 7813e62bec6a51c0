/**
 * The live client over Socket.IO (contract.md §4).
 *
 * After every connect it asks for all watched topics with the revs it holds and so gets just what differs. What
 * the server lacks it asks for again every few seconds, so a wall for a unit that is declared later heals by
 * itself. A refused or closed connection is tried again for ever; only a protocol that the server no longer
 * speaks calls for a new page, once.
 */
import type { ClientToServer, Pulse, Result, ServerToClient, WatchAnswer } from '@qinglian/shared'
import type { Socket } from 'socket.io-client'
import type { LiveClient, Stop } from './liveClient.ts'
import type { WatchedTopic } from './topicBook.ts'
import { MAX_WATCHED_TOPICS } from '@qinglian/shared'
import { createLinkWatch } from './linkWatch.ts'
import { createTopicBook } from './topicBook.ts'

export type LiveSocket = Pick<Socket<ServerToClient, ClientToServer>, 'on' | 'emit' | 'connect' | 'disconnect' | 'connected' | 'active'>

/** How often missing topics are asked for again and a refused connection is tried again. */
export const TEND_EVERY_MS = 3_000

export interface SocketClientOptions {
  socket: LiveSocket
  /** The server speaks another protocol version: the page itself is out of date. */
  onOutdated: () => void
}

export function createSocketClient({ socket, onOutdated }: SocketClientOptions): LiveClient {
  const book = createTopicBook()
  const link = createLinkWatch({ onSilence: reconnect })
  const pulseListeners = new Set<(pulse: Pulse) => void>()
  const tending = setInterval(tend, TEND_EVERY_MS)
  let isAskingSoon = false
  /** Whether this connection has answered for all that was watched when it opened. */
  let isJoined = false
  let connection = 0

  socket.on('connect', () => {
    connection++
    isJoined = false
    join()
  })
  socket.on('topic', topic => book.accept(topic))
  socket.on('pulse', (pulse) => {
    link.beat()
    pulseListeners.forEach(listener => listener(pulse))
    if (book.meetEpoch(pulse.epoch))
      ask(book.wanted())
  })
  socket.on('connect_error', (error) => {
    if (isProtocolRefusal(error))
      onOutdated()
  })

  /** Without the answer no change would ever be sent, though pulses come: so it is asked for until it is there. */
  function join(): void {
    const asked = connection
    ask(book.wanted(), () => isJoined ||= asked === connection)
  }

  function ask(topics: WatchedTopic[], onAnswer = (): unknown => undefined): void {
    if (!socket.connected || topics.length === 0)
      return
    socket.emit('topics:watch', { topics: topics.slice(0, MAX_WATCHED_TOPICS) }, (result) => {
      if (result.ok)
        onAnswer()
      take(result, topics)
    })
  }

  function take(result: Result<WatchAnswer>, asked: WatchedTopic[]): void {
    if (!result.ok)
      return
    link.beat()
    const isNewEpoch = book.meetEpoch(result.data.epoch)
    result.data.topics.forEach(book.accept)
    result.data.missing.forEach(({ name, code }) => book.markMissing(name, code))
    // Revs of an older epoch may have hidden a topic whose number happens to be the same.
    if (isNewEpoch && asked.some(topic => topic.rev !== undefined))
      ask(book.wanted('unknown'))
  }

  function tend(): void {
    if (socket.connected && !isJoined)
      join()
    else if (socket.connected)
      ask([...book.wanted('missing'), ...book.wanted('unknown')])
    else if (!socket.active)
      socket.connect()
  }

  /** Silence for 12 s: the connection, if there still seems to be one, is not to be trusted. */
  function reconnect(): void {
    if (socket.connected)
      socket.disconnect().connect()
  }

  /** Several watchers of one turn go out in one request. */
  function askSoon(): void {
    if (isAskingSoon)
      return
    isAskingSoon = true
    queueMicrotask(() => {
      isAskingSoon = false
      ask(book.wanted('unknown'))
    })
  }

  return {
    watch(watcher) {
      const { name, isNew, remove } = book.add(watcher)
      if (isNew)
        askSoon()
      return () => {
        if (remove() && socket.connected)
          socket.emit('topics:unwatch', { names: [name] }, () => {})
      }
    },
    onLink: link.listen,
    onPulse: listener => addTo(pulseListeners, listener),
    close() {
      clearInterval(tending)
      link.stop()
      socket.disconnect()
    },
  }
}

function addTo<T>(set: Set<T>, item: T): Stop {
  set.add(item)
  return () => {
    set.delete(item)
  }
}

function isProtocolRefusal(error: Error & { data?: { code?: unknown } }): boolean {
  return error.data?.code === 'protocol.unsupported' || error.message === 'protocol.unsupported'
}
