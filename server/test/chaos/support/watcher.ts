/**
 * A wall that watches through all the bad luck: it reconnects by itself, asks with the revs it holds, and notes
 * whatever breaks the promise of revs (contract.md §3): within an epoch a topic's rev only grows, and a rev means one value.
 */
import type { Topic } from '@qinglian/shared'
import { io } from 'socket.io-client'

interface WatchAck { ok: boolean, data?: { epoch: string, topics: Topic[], missing: unknown[] } }

export interface Watcher {
  /** Newest value of each topic, as this client holds it. */
  readonly held: ReadonlyMap<string, Topic>
  /** Broken promises, in words. */
  readonly faults: readonly string[]
  readonly connections: () => number
  readonly epochs: ReadonlySet<string>
  readonly close: () => void
}

export function startWatcher(url: string, names: readonly string[]): Watcher {
  const held = new Map<string, Topic>()
  const meant = new Map<string, string>()
  const faults: string[] = []
  const epochs = new Set<string>()
  let connections = 0
  const socket = io(url, { auth: { protocol: 1 }, transports: ['websocket'], reconnectionDelay: 20, reconnectionDelayMax: 40, forceNew: true })

  function take(topic: Topic, lowest: number, how: string): void {
    const value = JSON.stringify(topic.value)
    const name = `${topic.name} ${topic.rev}`
    if (topic.rev < lowest)
      faults.push(`${how}: ${topic.name} went back from ${lowest} to ${topic.rev}`)
    if ((meant.get(name) ?? value) !== value)
      faults.push(`${how}: ${name} means two values`)
    meant.set(name, value)
    if (topic.rev >= (held.get(topic.name)?.rev ?? 0))
      held.set(topic.name, topic)
  }

  socket.on('connect', () => {
    connections += 1
    // What is pushed may overtake the answer; what was held before may not be undercut.
    const before = new Map([...held].map(([name, { rev }]) => [name, rev]))
    const topics = names.map(name => ({ name, ...(before.has(name) ? { rev: before.get(name)! } : {}) }))
    socket.emit('topics:watch', { topics }, (ack: WatchAck) => {
      if (!ack.ok || ack.data === undefined)
        return void faults.push(`watch was refused: ${JSON.stringify(ack)}`)
      epochs.add(ack.data.epoch)
      ack.data.topics.forEach(topic => take(topic, before.get(topic.name) ?? 1, 'answer'))
      if (ack.data.missing.length > 0)
        faults.push(`missing: ${JSON.stringify(ack.data.missing)}`)
    })
  })
  socket.on('topic', (topic: Topic) => take(topic, held.get(topic.name)?.rev ?? 1, 'push'))
  return { held, faults, epochs, connections: () => connections, close: () => socket.close() }
}
