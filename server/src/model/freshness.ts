/**
 * How fresh data is (contract.md §3): `newest` by the latest `time` stated, `state` by arrival against the cadence of the
 * source system: late after 1 interval, silent after 3. A source without a cadence is fresh after its first fact.
 */
import type { Freshness, FreshnessState } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Row } from '../db/store.ts'
import { ENGINE_SOURCE, FRESHNESS_STATES } from '@qinglian/shared'

type System = Row<'source_system'>

/** What is known of all sources at one instant. */
export interface SourceView {
  readonly systems: readonly System[]
  /** The declared system a source belongs to: the one with the longest prefix. */
  systemOf: (source: string) => System | undefined
  /** When something last arrived from a system, or from a source that belongs to none. */
  arrivedMs: (systemOrSource: System | string) => number | null
  readonly atMs: number
}

export async function sourceView(db: Kysely<Database>, atMs: number): Promise<SourceView> {
  const systems = await db.selectFrom('source_system').selectAll().execute()
  const longestFirst = [...systems].sort((a, b) => b.source_prefix.length - a.source_prefix.length || (a.system < b.system ? -1 : 1))
  const systemOf = (source: string): System | undefined => longestFirst.find(system => isUnderPrefix(source, system.source_prefix))
  const arrived = new Map<string, number>()
  for (const { source, arrived_ms } of await db.selectFrom('source_contact').selectAll().execute()) {
    const name = systemOf(source)?.system ?? source
    arrived.set(name, Math.max(arrived.get(name) ?? arrived_ms, arrived_ms))
  }
  return { systems, systemOf, arrivedMs: of => arrived.get(typeof of === 'string' ? of : of.system) ?? null, atMs }
}

/** Whether a source lies under a prefix, on a boundary: `/upstream/party` covers `/upstream/party/x`, not `/upstream/party2`. */
export function isUnderPrefix(source: string, prefix: string): boolean {
  return source === prefix || source.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}

/** Intervals after which a source is late, and after which it is silent. */
const LATE_AFTER = 1
const SILENT_AFTER = 3

export function stateOf(everySec: number | null, arrivedMs: number | null, atMs: number): FreshnessState {
  if (arrivedMs === null)
    return 'never'
  if (everySec === null)
    return 'fresh'
  const intervals = (atMs - arrivedMs) / (everySec * 1000)
  if (intervals <= LATE_AFTER)
    return 'fresh'
  return intervals <= SILENT_AFTER ? 'late' : 'silent'
}

/** Freshness of figures that these sources feed: the newest statement of all, and the worst state of any. */
export function freshnessOf(newestBySource: ReadonlyMap<string, number>, view: SourceView): Freshness {
  if (newestBySource.size === 0)
    return { newest: null, state: 'never' }
  const states = [...newestBySource].map(([source, newestMs]) => {
    const system = view.systemOf(source)
    return stateOf(system?.every_sec ?? null, view.arrivedMs(system ?? source) ?? newestMs, view.atMs)
  })
  return { newest: new Date(Math.max(...newestBySource.values())).toISOString(), state: worst(states) }
}

function worst(states: readonly FreshnessState[]): FreshnessState {
  return FRESHNESS_STATES[Math.max(...states.map(state => FRESHNESS_STATES.indexOf(state)))]!
}

/** The next instant at which one of these sources becomes late or silent by time alone. */
export function nextStateChange(sources: Iterable<string>, view: SourceView): number | null {
  let next: number | null = null
  for (const source of sources) {
    const system = view.systemOf(source)
    const arrivedMs = system === undefined || system.every_sec === null ? null : view.arrivedMs(system)
    if (system === undefined || system.every_sec === null || arrivedMs === null)
      continue
    for (const intervals of [LATE_AFTER, SILENT_AFTER]) {
      const at = arrivedMs + intervals * system.every_sec * 1000 + 1
      if (at > view.atMs && (next === null || at < next))
        next = at
    }
  }
  return next
}

/** The alert engine looks every minute; it is late when it has missed three looks. */
const ENGINE_EVERY_SEC = 180

/**
 * Freshness of alerts: that of the engine that looks for them. No alert is good news, not missing data; and when the last
 * one was raised could tell about a single person, so `newest` stays empty.
 */
export function engineFreshness(view: SourceView): Freshness {
  return { newest: null, state: stateOf(ENGINE_EVERY_SEC, view.arrivedMs(ENGINE_SOURCE), view.atMs) }
}

/** When the engine would be late if it did not look again. */
export function engineLateAt(view: SourceView): number | null {
  const arrivedMs = view.arrivedMs(ENGINE_SOURCE)
  return arrivedMs === null ? null : Math.max(view.atMs + 1, arrivedMs + LATE_AFTER * ENGINE_EVERY_SEC * 1000 + 1)
}
