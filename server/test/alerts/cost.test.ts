import type { Kysely } from 'kysely'
import type { Database } from '../../src/db/schema.ts'
import type { Store } from '../../src/db/store.ts'
import { FINAL_ALERT_STATES } from '@qinglian/shared'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openAlertsQuery, unsettledAlertsQuery } from '../../src/model/alerts/openAlerts.ts'
import { overdueRectificationsQuery } from '../../src/model/alerts/rules/overdueRectifications.ts'
import { overdueTasksQuery } from '../../src/model/alerts/rules/overdueTasks.ts'
import { describeEachDatabase } from '../support/databases.ts'
import { ms } from './world.ts'

const CLOSED = 3000
const nowMs = ms('2026-11-23T09:00')

/** Years of what is over, and a little that is open. */
async function fill(store: Store): Promise<void> {
  await store.write(async ({ db }) => {
    for (let from = 0; from < CLOSED; from += 300) {
      const numbers = Array.from({ length: 300 }, (_, i) => from + i)
      const isOpen = (i: number): boolean => i % 300 === 0
      await db.insertInto('supervision_task').values(numbers.map(i => ({ task: `T${i}`, unit: `u${i % 20}`, due_ms: nowMs - i, state: isOpen(i) ? 'open' : 'done', misplaced: 0 }))).execute()
      await db.insertInto('supervision_finding').values(numbers.map(i => ({ finding: `F${i}`, unit: `u${i % 20}`, due_ms: nowMs - i, steps: '[]', state: isOpen(i) ? 'open' : 'verified', misplaced: 0, rectified_ms: isOpen(i) ? null : nowMs, returns: 0 }))).execute()
      await db.insertInto('alert').values(numbers.map(i => ({ alert: `A${i}`, unit: `u${i % 20}`, rule: 'R02', object: `task/T${i}`, severity: 'yellow', raised_ms: nowMs - i, steps: '[]', condition: i % 300 === 5 ? 'standing' : 'gone', condition_ms: nowMs, cycle: 0, misplaced: 0, state: isOpen(i) ? 'triage' : FINAL_ALERT_STATES[i % FINAL_ALERT_STATES.length]! }))).execute()
    }
  })
  await store.write(({ db }) => sql`analyze`.execute(db))
}

const QUERIES: Record<string, (db: Kysely<Database>) => { compile: () => { sql: string, parameters: readonly unknown[] }, execute: () => Promise<unknown[]> }> = {
  supervision_task_open: db => overdueTasksQuery({ db, nowMs }),
  supervision_finding_open: db => overdueRectificationsQuery({ db, nowMs }),
  alert_open: db => openAlertsQuery(db),
  alert_unsettled: db => unsettledAlertsQuery(db),
}

describeEachDatabase('what a tick reads', (openStore) => {
  it('comes through the partial indexes of what is open, never from what is over', async () => {
    const store = await openStore()
    await fill(store)
    for (const [index, query] of Object.entries(QUERIES)) {
      const { sql: text, parameters } = query(store.reader).compile()
      const explain = `${store.dialect === 'sqlite' ? 'explain query plan' : 'explain'} ${text}`
      const plan = await store.reader.executeQuery<Record<string, unknown>>({ ...sql.raw(explain).compile(store.reader), parameters })
      const lines = plan.rows.map(row => String(row.detail ?? row['QUERY PLAN'])).join('\n')
      expect(lines, text).toContain(index)
      expect(lines, text).not.toMatch(/Seq Scan|^SCAN \w+$/m)
      expect(await query(store.reader).execute()).toHaveLength(index === 'supervision_task_open' || index === 'supervision_finding_open' ? CLOSED / 300 - 1 : CLOSED / 300)
    }
  })
})
