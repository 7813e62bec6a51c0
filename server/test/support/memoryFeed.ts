/**
 * A presenter for tests of what comes after it: topics are put in by hand and go out at once. Keeps the promise that
 * the topic store knows a topic before anyone is told of it.
 */
import type { Audience } from '@qinglian/shared'
import type { AppParts } from '../../src/app.ts'
import type { StoredTopic } from '../../src/present/topics/topicStore.ts'

export interface MemoryFeed {
  readonly presenter: AppParts['presenter']
  readonly topicStore: AppParts['topicStore']
  /** Makes `value` the current one, with the next rev. */
  readonly set: (name: string, value: unknown, audience?: Audience) => StoredTopic
  readonly changeEpoch: (epoch: string) => void
  /** How often each part was closed. */
  readonly closed: () => number
}

export function createMemoryFeed(): MemoryFeed {
  const known = new Map<string, StoredTopic>()
  const topicListeners = new Set<(topics: readonly StoredTopic[]) => void>()
  let epoch = 'e1'
  let closed = 0
  return {
    presenter: {
      start: async () => undefined,
      close: async () => void (closed += 1),
      epoch: () => epoch,
      onTopics(listener) {
        topicListeners.add(listener)
        return () => topicListeners.delete(listener)
      },
    },
    topicStore: {
      get: async (name, audience) => known.get(`${audience} ${name}`),
    },
    set(name, value, audience = 'public') {
      const rev = (known.get(`${audience} ${name}`)?.rev ?? 0) + 1
      const topic = { name, audience, rev, atMs: 1_700_000_000_000 + rev, json: JSON.stringify(value) }
      known.set(`${audience} ${name}`, topic)
      topicListeners.forEach(listener => listener([topic]))
      return topic
    },
    changeEpoch(next) {
      epoch = next
    },
    closed: () => closed,
  }
}
