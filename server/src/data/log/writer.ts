/**
 * The writer of the log: group commit.
 *
 * Requests wait in a queue; whenever the store is free, the waiting ones are written together in one transaction, at
 * least one whole request and up to `GROUP_EVENTS` events, and answered once it is durable. A lone event is written at
 * once; under load groups form by themselves while the previous commit runs. One request is never half written.
 * When a group fails on something other than the store, its requests are tried one by one, so that one of them
 * cannot take its neighbours down.
 */
import type { Store } from '../../db/store.ts'
import type { EventWriter, Outcome, Refused, Statement } from '../statement.ts'
import type { LogContext } from './append.ts'
import { StoreUnavailable } from '../../db/store.ts'
import { append } from './append.ts'
import { conflictsAmong } from './quarantine.ts'

/**
 * Measured: groups of 2,000 write 2.1 KB of pages an event, groups of 500 write 4.6 KB, because neighbours share pages;
 * a group takes some 60 ms then, which only senders under overload wait for.
 */
const GROUP_EVENTS = 2_000
/** Turns of the event loop that bring nothing more; a body comes in over several, some 64 KB a turn, and an idle one takes microseconds. */
const QUIET_TURNS = 4
/** Some seconds of work; beyond that a sender does better to wait on its own side. */
const MAX_QUEUED_EVENTS = 20_000

export interface Submission { readonly statements: readonly Statement[], readonly refused: readonly Refused[] }

export interface WriterOptions extends LogContext {
  readonly store: Store
  readonly clock: () => number
  /** Keeps refused events in the same transaction. */
  readonly keepRefused: (tx: Parameters<Parameters<Store['write']>[0]>[0], refused: readonly Refused[], nowMs: number) => Promise<void>
  /** Called after each commit, with what it took. */
  readonly onCommit: (group: { events: number, tookMs: number }) => void
}

/** Refused because the queue is full (429) or the server is stopping (503). */
export class WriterBusy extends Error {
  readonly stopping: boolean

  constructor(stopping: boolean) {
    super(stopping ? 'the writer is stopping' : 'the queue is full')
    this.name = 'WriterBusy'
    this.stopping = stopping
  }
}

interface Waiting { submission: Submission, resolve: (outcomes: Outcome[]) => void, reject: (error: unknown) => void }

export function createWriter(options: WriterOptions): EventWriter {
  const queue: Waiting[] = []
  let depth = 0
  let running: Promise<void> | undefined
  let closed = false
  // A commit may have happened although it could not say so; then the next one takes the tree from the table.
  let isTreeSure = true

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      await untilQuiet()
      await writeGroup(takeGroup())
    }
    running = undefined
  }

  /** Lets requests that are already on the wire come in before a group is closed. */
  async function untilQuiet(): Promise<void> {
    let seen = depth
    for (let quiet = 0; quiet < QUIET_TURNS && depth < GROUP_EVENTS;) {
      await new Promise<void>(resolve => setImmediate(resolve))
      quiet = depth > seen ? 0 : quiet + 1
      seen = depth
    }
  }

  function takeGroup(): Waiting[] {
    let events = 0
    let count = 0
    while (count < queue.length && (count === 0 || events + sizeOf(queue[count]!) <= GROUP_EVENTS)) {
      events += sizeOf(queue[count]!)
      count += 1
    }
    return queue.splice(0, count)
  }

  async function writeGroup(group: Waiting[]): Promise<void> {
    try {
      const outcomes = await commit(group.map(waiting => waiting.submission))
      for (const [i, waiting] of group.entries())
        waiting.resolve(outcomes[i]!)
    }
    catch (error) {
      isTreeSure &&= !(error instanceof StoreUnavailable)
      if (group.length === 1 || error instanceof StoreUnavailable) {
        for (const waiting of group)
          waiting.reject(error)
      }
      else {
        for (const waiting of group)
          await writeGroup([waiting])
        return
      }
    }
    depth -= group.reduce((sum, waiting) => sum + sizeOf(waiting), 0)
  }

  async function commit(submissions: readonly Submission[]): Promise<Outcome[][]> {
    const statements = submissions.flatMap(submission => submission.statements)
    const startedMs = performance.now()
    const { outcomes, tree } = await options.store.write(async (tx) => {
      const nowMs = options.clock()
      const appended = await append(tx, statements, { ...options, nowMs })
      const refused = submissions.flatMap(submission => submission.refused)
      await options.keepRefused(tx, [...refused, ...conflictsAmong(statements, appended.outcomes)], nowMs)
      return isTreeSure ? appended : { ...appended, tree: await options.org.preview(tx.db) }
    })
    isTreeSure = true
    if (tree !== undefined)
      options.org.replace(tree)
    options.onCommit({ events: statements.length, tookMs: performance.now() - startedMs })
    let from = 0
    return submissions.map(submission => outcomes.slice(from, from += submission.statements.length))
  }

  return {
    get depth() {
      return depth
    },
    submit: submission => new Promise((resolve, reject) => {
      const waiting = { submission, resolve, reject }
      if (closed || depth + sizeOf(waiting) > MAX_QUEUED_EVENTS) {
        reject(new WriterBusy(closed))
        return
      }
      depth += sizeOf(waiting)
      queue.push(waiting)
      running ??= drain()
    }),
    async close() {
      closed = true
      await running
    },
  }
}

function sizeOf(waiting: Waiting): number {
  return waiting.submission.statements.length + waiting.submission.refused.length
}
