/**
 * Rebuilds every table from the log: the tables are a cache of it. In one transaction, so a rebuild that fails leaves
 * what was there. The epoch changes with it, and every topic is computed anew by the next presenter round.
 */
import type { Database } from '../../db/schema.ts'
import type { Row, Store, Tx } from '../../db/store.ts'
import type { Terms } from '../../model/calendar/terms.ts'
import type { NewRetraction } from './retractions.ts'
import { factRetracted, SUBJECTS } from '@qinglian/shared'
import { renewEpoch } from '../../db/epoch.ts'
import { endDay, KEPT_DAYS } from '../../model/metrics/lateDays.ts'
import { objectOf } from '../../model/projections/catalogue.ts'
import { applyFacts } from '../../model/projections/engine.ts'
import { noteTerms } from '../../model/projections/recount.ts'
import { factFromLog } from './append.ts'
import { countArrivals } from './arrivals.ts'
import { settle } from './retractions.ts'

const REBUILT = ['retraction', 'unit_span', 'staff_span', 'source_system', 'pledge_campaign', 'pledge_signature', 'supervision_task', 'supervision_finding', 'alert', 'model_record', 'kiosk_day', 'portrait_day', 'tally', 'arrival', 'part', 'metric_now', 'metric_day', 'dirty_day', 'dirty_topic'] as const satisfies readonly (keyof Database)[]

const PAGE = 2_000

/** @param onProgress called after each page with the events done so far */
export async function rebuild(store: Store, { days, nowMs }: { days: Terms, nowMs: number }, onProgress: (events: number) => void = () => undefined): Promise<void> {
  await store.write(async (tx) => {
    for (const table of REBUILT)
      await tx.db.deleteFrom(table).execute()
    await tx.db.updateTable('event').set({ voided: 0 }).where('voided', '=', 1).execute()
    await settleAll(tx)
    let done = 0
    for await (const page of pages(tx)) {
      await nameObjects(tx, page, days)
      const live = page.filter(row => row.voided === 0)
      await applyFacts(tx, live.map(factFromLog), days)
      await countArrivals(tx, live)
      onProgress(done += live.length)
    }
    const units = await tx.db.selectFrom('unit_span').select('code').distinct().execute()
    await endDay(tx, units.map(unit => unit.code), days.dayOf(nowMs) - KEPT_DAYS)
    await tx.markDirty(units.flatMap(({ code }) => SUBJECTS.map(subject => ({ unit: code, subject }))))
    await noteTerms(tx, days)
    await renewEpoch(tx)
  })
}

/** All retractions first: liveness is a function of the whole log. */
async function settleAll(tx: Tx): Promise<void> {
  const rows = await tx.db.selectFrom('event').selectAll().where('type', '=', factRetracted.type).execute()
  const retractions: NewRetraction[] = rows.map((row) => {
    const target = JSON.parse(row.data) as { source: string, id: string }
    return { source: row.source, id: row.id, subject: row.subject, wide: row.wide, target }
  })
  await settle(tx, retractions, [])
}

/** An event may be older than the projection that folds it: its row is named now, so that a retraction finds it later. */
async function nameObjects(tx: Tx, page: readonly Row<'event'>[], days: Terms): Promise<void> {
  for (const row of page) {
    const object = objectOf(factFromLog(row), days)
    if (object !== row.object)
      await tx.db.updateTable('event').set({ object }).where('seq', '=', row.seq).execute()
  }
}

async function* pages(tx: Tx): AsyncGenerator<Row<'event'>[]> {
  for (let after = 0; ;) {
    const page = await tx.db.selectFrom('event').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute()
    if (page.length === 0)
      return
    after = page.at(-1)!.seq
    yield page
  }
}
