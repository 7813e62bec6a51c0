/**
 * What the wall knows of where its values come from. A client keeps named topics current and tells the state of
 * the link; a socket stands behind it today, and everything above this interface works with any other source.
 *
 * Promise: a watcher hears a topic's value as soon as it is known and every newer one in the order of `rev`;
 * it is never told to forget one. Watchers and listeners are called synchronously and must not throw.
 */
import type { ErrorCode, Pulse, Subject, Topic } from '@qinglian/shared'

/** `connecting`: no contact yet since the page opened. `lost`: no pulse for 12 s. */
export type LinkStatus = 'connecting' | 'up' | 'lost'

export interface TopicWatcher<S extends Subject = Subject> {
  unit: string
  subject: S
  onTopic: (topic: Topic<S>) => void
  /** The server doesn't know the topic (now). The client goes on asking. */
  onMissing?: (code: ErrorCode) => void
}

export type Stop = () => void

export interface LiveClient {
  watch: <S extends Subject>(watcher: TopicWatcher<S>) => Stop
  /** Hears the present status at once, then each change. */
  onLink: (listener: (status: LinkStatus) => void) => Stop
  onPulse: (listener: (pulse: Pulse) => void) => Stop
  close: () => void
}
