/**
 * What a client may ask (contract.md §4): watch, unwatch, report. Every payload is unknown until its schema says
 * otherwise, and every answer is a result; nothing that a client sends can throw out of here.
 */
import type { Audience, ClientToServer, ErrorCode, Failure, Result, Topic, WatchAnswer } from '@qinglian/shared'
import type { LiveSocket } from './liveSocket.ts'
import type { TopicFeed, TopicReader } from './topicReader.ts'
import { errorMessage, MAX_WATCHED_TOPICS, ScreenReport, UnwatchRequest, WatchRequest } from '@qinglian/shared'
import { Compile } from 'typebox/compile'
import { StoreUnavailable } from '../../db/store.ts'
import { toAppError } from '../../errors.ts'
import { wireTopic } from './wireTopic.ts'

export interface RequestsOptions {
  readonly topics: TopicReader
  readonly feed: Pick<TopicFeed, 'epoch'>
  readonly log: { readonly error: (details: object, message: string) => void }
}

type Handler = (socket: LiveSocket, payload: unknown) => Promise<Result<unknown>> | Result<unknown>
type Wanted = WatchRequest['topics'][number]
type Read = { topic: Topic } | { missing: { name: string, code: ErrorCode } } | 'same'

const watchRequest = Compile(WatchRequest)
const unwatchRequest = Compile(UnwatchRequest)
const screenReport = Compile(ScreenReport)
const DONE: Result<Record<string, never>> = { ok: true, data: {} }

export function failure(code: ErrorCode): Failure {
  return { ok: false, error: { code, message: errorMessage(code) } }
}

export function roomOf(name: string, audience: Audience): string {
  return `${audience} ${name}`
}

/** Answers one request; never throws and never rejects. */
export function createRequests({ topics, feed, log }: RequestsOptions) {
  const handlers: Record<keyof ClientToServer, Handler> = {
    'topics:watch': async (socket, payload) => {
      const request = asWatchRequest(payload)
      return 'ok' in request ? request : await watch(socket, request)
    },
    'topics:unwatch': (socket, payload) => {
      if (!unwatchRequest.Check(payload))
        return failure('socket.invalid')
      payload.names.forEach(name => void socket.leave(roomOf(name, socket.data.audience)))
      return DONE
    },
    'screen:report': (_socket, payload) => screenReport.Check(payload) ? DONE : failure('socket.invalid'),
  }

  async function watch(socket: LiveSocket, request: WatchRequest): Promise<Result<WatchAnswer>> {
    const wanted = [...new Map(request.topics.map(topic => [topic.name, topic])).values()]
    const known = wanted.filter(({ name }) => topics.exists(name))
    const rooms = known.map(({ name }) => roomOf(name, socket.data.audience))
    // Every socket is also in a room of its own.
    const watched = socket.rooms.size - 1
    if (watched + rooms.filter(room => !socket.rooms.has(room)).length > MAX_WATCHED_TOPICS)
      return failure('watch.too-many')
    // Joined first and read after: a change in between comes twice rather than never.
    void socket.join(rooms)
    const read = await Promise.all(wanted.map(topic => readOne(topic, socket.data.audience)))
    return {
      ok: true,
      data: {
        epoch: feed.epoch(),
        topics: read.flatMap(one => one !== 'same' && 'topic' in one ? [one.topic] : []),
        missing: read.flatMap(one => one !== 'same' && 'missing' in one ? [one.missing] : []),
      },
    }
  }

  async function readOne({ name, rev }: Wanted, audience: Audience): Promise<Read> {
    try {
      const stored = await topics.read(name, audience)
      if (stored === undefined)
        return { missing: { name, code: 'topic.unknown' } }
      return stored.rev === rev ? 'same' : { topic: wireTopic(stored) }
    }
    catch (error) {
      // One value that the store cannot give must not keep the others from the wall.
      if (error instanceof StoreUnavailable)
        return { missing: { name, code: 'store.unavailable' } }
      throw error
    }
  }

  return async function answer(socket: LiveSocket, event: string, payload: unknown): Promise<Result<unknown>> {
    try {
      return isRequest(event, handlers) ? await handlers[event](socket, payload) : failure('socket.invalid')
    }
    catch (error) {
      const known = toAppError(error)
      log.error({ err: error, event }, 'live request failed')
      return failure(known.code)
    }
  }
}

function isRequest(event: string, handlers: Record<keyof ClientToServer, Handler>): event is keyof ClientToServer {
  return Object.hasOwn(handlers, event)
}

/** More than 200 at once is refused by its own code, not as a malformed message. */
function asWatchRequest(payload: unknown): WatchRequest | Failure {
  if (watchRequest.Check(payload))
    return payload
  const isLong = typeof payload === 'object' && payload !== null && 'topics' in payload && Array.isArray(payload.topics) && payload.topics.length > MAX_WATCHED_TOPICS
  return failure(isLong ? 'watch.too-many' : 'socket.invalid')
}
