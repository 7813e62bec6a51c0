/** The live protocol over Socket.IO (contract.md §4). Events are `noun:verb`; an ack is a result union. */
import type { ErrorCode } from './errors.ts'
import type { Static } from './primitives.ts'
import type { Topic } from './topics/catalogue.ts'
import { AUDIENCES } from './audience.ts'
import { OneOf, Optional, Type } from './primitives.ts'

export const PROTOCOL_VERSION = 1
export const PULSE_EVERY_MS = 5_000
/** Without a pulse for this long the link is lost, and the screen says so. */
export const LINK_LOST_AFTER_MS = 12_000
export const MAX_WATCHED_TOPICS = 200

export const Handshake = Type.Object({
  protocol: Type.Literal(PROTOCOL_VERSION),
  audience: Optional(OneOf(AUDIENCES)),
  device: Optional(Type.String({ maxLength: 200 })),
})
export type Handshake = Static<typeof Handshake>

export const WatchRequest = Type.Object({
  topics: Type.Array(Type.Object({ name: Type.String({ maxLength: 120 }), rev: Optional(Type.Integer({ minimum: 0 })) }), { maxItems: MAX_WATCHED_TOPICS }),
})
export type WatchRequest = Static<typeof WatchRequest>

export const UnwatchRequest = Type.Object({ names: Type.Array(Type.String({ maxLength: 120 }), { maxItems: MAX_WATCHED_TOPICS }) })
export type UnwatchRequest = Static<typeof UnwatchRequest>

/** Health of a wall; further members follow with unattended operation. */
export const ScreenReport = Type.Object({ scene: Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: true })
export type ScreenReport = Static<typeof ScreenReport>

export interface Failure { ok: false, error: { code: ErrorCode, message: string } }
export type Result<T> = { ok: true, data: T } | Failure
export type Ack<T> = (result: Result<T>) => void

export interface WatchAnswer {
  epoch: string
  /** Topics whose rev differs from the one the client named. */
  topics: Topic[]
  missing: { name: string, code: ErrorCode }[]
}

export interface Pulse {
  at: string
  build: string
  epoch: string
  demo: boolean
  /** IANA name of the installation's time zone: a wall shows its clock and its days, wherever the browser thinks it is. */
  timezone: string
}

export interface ClientToServer {
  'topics:watch': (request: WatchRequest, ack: Ack<WatchAnswer>) => void
  'topics:unwatch': (request: UnwatchRequest, ack: Ack<Record<string, never>>) => void
  'screen:report': (report: ScreenReport, ack: Ack<Record<string, never>>) => void
}

export interface ServerToClient {
  'topic': (topic: Topic) => void
  'pulse': (pulse: Pulse) => void
  'screen:command': (command: { command: string }) => void
}
