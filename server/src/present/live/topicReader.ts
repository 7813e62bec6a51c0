/**
 * What is current now, for HTTP and sockets alike: the one place that says whether a topic exists.
 *
 * A topic exists for every declared unit (contract.md §3). A unit that was declared a moment ago may be ahead of
 * the presenter; its topics are waited for, so that nobody is told that they do not exist.
 */
import type { Audience } from '@qinglian/shared'
import type { StoredTopic } from '../topics/topicStore.ts'
import { parseTopicName } from '@qinglian/shared'

/** Far longer than the presenter takes; shorter than a person waits. */
export const FIRST_VALUE_PATIENCE_MS = 1_500

/** The presenter, as those who pass its topics on see it. */
export interface TopicFeed {
  /** Called with topics that changed, after the topic store knows them. Returns how to stop. */
  readonly onTopics: (listener: (topics: readonly StoredTopic[]) => void) => () => void
  /** Changes after a restore or rebuild; revs of another epoch mean nothing. */
  readonly epoch: () => string
}

export interface TopicReader {
  /** Whether the name is one of ours and its unit is declared. */
  exists: (name: string) => boolean
  /** The current topic; `undefined` where there is none. May throw `StoreUnavailable`. */
  read: (name: string, audience: Audience) => Promise<StoredTopic | undefined>
  close: () => void
}

export interface TopicReaderOptions {
  readonly store: { readonly get: (name: string, audience: Audience) => Promise<StoredTopic | undefined> }
  readonly feed: TopicFeed
  readonly isDeclared: (unit: string) => boolean
  readonly patienceMs?: number
}

type Waiting = Map<string, Set<(topic: StoredTopic | undefined) => void>>

export function createTopicReader({ store, feed, isDeclared, patienceMs = FIRST_VALUE_PATIENCE_MS }: TopicReaderOptions): TopicReader {
  const waiting: Waiting = new Map()
  const stop = feed.onTopics((topics) => {
    if (waiting.size > 0)
      topics.forEach(topic => waiting.get(keyOf(topic.name, topic.audience))?.forEach(arrive => arrive(topic)))
  })

  function exists(name: string): boolean {
    const parsed = parseTopicName(name)
    return parsed !== undefined && isDeclared(parsed.unit)
  }

  return {
    exists,
    async read(name, audience) {
      if (!exists(name))
        return undefined
      // Waiting begins before reading, so that a value put in between is not missed.
      const first = firstValue(waiting, keyOf(name, audience), patienceMs)
      try {
        return await store.get(name, audience) ?? await first.promise
      }
      finally {
        first.give(undefined)
      }
    },
    close() {
      stop()
      for (const listeners of waiting.values())
        listeners.forEach(arrive => arrive(undefined))
    },
  }
}

function keyOf(name: string, audience: Audience): string {
  return `${audience} ${name}`
}

/** Waits for a topic's first value; `give(undefined)` gives up and leaves nothing behind. */
function firstValue(waiting: Waiting, key: string, patienceMs: number) {
  const { promise, resolve } = Promise.withResolvers<StoredTopic | undefined>()
  const listeners = waiting.get(key) ?? new Set()
  waiting.set(key, listeners)
  const timer = setTimeout(give, patienceMs, undefined)
  function give(topic: StoredTopic | undefined): void {
    clearTimeout(timer)
    listeners.delete(give)
    if (listeners.size === 0)
      waiting.delete(key)
    resolve(topic)
  }
  listeners.add(give)
  return { promise, give }
}
