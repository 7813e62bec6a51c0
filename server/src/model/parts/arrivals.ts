/** Newest statement by source for a unit's own facts of one domain, as instants of a part. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'

/** Names in `Part.latest` that hold the newest statement of a source. */
export const SOURCE_PREFIX = 'source '

/** @param domain one domain, or undefined for all */
export async function newestBySource(db: Kysely<Database>, unit: string, domain?: string): Promise<Record<string, number>> {
  let query = db.selectFrom('arrival').select(['source', 'newest_ms']).where('unit', '=', unit)
  if (domain !== undefined)
    query = query.where('domain', '=', domain)
  const latest: Record<string, number> = {}
  for (const { source, newest_ms } of await query.execute())
    latest[SOURCE_PREFIX + source] = Math.max(latest[SOURCE_PREFIX + source] ?? newest_ms, newest_ms)
  return latest
}

/** The sources of a part with their newest statement. */
export function sourcesOf(latest: Readonly<Record<string, number>>): Map<string, number> {
  return new Map(Object.entries(latest).filter(([name]) => name.startsWith(SOURCE_PREFIX)).map(([name, ms]) => [name.slice(SOURCE_PREFIX.length), ms]))
}
