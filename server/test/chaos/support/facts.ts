/** What upstream systems send in the chaos: declared units and people, then tasks, findings, pledges and retractions. */
import type { CloudEvent } from '../../../../mock-data/src/index.ts'
import { eventStream, streamDeclarations } from '../../../../mock-data/src/index.ts'

export type { CloudEvent }

export const DISTRICT = 'wuchang'
export const STATIONS = ['shouyi', 'zhongnan', 'xudong', 'shuiguohu']
export const UNITS = [DISTRICT, ...STATIONS]
const DAY_MS = 86_400_000
/** Long enough ago that some tasks are overdue, and alerts with them. */
const AGO_MS = 15 * DAY_MS
const RETRACT_EVERY = 40

interface Feed {
  readonly declarations: CloudEvent[]
  /** The next so many events; never one of them twice. */
  readonly next: (count: number) => CloudEvent[]
}

/** Repeatable but for the days, which are counted back from `nowMs`. */
export function createFeed(seed: string, nowMs: number): Feed {
  const options = { seed, units: UNITS, startMs: nowMs - AGO_MS }
  const stream = withRetractions(eventStream(options), seed)
  return {
    declarations: streamDeclarations(options),
    next: count => Array.from({ length: count }, () => stream.next().value!),
  }
}

/** Every so often an event is taken back, sometimes before it was sent. */
function* withRetractions(stream: Iterable<CloudEvent>, seed: string): Generator<CloudEvent, void> {
  let count = 0
  let isEarly = false
  for (const event of stream) {
    count += 1
    if (count % RETRACT_EVERY !== 0) {
      yield event
      continue
    }
    const retraction = { ...event, id: `${seed}-r-${count}`, type: 'qinglian.fact.retracted', data: { source: event.source, id: event.id, reason: '误报' } }
    isEarly = !isEarly
    yield* isEarly ? [retraction, event] : [event, retraction]
  }
}

export function task(id: string, unit: string, nowMs: number): CloudEvent {
  const data = { task: id, topic: '日常监督', kind: 'routine', dueAt: new Date(nowMs + 7 * DAY_MS).toISOString() }
  return { specversion: '1.0', id, source: '/upstream/chaos', type: 'qinglian.supervision.task-planned', subject: unit, time: new Date(nowMs).toISOString(), data }
}

/** A district with one station, enough to have topics. */
export function smallTree(nowMs: number): CloudEvent[] {
  return [
    { code: DISTRICT, name: '武昌', level: 'district' },
    { code: 'shouyi', name: '首义', level: 'station', parent: DISTRICT },
  ].map(data => ({ specversion: '1.0', id: `u-${data.code}`, source: '/upstream/chaos', type: 'qinglian.org.unit-declared', subject: data.code, time: new Date(nowMs).toISOString(), data }))
}
