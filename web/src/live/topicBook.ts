/**
 * What is watched and what is known of it: for each topic its watchers, the highest rev seen and whether the
 * server lacks it. Pure bookkeeping without socket or clock.
 *
 * Invariants: a value whose rev is not above the known one is dropped; a new epoch forgets the revs, never a
 * value, so that whatever comes next replaces what is shown.
 */
import type { ErrorCode, Subject, Topic } from '@qinglian/shared'
import type { TopicWatcher } from './liveClient.ts'
import { topicName } from '@qinglian/shared'

interface Listener { onTopic: (topic: Topic) => void, onMissing: (code: ErrorCode) => void }
interface Entry { rev: number | undefined, missing: boolean, listeners: Set<Listener> }

export interface WatchedTopic { name: string, rev?: number }

/** A topic's name says of which subject its value is. */
function isNamed<S extends Subject>(topic: Topic, watcher: TopicWatcher<S>): topic is Topic<S> {
  return topic.name === topicName(watcher.unit, watcher.subject)
}

export function createTopicBook() {
  const entries = new Map<string, Entry>()
  let epoch: string | undefined

  /** @returns the topic's name, and whether it was not watched before */
  function add<S extends Subject>(watcher: TopicWatcher<S>): { name: string, isNew: boolean, remove: () => boolean } {
    const name = topicName(watcher.unit, watcher.subject)
    const listener: Listener = {
      onTopic: topic => isNamed(topic, watcher) && watcher.onTopic(topic),
      onMissing: code => watcher.onMissing?.(code),
    }
    const known = entries.get(name)
    const entry = known ?? { rev: undefined, missing: false, listeners: new Set() }
    entry.listeners.add(listener)
    entries.set(name, entry)
    return { name, isNew: known === undefined, remove: () => remove(name, listener) }
  }

  /** @returns whether nobody watches the topic any more */
  function remove(name: string, listener: Listener): boolean {
    const entry = entries.get(name)
    entry?.listeners.delete(listener)
    return entry !== undefined && entry.listeners.size === 0 && entries.delete(name)
  }

  function accept(topic: Topic): void {
    const entry = entries.get(topic.name)
    if (entry === undefined || (entry.rev !== undefined && topic.rev <= entry.rev))
      return
    entry.rev = topic.rev
    entry.missing = false
    entry.listeners.forEach(listener => listener.onTopic(topic))
  }

  function markMissing(name: string, code: ErrorCode): void {
    const entry = entries.get(name)
    if (entry === undefined)
      return
    entry.missing = true
    entry.listeners.forEach(listener => listener.onMissing(code))
  }

  /** @returns whether this epoch replaces another one, whose revs are now forgotten */
  function meetEpoch(next: string): boolean {
    const isReplaced = epoch !== undefined && epoch !== next
    epoch = next
    if (isReplaced)
      entries.forEach(entry => entry.rev = undefined)
    return isReplaced
  }

  /** Topics to ask for, each with the rev that is known. */
  function wanted(which: 'all' | 'missing' | 'unknown' = 'all'): WatchedTopic[] {
    return [...entries]
      .filter(([, entry]) => which === 'all' || (which === 'missing' ? entry.missing : entry.rev === undefined && !entry.missing))
      .map(([name, { rev }]) => rev === undefined ? { name } : { name, rev })
  }

  return { add, accept, markMissing, meetEpoch, wanted }
}
