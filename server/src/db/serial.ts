/**
 * Runs asynchronous pieces of work one after the other, in the order they came.
 *
 * Between two pieces the event loop gets a turn: SQLite works without ever waiting, and a queue of transactions would
 * otherwise keep sockets, timers and new requests out until it is empty.
 */
import { setImmediate } from 'node:timers/promises'

export function createSerial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.then(() => setImmediate(), () => setImmediate())
    return next
  }
}
