/**
 * The inner house for tests: store, log, model and presenter, without doors or sockets, under a clock that the test moves.
 */
import type { Audience, Subject, TopicValues } from '@qinglian/shared'
import type { Statement } from '../../src/data/statement.ts'
import type { Database } from '../../src/db/schema.ts'
import type { Store } from '../../src/db/store.ts'
import type { Terms } from '../../src/model/calendar/terms.ts'
import type { Wording } from '../../src/present/topics/compose/scene.ts'
import { topicName } from '@qinglian/shared'
import { append } from '../../src/data/log/append.ts'
import { loadModelConfig } from '../../src/model/config/loadModelConfig.ts'
import { createDayCloser } from '../../src/model/metrics/dayCloser.ts'
import { createOrgStore } from '../../src/model/org/orgStore.ts'
import { portraitRules } from '../../src/model/portrait/rules.ts'
import { createPresenter, markEverything } from '../../src/present/topics/presenter.ts'
import { createTopicStore } from '../../src/present/topics/topicStore.ts'
import { TERMS } from './terms.ts'

/** Anything that can be told: what a test leaves out is filled in. */
export interface Told {
  id?: string
  source?: string
  type: string
  subject: string
  time?: string
  wide?: boolean
  data: Record<string, unknown>
}

export const NOW = '2026-11-23T02:00:00.000Z'
const SOURCE = '/upstream/test'

/** Names in clear: what is sealed is tested where it is sealed. */
const PLAIN_VAULT = { newPersonKey: () => 'key', sealName: (_: string, name: string) => name, digest: (text: string) => text }

const SHIPPED_PORTRAIT = portraitRules(loadModelConfig(undefined))

/** Judges as the shipped samples do, in few words. */
export const PLAIN_WORDING: Wording = {
  level: (_, { num, den }) => den === 0 ? 'none' : num === den ? 'green' : 'yellow',
  judged: prefix => prefix === 'sup.' ? ['sup.rectify_rate'] : [],
  pledgeType: code => ({ anti_drug: { name: '禁毒承诺', mandatory: true }, integrity: { name: '廉政承诺书', mandatory: true } })[code],
  isIntegrityTag: tag => tag.startsWith('integrity_'),
  portrait: () => SHIPPED_PORTRAIT,
  rule: id => ({ name: id, countsPublicly: true }),
  sourceName: system => `名称 ${system}`,
}

export async function openHouse(store: Store, options: { now?: string, wording?: Wording, terms?: Terms } = {}) {
  let nowMs = Date.parse(options.now ?? NOW)
  let count = 0
  const days = options.terms ?? TERMS
  const org = await createOrgStore(store.reader)
  const topics = createTopicStore(store)
  const errors: unknown[] = []
  const presenter = await createPresenter({ store, org, days, wording: options.wording ?? PLAIN_WORDING, topics, clock: () => nowMs, after: () => () => undefined, onError: error => errors.push(error) })

  const closer = createDayCloser({ store, org: org.current, days, kinds: options.wording ?? PLAIN_WORDING, clock: () => nowMs })

  function statement(told: Told, index: number): Statement {
    const time = told.time ?? new Date(nowMs).toISOString()
    return { index, source: told.source ?? SOURCE, id: told.id ?? `e-${count += 1}`, type: `qinglian.${told.type}`, subject: told.subject, timeMs: Date.parse(time), time, data: told.data, wide: told.wide ?? true }
  }

  return {
    store,
    org,
    days,
    presenter,
    topics,
    errors,
    now: () => nowMs,
    /** Moves the clock and lets time do its work. */
    async at(time: string) {
      nowMs = Date.parse(time)
      await presenter.tick()
      await presenter.settled()
    },
    /** Appends in one transaction; gives what became of each. */
    async tell(...told: Told[]) {
      const appended = await store.write(tx => append(tx, told.map(statement), { nowMs, days, org, vault: PLAIN_VAULT }))
      if (appended.tree !== undefined)
        org.replace(appended.tree)
      return appended.outcomes
    },
    /** Lets the presenter work until nothing is marked; quiet times pass at once. */
    async settle() {
      for (let round = 0; ; round += 1) {
        if (round > 50)
          throw new Error('the presenter never comes to rest')
        await presenter.start()
        if (errors.length > 0)
          throw errors[0]
        const left = await store.reader.selectFrom('dirty_topic').select('unit').limit(1).executeTakeFirst()
        if (left === undefined)
          return
        presenter.forgetQuiet()
      }
    },
    async topic<S extends Subject>(unit: string, subject: S, audience: Audience = 'public'): Promise<TopicValues[S]> {
      const topic = await topics.get(topicName(unit, subject), audience)
      if (topic === undefined)
        throw new Error(`no topic ${unit}/${subject}`)
      return JSON.parse(topic.json) as TopicValues[S]
    },
    /** Closes past days until none is marked. */
    async closeDays() {
      while (await closer.step())
        continue
    },
    /** Marks everything about these units, as a change of judgement does. */
    remark: (codes: readonly string[]) => markEverything(store, codes),
    rows: (table: keyof Database) => store.reader.selectFrom(table).selectAll().execute(),
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>

export function unit(code: string, data: Record<string, unknown> = {}): Told {
  return { type: 'org.unit-declared', subject: code, data: { code, name: `单位 ${code}`, level: 'station', ...data } }
}

export function person(staffNo: string, at: string, data: Record<string, unknown> = {}): Told {
  return { type: 'org.staff-declared', subject: at, data: { staffNo, name: `姓名 ${staffNo}`, line: 'marketing', status: 'active', ...data } }
}
