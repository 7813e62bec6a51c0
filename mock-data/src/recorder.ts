/**
 * Writes statements down as CloudEvents, as the upstream systems would: ids by system in order, times in the
 * calendar's offset. A statement later than `latestMs` is written as of then: no upstream states the future.
 */
import type { Envelope, EventDefinition, Static, TObject } from '@qinglian/shared'
import type { Calendar } from './calendar.ts'
import type { System } from './systems.ts'
import { SYSTEMS } from './systems.ts'

export interface CloudEvent extends Envelope {
  data: Record<string, unknown>
}

export interface Statement<Data> {
  system: System
  /** Code of the unit. */
  subject: string
  /** When it is stated, ms since 1970. */
  timeMs: number
  data: Data
}

export interface Recorder {
  /** In the order they were recorded. */
  readonly events: CloudEvent[]
  record: <T extends TObject>(definition: EventDefinition<T>, statement: Statement<Static<T>>) => CloudEvent
}

export interface RecorderOptions {
  /** Part of every id: recorders with different tags never meet. */
  tag: string
  calendar: Calendar
  latestMs?: number
}

export function createRecorder({ tag, calendar, latestMs = Number.POSITIVE_INFINITY }: RecorderOptions): Recorder {
  const events: CloudEvent[] = []
  const counters = new Map<System, number>()
  return {
    events,
    record({ type }, { system, subject, timeMs, data }) {
      const number = (counters.get(system) ?? 0) + 1
      counters.set(system, number)
      const event: CloudEvent = {
        specversion: '1.0',
        id: `${tag}-${system}-${number}`,
        source: SYSTEMS[system].source,
        type,
        subject,
        time: calendar.format(Math.min(timeMs, latestMs)),
        data: { ...data },
      }
      events.push(event)
      return event
    },
  }
}

/** In the order of statements: by time, then source, then id (contract.md §1). Returns a new list. */
export function inStatementOrder(events: readonly CloudEvent[]): CloudEvent[] {
  const keyed = events.map(event => ({ event, ms: Date.parse(event.time) }))
  keyed.sort((a, b) => a.ms - b.ms || compareBytes(a.event.source, b.event.source) || compareBytes(a.event.id, b.event.id))
  return keyed.map(({ event }) => event)
}

/** All that we compare here is ASCII, where code units and bytes order alike. */
function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
