/** A server's parts on the database of a folder, without HTTP: to fill it, and to compute topics from it one by one. */
import type { Subject } from '@qinglian/shared'
import type { CloudEvent } from '../../../mock-data/src/index.ts'
import type { Statement } from '../../src/data/statement.ts'
import type { Store } from '../../src/db/store.ts'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { SUBJECTS } from '@qinglian/shared'
import { UNITS } from '../../../scripts/bench-kit/district.ts'
import { loadFieldKey } from '../../src/access/fieldKey.ts'
import { createVault } from '../../src/access/vault.ts'
import { createRefusedKeeper } from '../../src/data/log/quarantine.ts'
import { createWriter } from '../../src/data/log/writer.ts'
import { createTerms } from '../../src/model/calendar/terms.ts'
import { loadModelConfig } from '../../src/model/config/loadModelConfig.ts'
import { createDayCloser } from '../../src/model/metrics/dayCloser.ts'
import { createOrgStore } from '../../src/model/org/orgStore.ts'
import { createDisclosure } from '../../src/present/topics/compose/hidden.ts'
import { beginRound } from '../../src/present/topics/round.ts'
import { createTopicStore } from '../../src/present/topics/topicStore.ts'
import { wordingOf } from '../../src/wording.ts'

/** Events in one transaction while filling: the writer takes a request whole. */
const FILL_BATCH = 5_000
const TIMEZONE = 'Asia/Shanghai'

/** Takes events in by the server's own writer, so with everything that a commit does: one request each time, durable when it resolves. */
export async function openDoor(folder: string, store: Store): Promise<(events: readonly CloudEvent[]) => Promise<void>> {
  const vault = createVault({ fieldKey: loadFieldKey({ setting: undefined, path: join(folder, 'field.key'), random: randomBytes }), random: randomBytes })
  const { submit } = createWriter({
    store,
    vault,
    clock: Date.now,
    days: createTerms(TIMEZONE, loadModelConfig(undefined)),
    org: await createOrgStore(store.reader),
    keepRefused: createRefusedKeeper(vault),
    onCommit: () => undefined,
  })
  return async events => void await submit({ statements: events.map(statementOf), refused: [] })
}

function statementOf({ source, id, type, subject, time, data }: CloudEvent, index: number): Statement {
  return { index, source, id, type, subject, timeMs: Date.parse(time), time, data, wide: true }
}

export interface FillOptions { folder: string, store: Store, events: Iterable<CloudEvent>, onProgress: (events: number) => void }

/** @returns how many */
export async function fill({ folder, store, events, onProgress }: FillOptions): Promise<number> {
  const take = await openDoor(folder, store)
  let batch: CloudEvent[] = []
  let done = 0
  for (const event of events) {
    batch.push(event)
    if (batch.length < FILL_BATCH)
      continue
    await take(batch)
    onProgress(done += batch.length)
    batch = []
  }
  await take(batch)
  return done + batch.length
}

/** The model over a store, as the presenter uses it. */
export async function openModel(store: Store) {
  const config = loadModelConfig(undefined)
  const days = createTerms(TIMEZONE, config)
  const org = await createOrgStore(store.reader)
  const wording = wordingOf(config)
  const topics = createTopicStore(store)
  const disclosure = createDisclosure()
  const closer = createDayCloser({ store, org: org.current, days, kinds: wording, clock: Date.now })

  /** Brings one topic up to date in a transaction; gives how long that took without the commit, in milliseconds. */
  function present(unit: string, subject: Subject): Promise<number> {
    return store.write(async (tx) => {
      const startedMs = performance.now()
      const round = await beginRound(tx, { org: org.current(), days, wording, topics, disclosure, atMs: Date.now(), marked: [] })
      topics.put(await round.present({ unit, subject }))
      return performance.now() - startedMs
    })
  }

  return {
    present,
    /** Works off everything that is marked: topics until none changes another, and past days. */
    async settle() {
      for (;;) {
        const marks = await store.reader.selectFrom('dirty_topic').selectAll().execute()
        if (marks.length === 0)
          break
        for (const { unit, subject } of [...marks].sort((a, b) => UNITS.indexOf(b.unit) - UNITS.indexOf(a.unit)))
          await present(unit, SUBJECTS.find(known => known === subject)!)
      }
      await this.closeDays()
    },
    async closeDays() {
      let steps = 0
      while (await closer.step())
        steps += 1
      return steps
    },
  }
}

export type Model = Awaited<ReturnType<typeof openModel>>
