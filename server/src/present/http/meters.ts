/**
 * What operators can measure, in Prometheus' form, in a registry of its own. No unit, source or person is ever a
 * label: labels are closed lists, so their number is bounded and nothing of the business shows.
 */
import type { Audience } from '@qinglian/shared'
import type { UnavailableReason } from '../../db/store.ts'
import { AUDIENCES } from '@qinglian/shared'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What became of an event at the door. */
export type EventOutcome = 'accepted' | 'duplicate' | 'conflict' | 'refused'

export interface MeterSources {
  /** Events waiting to be written. */
  readonly queueDepth: () => number
  readonly sockets: () => Record<Audience, number>
  /** Whether the store answers a small question now. */
  readonly isStoreAvailable: () => Promise<boolean>
}

/** Where the parts of the server say what happened. Each call is cheap enough for the hot path. */
export interface Meters {
  readonly registry: Registry
  readonly committed: (tookMs: number) => void
  readonly counted: (outcome: EventOutcome, events: number) => void
  /** Topics handed out. @param lagMs from the first mark of what changed to the emit */
  readonly presented: (topics: number, lagMs: number) => void
  readonly storeFailed: (reason: UnavailableReason) => void
  /** The gauges that are read when somebody looks. Once, when the parts exist. */
  readonly watch: (sources: MeterSources) => void
}

const COMMIT_BUCKETS_SEC = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const LAG_BUCKETS_SEC = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 15, 60]

export function createMeters(): Meters {
  const registry = new Registry()
  const registers = [registry]
  const commits = new Histogram({ name: 'qinglian_commit_seconds', help: 'Time of one group commit of events', buckets: COMMIT_BUCKETS_SEC, registers })
  const events = new Counter({ name: 'qinglian_events_total', help: 'Events at the door, by what became of them', labelNames: ['outcome'], registers })
  const lag = new Histogram({ name: 'qinglian_topic_lag_seconds', help: 'From the mark of a change to its emit', buckets: LAG_BUCKETS_SEC, registers })
  const topics = new Counter({ name: 'qinglian_topics_presented_total', help: 'Topic values that changed and were handed out', registers })
  const failures = new Counter({ name: 'qinglian_store_unavailable_total', help: 'Times the store could not take or answer something', labelNames: ['reason'], registers })

  return {
    registry,
    committed: tookMs => commits.observe(tookMs / 1000),
    counted: (outcome, count) => events.inc({ outcome }, count),
    presented(count, lagMs) {
      topics.inc(count)
      lag.observe(Math.max(0, lagMs) / 1000)
    },
    storeFailed: reason => failures.inc({ reason }),
    watch: sources => watchSources(registers, sources),
  }
}

function watchSources(registers: Registry[], { queueDepth, sockets, isStoreAvailable }: MeterSources): void {
  const depth: Gauge = new Gauge({
    name: 'qinglian_ingest_queue_depth',
    help: 'Events waiting to be written',
    registers,
    collect: () => depth.set(queueDepth()),
  })
  const live: Gauge<'audience'> = new Gauge({
    name: 'qinglian_sockets',
    help: 'Live connections, by audience',
    labelNames: ['audience'],
    registers,
    collect() {
      const counts = sockets()
      for (const audience of AUDIENCES)
        live.set({ audience }, counts[audience])
    },
  })
  const available: Gauge = new Gauge({
    name: 'qinglian_store_available',
    help: '1 while the store answers',
    registers,
    async collect() {
      available.set(await isStoreAvailable() ? 1 : 0)
    },
  })
}
