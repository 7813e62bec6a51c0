/** A stored topic as it goes over the wire: parsed once for sockets, as text for HTTP. */
import type { Topic } from '@qinglian/shared'
import type { StoredTopic } from '../topics/topicStore.ts'

/** As long as the topic store holds a topic; a storm of reconnecting walls parses each value once. */
const parsed = new WeakMap<StoredTopic, Topic>()

/** For Socket.IO, which encodes what it sends itself: once for a whole room. Not to be changed by anyone. */
export function wireTopic(stored: StoredTopic): Topic {
  const known = parsed.get(stored)
  if (known !== undefined)
    return known
  const topic: Topic = {
    name: stored.name,
    audience: stored.audience,
    rev: stored.rev,
    at: new Date(stored.atMs).toISOString(),
    value: JSON.parse(stored.json),
  }
  parsed.set(stored, topic)
  return topic
}

/** The same as JSON text; the value is taken over as it stands. */
export function topicText({ name, audience, rev, atMs, json }: StoredTopic): string {
  return `{"name":${JSON.stringify(name)},"audience":"${audience}","rev":${rev},"at":"${new Date(atMs).toISOString()}","value":${json}}`
}
