/** A small door of HTTP for tests: keeps what comes as the contract says, and fails as it is told. */
import type { AlertEntry } from '@qinglian/shared'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../src/clock.ts'
import { createServer } from 'node:http'
import { checkEvent } from './checkEvent.ts'

export interface Failure { status: number, retryAfter?: string, code?: string, dropAfter?: boolean }

export interface ReceivedRequest { mode: string, key: string, events: Record<string, unknown>[] }

export interface TestDoor {
  url: string
  /** What was taken, by source and id. */
  kept: Map<string, Record<string, unknown>>
  rejected: { code: string, event: Record<string, unknown> }[]
  requests: ReceivedRequest[]
  /** Answers the coming requests so, one each; `undefined` answers as it should. */
  failures: (Failure | undefined)[]
  /** A key other than these is refused with 401. */
  keys: Set<string> | undefined
  /** What `GET /api/v1/alerts` tells. */
  alerts: () => readonly AlertEntry[]
  close: () => Promise<void>
}

export async function openDoor(clock: Pick<Clock, 'now'>): Promise<TestDoor> {
  const door: TestDoor = { url: '', kept: new Map(), rejected: [], requests: [], failures: [], keys: undefined, alerts: () => [], close: async () => {} }
  const server = createServer((request, response) => {
    readBody(request).then(body => answer(door, clock.now(), { request, response, body })).catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  door.close = () => new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
  return door
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request)
    parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function answer(door: TestDoor, nowMs: number, { request, response, body }: { request: IncomingMessage, response: ServerResponse, body: string }): void {
  if (request.method === 'GET')
    return send(response, { status: 200 }, { alerts: door.alerts() })
  const key = String(request.headers.authorization).replace('Bearer ', '')
  const failure = door.keys?.has(key) === false ? { status: 401, code: 'auth.unknown-key' } : door.failures.shift()
  // `dropAfter`: everything is taken, and the link dies before the answer.
  if (failure !== undefined && failure.dropAfter !== true)
    return send(response, failure, { error: { code: failure.code ?? 'server.busy', message: 'busy', requestId: 'r' } })
  const { mode, events } = decode(request, body)
  door.requests.push({ mode, key, events })
  const outcomes = events.map(event => take(door, event, nowMs))
  const rejected = outcomes.flatMap((code, index) => code === 'accepted' || code === 'duplicate' ? [] : [{ index, id: String(events[index]?.id), code, message: code }])
  const accepted = outcomes.filter(code => code === 'accepted').length
  const duplicate = events.length - rejected.length - accepted
  const status = mode !== 'batch' && rejected.length > 0 ? 422 : 200
  if (failure !== undefined)
    request.socket.destroy()
  else
    send(response, { status }, { accepted, duplicate, rejected })
}

function take(door: TestDoor, event: Record<string, unknown>, nowMs: number): string {
  const identity = `${String(event.source)} ${String(event.id)}`
  const known = door.kept.get(identity)
  const code = checkEvent(event, nowMs)?.code ?? (known === undefined ? 'accepted' : JSON.stringify(known) === JSON.stringify(event) ? 'duplicate' : 'event.conflict')
  if (code === 'accepted')
    door.kept.set(identity, event)
  else if (code !== 'duplicate')
    door.rejected.push({ code, event })
  return code
}

function decode(request: IncomingMessage, body: string): { mode: string, events: Record<string, unknown>[] } {
  const type = String(request.headers['content-type']).split(';')[0]
  const value = JSON.parse(body)
  if (type === 'application/cloudevents-batch+json')
    return { mode: 'batch', events: value }
  if (type === 'application/cloudevents+json')
    return { mode: 'structured', events: [value] }
  const attributes = Object.entries(request.headers).filter(([name]) => name.startsWith('ce-')).map(([name, text]) => [name.slice(3), decodeURIComponent(String(text))])
  const { specversion, id, source, type: kind, subject, time } = Object.fromEntries(attributes)
  return { mode: 'binary', events: [JSON.parse(JSON.stringify({ specversion, id, source, type: kind, subject, time, data: value }))] }
}

function send(response: ServerResponse, { status, retryAfter }: Failure, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) })
  response.end(JSON.stringify(body))
}
