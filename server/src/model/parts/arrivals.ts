/** Newest statement by source for a unit's own facts of one domain, as instants of a part. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Part } from './part.ts'
import { ENGINE_SOURCE, GUARDED_SUBJECTS, PORTRAIT_SOURCE } from '@qinglian/shared'

/** Names in `Part.latest` that hold the newest statement of a source: for everyone, and for the house alone. */
export const SOURCE_PREFIX = 'source '
export const INNER_SOURCE_PREFIX = 'inner-source '

/** Under which the program records what it did itself. */
const OWN_SOURCES = [ENGINE_SOURCE, PORTRAIT_SOURCE]
/** Domains whose newest statement is about one person. */
const INNER_DOMAINS: ReadonlySet<string> = new Set([...GUARDED_SUBJECTS, 'portrait'])

/** The newest statement of each source about one domain of a unit, under a prefix. */
export async function newestBySource(db: Kysely<Database>, { unit, domain }: { unit: string, domain: string }, prefix: string = SOURCE_PREFIX): Promise<Record<string, number>> {
  const rows = await db.selectFrom('arrival').select(['source', 'newest_ms']).where('unit', '=', unit).where('domain', '=', domain).execute()
  return Object.fromEntries(rows.map(row => [prefix + row.source, row.newest_ms]))
}

/**
 * The same over all domains but pledges, whose sources depend on how many people they are about. When the newest talk, rating,
 * complaint or violation was stated is for the house alone.
 */
export async function newestBesidePledges(db: Kysely<Database>, unit: string): Promise<Record<string, number>> {
  const latest: Record<string, number> = {}
  for (const { source, domain, newest_ms } of await db.selectFrom('arrival').select(['source', 'domain', 'newest_ms']).where('unit', '=', unit).where('domain', '!=', 'pledges').where('source', 'not in', OWN_SOURCES).execute()) {
    const name = (INNER_DOMAINS.has(domain) ? INNER_SOURCE_PREFIX : SOURCE_PREFIX) + source
    latest[name] = Math.max(latest[name] ?? newest_ms, newest_ms)
  }
  return latest
}

/** The sources of some parts with their newest statement. @param inner whether to add those for the house alone */
export function sourcesOf(parts: readonly Part[], inner: boolean): Map<string, number> {
  const found = new Map<string, number>()
  for (const [name, ms] of parts.flatMap(part => Object.entries(part.latest))) {
    const prefix = name.startsWith(SOURCE_PREFIX) ? SOURCE_PREFIX : inner && name.startsWith(INNER_SOURCE_PREFIX) ? INNER_SOURCE_PREFIX : undefined
    if (prefix === undefined)
      continue
    const source = name.slice(prefix.length)
    found.set(source, Math.max(found.get(source) ?? ms, ms))
  }
  return found
}
