/**
 * Decides whether the link is up: every pulse (and the first answer after connecting) is a sign of life, and
 * without one for 12 s the link is lost, whatever the socket believes. A half-open connection looks alive to
 * TCP for minutes; a wall must not.
 */
import type { LinkStatus, Stop } from './liveClient.ts'
import { LINK_LOST_AFTER_MS } from '@qinglian/shared'

/** A little before the 12 s are over, so that the word stands on the screen when they are. Two pulses are missing by then. */
export const SAY_LOST_AFTER_MS = LINK_LOST_AFTER_MS - 500

export interface LinkWatchOptions {
  /** Called each time the silence has lasted 12 s more, so that the caller can try a fresh connection. */
  onSilence: () => void
}

export function createLinkWatch(options: LinkWatchOptions) {
  const listeners = new Set<(status: LinkStatus) => void>()
  let status: LinkStatus = 'connecting'
  let timer = setTimeout(fallSilent, SAY_LOST_AFTER_MS)

  function become(next: LinkStatus): void {
    if (next === status)
      return
    status = next
    listeners.forEach(listener => listener(status))
  }

  function fallSilent(): void {
    timer = setTimeout(fallSilent, SAY_LOST_AFTER_MS)
    become('lost')
    options.onSilence()
  }

  function beat(): void {
    clearTimeout(timer)
    timer = setTimeout(fallSilent, SAY_LOST_AFTER_MS)
    become('up')
  }

  function listen(listener: (status: LinkStatus) => void): Stop {
    listeners.add(listener)
    listener(status)
    return () => {
      listeners.delete(listener)
    }
  }

  return { beat, listen, stop: () => clearTimeout(timer) }
}
