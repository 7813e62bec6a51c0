/** `sources`: the systems that feed a unit, each with its cadence and how fresh it is. Public names come from configuration. */
import type { SourceRow, SourcesTopic } from '@qinglian/shared'
import type { Row } from '../../../db/store.ts'
import type { Scene } from './scene.ts'
import { stateOf } from '../../../model/freshness.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'

const OTHER_SOURCE = '其他数据源'

interface Feeding { readonly system: Row<'source_system'> | undefined, readonly source: string | undefined, newestMs: number | null }

export async function composeSources(unit: string, isPublic: boolean, scene: Scene): Promise<SourcesTopic> {
  const near = new Set([...scene.tree.path(unit), ...scene.tree.subtree(unit)])
  const feeding = new Map<string, Feeding>()
  for (const system of scene.sources.systems) {
    if (near.has(system.unit))
      feeding.set(system.system, { system, source: undefined, newestMs: null })
  }
  for (const [source, newestMs] of sourcesOf([await scene.total(unit, 'sources'), await scene.total(unit, 'pledges')], !isPublic)) {
    const system = scene.sources.systemOf(source)
    const name = system?.system ?? source
    const entry = feeding.get(name) ?? { system, source: system === undefined ? source : undefined, newestMs: null }
    entry.newestMs = Math.max(entry.newestMs ?? newestMs, newestMs)
    feeding.set(name, entry)
  }
  const sources = [...feeding.keys()].sort().map(name => sourceRow(feeding.get(name)!, isPublic, scene))
  return { total: sources.length, fresh: sources.filter(row => row.state === 'fresh').length, sources }
}

function sourceRow({ system, source, newestMs }: Feeding, isPublic: boolean, { sources, wording }: Scene): SourceRow {
  const arrivedMs = sources.arrivedMs(system ?? source!) ?? newestMs
  const everySec = system?.every_sec ?? null
  const publicName = system === undefined ? undefined : wording.sourceName(system.system)
  return {
    ...(isPublic ? {} : { system: system?.system ?? source!, ...(system?.owner == null ? {} : { owner: system.owner }) }),
    name: (isPublic ? publicName : system?.name ?? source) ?? OTHER_SOURCE,
    everySec,
    newest: newestMs === null ? null : new Date(newestMs).toISOString(),
    arrivedAt: arrivedMs === null ? null : new Date(arrivedMs).toISOString(),
    state: stateOf(everySec, arrivedMs, sources.atMs),
  }
}
