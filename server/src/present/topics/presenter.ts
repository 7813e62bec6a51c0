/**
 * The presenter keeps every topic current and tells who listens.
 *
 * Marks in `dirty_topic` say what may have changed; they are written with the facts and survive a crash, so no change is
 * ever missed. A topic is computed at once when it has been quiet for 250 ms, otherwise at the end of the 250 ms; a topic of
 * a unit with units below it at most once a second (contract.md §4). Values are stored before they are told, in the
 * transaction that takes the marks away, and `rev` grows with each change of the value, also across restarts.
 *
 * One round runs at a time and is cut into slices, so that facts can be written in between. When the store is not
 * available the marks wait in it, and the presenter tries again.
 */
import type { Subject } from '@qinglian/shared'
import type { Store } from '../../db/store.ts'
import type { Terms } from '../../model/calendar/terms.ts'
import type { OrgStore } from '../../model/org/orgStore.ts'
import type { Wording } from './compose/scene.ts'
import type { Marked } from './round.ts'
import type { StoredTopic, TopicStore } from './topicStore.ts'
import { SUBJECTS } from '@qinglian/shared'
import { readEpoch } from '../../db/epoch.ts'
import { createDisclosure } from './compose/hidden.ts'
import { beginRound } from './round.ts'

const QUIET_MS = 250
const PARENT_QUIET_MS = 1_000
/** Topics computed in one transaction: a few milliseconds, then the writer gets its turn. */
const SLICE = 12
const MAX_MARKS = 5_000
const RETRY_MS = 1_000

/** A timer that can be replaced in tests. Gives a function that cancels. */
export type After = (ms: number, run: () => void) => () => void

export interface PresenterOptions {
  readonly store: Store
  readonly org: OrgStore
  readonly days: Terms
  readonly wording: Wording
  readonly topics: TopicStore
  readonly clock: () => number
  readonly after: After
  /** Called with what went wrong in a round; marks stay, the round is tried again. */
  readonly onError: (error: unknown) => void
}

export interface Presenter {
  /** Computes what is marked, then keeps going. Resolves when the first round is through. */
  start: () => Promise<void>
  /** Something was marked. */
  poke: () => void
  /** Marks what only time changes; call it every minute. */
  tick: () => Promise<void>
  /** Resolves when the round under way is through. */
  settled: () => Promise<void>
  /** Lets every topic be computed again at once, as if all had been quiet. */
  forgetQuiet: () => void
  onTopics: (listener: (topics: readonly StoredTopic[]) => void) => () => void
  epoch: () => string
  close: () => Promise<void>
}

export async function createPresenter(options: PresenterOptions): Promise<Presenter> {
  const { store, org, clock } = options
  const disclosure = createDisclosure()
  const listeners = new Set<(topics: readonly StoredTopic[]) => void>()
  const lastMs = new Map<string, number>()
  let epoch = await readEpoch(store)
  let running: Promise<void> | undefined
  let again = false
  let cancel: (() => void) | undefined
  let closed = false
  /** Since a round failed: what it was about to commit may or may not be in the tables. */
  let unsureSinceMs: number | undefined

  /** When a marked topic may be computed. */
  function dueMs({ unit, subject }: Marked): number {
    const quiet = org.current().at(clock()).children(unit).length > 0 ? PARENT_QUIET_MS : QUIET_MS
    return (lastMs.get(`${unit}/${subject}`) ?? -Infinity) + quiet
  }

  async function round(): Promise<void> {
    if (unsureSinceMs !== undefined) {
      tell(await options.topics.untold(unsureSinceMs))
      unsureSinceMs = undefined
    }
    const marked = await store.reader.selectFrom('dirty_topic').selectAll().limit(MAX_MARKS).execute() as Marked[]
    const nowMs = clock()
    const due = deepestFirst(marked.filter(mark => dueMs(mark) <= nowMs))
    for (let i = 0; i < due.length && !closed; i += SLICE)
      tell(await presentSlice(due.slice(i, i + SLICE), marked))
    if (due.length > 0)
      again = true
    else if (marked.length > 0)
      wait(Math.min(...marked.map(dueMs)) - nowMs)
  }

  async function presentSlice(slice: readonly Marked[], marked: readonly Marked[]): Promise<StoredTopic[]> {
    const atMs = clock()
    const changed = await store.write(async (tx) => {
      const { days, wording, topics } = options
      const begun = await beginRound(tx, { org: org.current(), days, wording, topics, disclosure, atMs, marked })
      const all: StoredTopic[] = []
      for (const mark of slice)
        all.push(...await begun.present(mark))
      return all
    })
    for (const { unit, subject } of slice)
      lastMs.set(`${unit}/${subject}`, atMs)
    return changed
  }

  function tell(changed: readonly StoredTopic[]): void {
    if (changed.length === 0)
      return
    options.topics.put(changed)
    for (const listener of listeners)
      listener(changed)
  }

  function deepestFirst(marks: Marked[]): Marked[] {
    const tree = org.current().at(clock())
    return marks.map(mark => ({ mark, depth: tree.path(mark.unit).length }))
      .sort((a, b) => b.depth - a.depth || SUBJECTS.indexOf(a.mark.subject) - SUBJECTS.indexOf(b.mark.subject))
      .map(({ mark }) => mark)
  }

  function wait(ms: number): void {
    cancel?.()
    cancel = options.after(Math.max(1, ms), run)
  }

  function run(): void {
    cancel?.()
    cancel = undefined
    if (closed)
      return
    again = true
    running ??= loop()
  }

  async function loop(): Promise<void> {
    while (again && !closed) {
      again = false
      const begunMs = clock()
      try {
        await round()
      }
      catch (error) {
        unsureSinceMs ??= begunMs
        disclosure.forget()
        options.onError(error)
        wait(RETRY_MS)
      }
    }
    running = undefined
  }

  async function settled(): Promise<void> {
    while (running !== undefined)
      await running
  }

  return {
    async start() {
      run()
      await settled()
    },
    poke: run,
    async tick() {
      const current = await readEpoch(store)
      if (current !== epoch) {
        epoch = current
        options.topics.clear()
        org.replace(await org.preview(store.reader))
      }
      const nowMs = clock()
      const asleep = await store.reader.selectFrom('part').select(['unit', 'subject']).where('wake_ms', '<=', nowMs).execute()
      if (asleep.length > 0)
        await store.write(tx => tx.markDirty(asleep))
      run()
    },
    settled,
    forgetQuiet: () => lastMs.clear(),
    onTopics(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    epoch: () => epoch,
    async close() {
      closed = true
      cancel?.()
      await settled()
    },
  }
}

/** Marks every topic of every declared unit: after a rebuild, or when what judges the figures has changed. */
export async function markEverything(store: Store, codes: readonly string[]): Promise<void> {
  const marks = codes.flatMap(unit => SUBJECTS.map((subject: Subject) => ({ unit, subject })))
  await store.write(tx => tx.markDirty(marks))
}
