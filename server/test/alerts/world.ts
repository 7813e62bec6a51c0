/** A district under a clock that the test moves: facts go in through the log, the engine ticks when it is told to. */
import type { Outcome, Statement } from '../../src/data/statement.ts'
import type { Store } from '../../src/db/store.ts'
import { EVENT_BY_TYPE } from '@qinglian/shared'
import Value from 'typebox/value'
import { append } from '../../src/data/log/append.ts'
import { createAlertEngine } from '../../src/model/alerts/alertEngine.ts'
import { loadModelConfig } from '../../src/model/config/loadModelConfig.ts'
import { createOrgStore } from '../../src/model/org/orgStore.ts'
import { coverageByCampaign } from '../../src/model/pledges/duties.ts'
import { TERMS } from '../support/terms.ts'

const PLAIN_VAULT = { newPersonKey: () => 'key', sealName: (_: string, name: string) => name, digest: (text: string) => text }
const config = loadModelConfig(undefined)
const days = TERMS
const workingDays = TERMS.working

/** `2026-11-23T18:00` in Shanghai. */
export function ms(local: string): number {
  return Date.parse(`${local}${local.length === 16 ? ':00' : ''}+08:00`)
}

export function local(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 16)
}

export interface Told { type: string, unit: string, data: Record<string, unknown>, source?: string, id?: string }

export async function openWorld(store: Store, now: string) {
  let nowMs = ms(now)
  let count = 0
  let failure: unknown
  let coverageIsBroken = false
  const org = await createOrgStore(store.reader)
  const context = { days, org, vault: PLAIN_VAULT }
  const recorded: Statement[] = []
  const outcomes: Outcome[] = []
  const logged: unknown[] = []

  async function commit(statements: readonly Statement[]): Promise<Outcome[]> {
    const { outcomes, tree } = await store.write(tx => append(tx, statements, { ...context, nowMs }))
    if (tree !== undefined)
      org.replace(tree)
    return outcomes
  }

  /** As the writer takes it: whole, by the schema of its type, or not at all. */
  async function record(statements: Statement[]): Promise<void> {
    if (failure !== undefined)
      throw failure
    for (const statement of statements) {
      if (!Value.Check(EVENT_BY_TYPE.get(statement.type)!.data, statement.data))
        throw new TypeError(`not by its schema: ${JSON.stringify(statement)}`)
    }
    outcomes.push(...await commit(statements))
    recorded.push(...statements)
  }

  const start = () => createAlertEngine({
    store,
    record,
    config,
    clock: () => nowMs,
    workingDays,
    org,
    coverage: (db, unit, atMs) => coverageIsBroken ? Promise.reject(new Error('broken')) : coverageByCampaign(unit, { db, org: org.current(), atMs }),
    log: { error: (details, message) => logged.push([message, details]) },
  })
  let engine = start()

  return {
    store,
    days,
    recorded,
    /** What became of what was recorded. */
    outcomes,
    logged,
    /** What recording runs into from now on. */
    fail(error: unknown) {
      failure = error
    },
    breakCoverage() {
      coverageIsBroken = true
    },
    /** A new process on the same database. */
    restart() {
      engine = start()
    },
    tick: () => engine.tick(),
    setNow(time: string) {
      nowMs = ms(time)
    },
    async tickAt(...times: string[]) {
      for (const time of times) {
        nowMs = ms(time)
        await engine.tick()
      }
    },
    async tell(...told: Told[]) {
      await commit(told.map(({ type, unit, data, source, id }, index) => ({ index, source: source ?? '/upstream/test', id: id ?? `e-${count += 1}`, type: `qinglian.${type}`, subject: unit, timeMs: nowMs, time: new Date(nowMs).toISOString(), data, wide: true })))
    },
    async alerts() {
      const rows = await store.reader.selectFrom('alert').selectAll().orderBy('raised_ms').orderBy('object').orderBy('unit').execute()
      return rows.map(({ rule, unit, object, severity, condition, state, raised_ms, due_ms }) => ({ rule, unit, object, severity, condition, state, raised: local(raised_ms), due: local(due_ms) }))
    },
    /** Severity, condition and state of the only alert, or `none`. */
    async alert(): Promise<string> {
      const rows = await store.reader.selectFrom('alert').selectAll().execute()
      return rows.map(({ severity, condition, state }) => `${severity} ${condition} ${state}`).join('; ') || 'none'
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

export function unit(code: string, parent?: string): Told {
  return { type: 'org.unit-declared', unit: code, data: { code, name: code, level: parent === undefined ? 'district' : 'station', ...(parent === undefined ? {} : { parent }) } }
}

export function task(id: string, at: string, due: string): Told {
  return { type: 'supervision.task-planned', unit: at, data: { task: id, topic: '检查', kind: 'routine', dueAt: `${due}:00+08:00` } }
}

export function done(id: string, at: string, when: string): Told {
  return { type: 'supervision.task-completed', unit: at, data: { task: id, at: `${when}:00+08:00` } }
}

export function finding(id: string, at: string, due: string): Told {
  return { type: 'supervision.finding-raised', unit: at, data: { finding: id, category: 'ledger', severity: 'low', raisedAt: '2026-01-05T09:00:00+08:00', dueAt: `${due}:00+08:00` } }
}

export function step(stage: 'submitted' | 'returned' | 'verified', id: string, when: { unit: string, at: string }): Told {
  return { type: `rectification.${stage}`, unit: when.unit, data: { finding: id, at: `${when.at}:00+08:00`, ...(stage === 'returned' ? { reason: '佐证不足' } : {}) } }
}

export function source(system: string, at: string, everySec: number | null): Told {
  return { type: 'source.declared', unit: at, source: '/admin', data: { system, name: system, sourcePrefix: `/upstream/${system}`, everySec } }
}
