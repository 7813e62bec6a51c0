/**
 * The self-service terminal: whether it is alive, and what it was used for. A heartbeat falls into one of the 288
 * five-minute slots of its day; a slot is on or off, so heartbeats add up by `or` and may come in any order and
 * number. Who used the terminal is not taken in.
 */
import { Closed, Instant, ObjectId, OneOf, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'
import { Matter } from './licence.ts'

/** What the terminal says of itself: alive and serving, or alive and unable to serve. */
export const KIOSK_STATUSES = ['ok', 'fault'] as const
export type KioskStatus = (typeof KIOSK_STATUSES)[number]

export const kioskHeartbeat = defineEvent({
  type: 'qinglian.kiosk.heartbeat',
  title: '自助终端心跳：把 at 所在的五分钟格（一天 288 格）记为在线，同一格重复不重计',
  factKey: ['kiosk'],
  merge: 'or',
  data: Closed({ kiosk: ObjectId, at: Instant, status: OneOf(KIOSK_STATUSES, { description: '可以办理、在线但不能办理' }) }),
  example: { kiosk: 'K-01', at: '2026-11-20T10:05:00+08:00', status: 'ok' },
})

export const kioskSessionCompleted = defineEvent({
  type: 'qinglian.kiosk.session-completed',
  title: '自助终端办理完成一次：事项与用时，不收使用者',
  factKey: ['session'],
  data: Closed({
    session: ObjectId,
    kiosk: ObjectId,
    matter: Matter,
    durationSec: Type.Integer({ minimum: 0, maximum: 86_400, description: '用时，秒' }),
    at: Instant,
  }),
  example: { session: 'KS-20261120-6', kiosk: 'K-01', matter: 'renew', durationSec: 260, at: '2026-11-20T10:08:00+08:00' },
})
