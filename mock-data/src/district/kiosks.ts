/**
 * The self-service terminals: their sessions over the year, and their heartbeats of the last two days, one every five minutes
 * but for an hour in which one was off. Heartbeats of a whole year would be most of the events and tell nothing more.
 */
import type { Random } from '../random.ts'
import type { DistrictContext } from './context.ts'
import { kioskHeartbeat, kioskSessionCompleted } from '@qinglian/shared'
import { DAY_MS, MINUTE_MS } from '../calendar.ts'
import { MATTER_WEIGHTS } from '../lists.ts'
import { PILOT } from './units.ts'

export interface Kiosk { kiosk: string, unit: string }

export const KIOSKS: readonly Kiosk[] = [{ kiosk: 'K-01', unit: PILOT }, { kiosk: 'K-02', unit: 'zhongnan' }]

/** How often a terminal says that it lives. */
export const BEAT_MS = 5 * MINUTE_MS
const BEATING_DAYS = 2
/** So long before the present the second one was off, and for so many beats. */
const OFF_BEFORE_MS = 26 * 60 * MINUTE_MS
const OFF_BEATS = 12

export function recordKiosks(context: DistrictContext): void {
  recordSessions(context)
  for (const [index, kiosk] of KIOSKS.entries())
    recordBeats(context, kiosk, index)
}

function recordSessions({ recorder, random, calendar, startMs, nowMs, tag }: DistrictContext): void {
  let number = 0
  for (let dayMs = calendar.at(startMs + DAY_MS, 0); dayMs < nowMs; dayMs += DAY_MS) {
    if (!calendar.isWorkday(dayMs))
      continue
    for (const { kiosk, unit } of KIOSKS) {
      for (let left = random.int(1, 4); left > 0; left--) {
        const atMs = calendar.someWorkMoment(dayMs, random)
        if (atMs < nowMs)
          recorder.record(kioskSessionCompleted, { system: 'kiosk', subject: unit, timeMs: atMs + 1000, data: sessionData(`KS-${tag}-${++number}`, { kiosk, at: calendar.format(atMs), random }) })
      }
    }
  }
}

export function sessionData(session: string, { kiosk, at, random }: { kiosk: string, at: string, random: Random }) {
  return { session, kiosk, matter: random.weighted(MATTER_WEIGHTS), durationSec: random.int(90, 480), at }
}

function recordBeats({ recorder, random, calendar, nowMs }: DistrictContext, { kiosk, unit }: Kiosk, index: number): void {
  const offFromMs = index === 1 ? nowMs - OFF_BEFORE_MS : Number.POSITIVE_INFINITY
  const firstMs = calendar.at(nowMs - BEATING_DAYS * DAY_MS, 0) + random.int(0, 250) * 1000
  for (let atMs = firstMs; atMs < nowMs; atMs += BEAT_MS) {
    if (atMs < offFromMs || atMs >= offFromMs + OFF_BEATS * BEAT_MS)
      recorder.record(kioskHeartbeat, { system: 'kiosk', subject: unit, timeMs: atMs, data: { kiosk, at: calendar.format(atMs), status: random.chance(0.01) ? 'fault' : 'ok' } })
  }
}
