/** A socket without a network for tests of the live client: records what is sent, answers and speaks on demand. */
import type { ClientToServer, Pulse, Result, ServerToClient, Topic, WatchAnswer, WatchRequest } from '@qinglian/shared'
import type { Socket } from 'socket.io-client'
import type { LiveSocket } from '../src/live/socketClient.ts'

type Listener = (payload?: unknown) => void
type Answer = (result: Result<WatchAnswer>) => void

export function createFakeSocket() {
  const listeners = new Map<string, Listener[]>()
  const watches: { request: WatchRequest, ack: Answer }[] = []
  const unwatched: string[] = []
  const calls: string[] = []
  const state = { connected: false, active: true }
  const fire = (event: string, payload?: unknown): void => listeners.get(event)?.forEach(listener => listener(payload))

  const socket = {
    get connected() { return state.connected },
    get active() { return state.active },
    on(event: string, listener: Listener) {
      listeners.set(event, [...listeners.get(event) ?? [], listener])
      return socket
    },
    emit(event: string, payload: WatchRequest | { names: string[] }, ack: Answer) {
      if ('topics' in payload)
        watches.push({ request: payload, ack })
      else
        unwatched.push(...payload.names)
      return socket
    },
    connect() {
      calls.push('connect')
      return socket
    },
    disconnect() {
      calls.push('disconnect')
      state.connected = false
      return socket
    },
  }
  return {
    socket: socket as unknown as LiveSocket & Socket<ServerToClient, ClientToServer>,
    watches,
    unwatched,
    calls,
    open() {
      state.connected = true
      fire('connect')
    },
    drop(willRetry = true) {
      state.connected = false
      state.active = willRetry
    },
    pulse: (pulse: Partial<Pulse> = {}) => fire('pulse', { at: '2026-09-11T10:32:00+08:00', build: 'b', epoch: 'e1', demo: false, timezone: 'Asia/Shanghai', ...pulse }),
    push: (topic: Topic) => fire('topic', topic),
    refuse: (code: string) => fire('connect_error', Object.assign(new Error(code), { data: { code } })),
    /** Answers the latest request. */
    answer: (answer: Partial<WatchAnswer> = {}) => watches[watches.length - 1]?.ack({ ok: true, data: { epoch: 'e1', topics: [], missing: [], ...answer } }),
  }
}
