/**
 * The known topics: the latest value of each (name, audience), from memory first and from the table behind it.
 *
 * The presenter puts in what it has committed; sockets and HTTP read. Because the values stay in memory, what is
 * known can be served while the database is full, locked or gone. Bounded: the least recently used go first.
 */
import type { Audience } from '@qinglian/shared'
import type { Store } from '../../db/store.ts'
import { AUDIENCES } from '@qinglian/shared'

/** A topic with its value as JSON text, encoded once for everyone who gets it. */
export interface StoredTopic {
  readonly name: string
  readonly audience: Audience
  readonly rev: number
  /** Milliseconds since 1970. */
  readonly atMs: number
  readonly json: string
}

export interface TopicStore {
  /** The current topic, or `undefined` where there is none yet. Throws `StoreUnavailable` only for one that is not in memory. */
  get: (name: string, audience: Audience) => Promise<StoredTopic | undefined>
  /** The same from memory alone. */
  peek: (name: string, audience: Audience) => StoredTopic | undefined
  /** Takes over what the presenter has committed. */
  put: (topics: readonly StoredTopic[]) => void
  /** What the table holds newer than memory does: it was committed, and the answer to the commit was lost. @param sinceMs computed then or later */
  untold: (sinceMs: number) => Promise<StoredTopic[]>
  /** Forgets everything, after a rebuild or restore. */
  clear: () => void
}

const key = (name: string, audience: Audience): string => `${audience} ${name}`

/** @param capacity topics kept in memory; a district has some 200. */
export function createTopicStore(store: Store, capacity = 20_000): TopicStore {
  const known = new Map<string, StoredTopic>()

  function remember(topic: StoredTopic): void {
    const k = key(topic.name, topic.audience)
    known.delete(k)
    known.set(k, topic)
    if (known.size > capacity)
      known.delete(known.keys().next().value!)
  }

  return {
    async get(name, audience) {
      const hit = known.get(key(name, audience))
      if (hit !== undefined) {
        remember(hit)
        return hit
      }
      const row = await store.reader.selectFrom('topic').selectAll().where('name', '=', name).where('audience', '=', audience).executeTakeFirst()
      if (row === undefined)
        return undefined
      const topic = { name, audience, rev: row.rev, atMs: row.at_ms, json: row.value }
      // A newer value may have been put while the table was read.
      const newer = known.get(key(name, audience))
      if (newer !== undefined && newer.rev >= topic.rev)
        return newer
      remember(topic)
      return topic
    },
    peek: (name, audience) => known.get(key(name, audience)),
    put(topics) {
      for (const topic of topics)
        remember(topic)
    },
    async untold(sinceMs) {
      const rows = await store.reader.selectFrom('topic').selectAll().where('at_ms', '>=', sinceMs).execute()
      return rows.flatMap(({ name, audience: text, rev, at_ms: atMs, value: json }) => {
        const audience = AUDIENCES.find(one => one === text)
        return audience === undefined || rev <= (known.get(key(name, audience))?.rev ?? 0) ? [] : [{ name, audience, rev, atMs, json }]
      })
    },
    clear: () => known.clear(),
  }
}
