/**
 * Counts anew what was counted by other terms.
 *
 * Tallies of licence cases and of alerts lie on working days, and are kept. When a year is published (an upgrade of the program), or the
 * bureau edits `workdays.yaml`, `licence.yaml` or `disposal.yaml`, they no longer follow from the rows. Terms are read at the start, so that is
 * when it is noticed: every record of the subjects concerned, and every alert, is derived again from the statements it keeps,
 * their tallies anew from the rows, topics and closed days are marked. One transaction: a start that fails here changes nothing. Cost:
 * all records of these subjects once, some seconds for a district's years; a rebuild from the log is not needed, and one that
 * is made notes the terms it counted by.
 */
import type { TallyTable } from '../../db/schema.ts'
import type { Row, Store, Tx } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { IndicatorSubject } from '../metrics/indicatorsOf.ts'
import type { RecordKind } from '../records/recordKind.ts'
import type { RecordSubject } from '../records/recordSubject.ts'
import type { Projection } from './projection.ts'
import { termsFingerprint } from '../calendar/terms.ts'
import { KEPT_DAYS, saveLate } from '../metrics/lateDays.ts'
import { RECORD_SUBJECTS } from '../records/catalogue.ts'
import { VETO_PREFIX } from '../records/portrait.ts'
import { alerts, restandAlert } from './alert.ts'
import { records, restand } from './record.ts'

const KEY = 'terms'
const PAGE = 2_000

/** @returns whether it counted anew; so it does at the first start, where there is nothing to count */
export async function recountIfTermsChanged(store: Store, { terms, nowMs }: { readonly terms: Terms, readonly nowMs: number }): Promise<boolean> {
  const known = await store.reader.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst()
  if (known?.value === termsFingerprint(terms))
    return false
  await store.write(async (tx) => {
    for (const subject of RECORD_SUBJECTS.filter(one => one.byTerms))
      await recount(tx, subject, { terms, nowMs })
    await recountAlerts(tx, { terms, nowMs })
    await noteTerms(tx, terms)
  })
  return true
}

/** Notes by which terms the tallies were counted. */
export async function noteTerms(tx: Tx, terms: Terms): Promise<void> {
  const value = termsFingerprint(terms)
  await tx.db.insertInto('meta').values({ key: KEY, value }).onConflict(oc => oc.column('key').doUpdateSet({ value })).execute()
}

async function recount(tx: Tx, { subject, kinds }: RecordSubject, { terms, nowMs }: { terms: Terms, nowMs: number }): Promise<void> {
  await tx.db.deleteFrom('tally').where('measure', '>', `${subject}/`).where('measure', '<', `${subject}0`).execute()
  await tx.db.deleteFrom('tally').where('measure', '=', `${VETO_PREFIX}${subject}`).execute()
  for (const kind of kinds) {
    for await (const page of recordsOf(tx, kind)) {
      const anew = page.map(record => restand(record, terms))
      await tx.saveRows('model_record', anew)
      await tx.addTallies(talliesOf(records, anew, terms))
    }
  }
  await markAnew(tx, subject, { terms, nowMs })
}

async function recountAlerts(tx: Tx, scene: { terms: Terms, nowMs: number }): Promise<void> {
  for (const [from, until] of [['alert|', 'alert}'], ['alerts/', 'alerts0']] as const)
    await tx.db.deleteFrom('tally').where('measure', '>=', from).where('measure', '<', until).execute()
  for (let after = ''; ;) {
    const page = await tx.db.selectFrom('alert').selectAll().where('alert', '>', after).orderBy('alert').limit(PAGE).execute()
    if (page.length === 0)
      break
    after = page.at(-1)!.alert
    const anew = page.map(alert => restandAlert(alert, scene.terms))
    await tx.saveRows('alert', anew)
    await tx.addTallies(talliesOf(alerts, anew, scene.terms))
  }
  await markAnew(tx, 'alerts', scene)
}

async function markAnew(tx: Tx, subject: IndicatorSubject, { terms, nowMs }: { terms: Terms, nowMs: number }): Promise<void> {
  const units = (await tx.db.selectFrom('unit_span').select('code').distinct().execute()).map(row => row.code)
  await tx.markDirty(units.flatMap(unit => [{ unit, subject }, { unit, subject: 'portrait' as const }]))
  await saveLate(tx, units.map(unit => ({ unit, domain: subject, from_day: terms.dayOf(nowMs) - KEPT_DAYS })))
}

async function* recordsOf(tx: Tx, { kind }: RecordKind): AsyncGenerator<Row<'model_record'>[]> {
  for (let after = ''; ;) {
    const page = await tx.db.selectFrom('model_record').selectAll().where('kind', '=', kind).where('id', '>', after).orderBy('id').limit(PAGE).execute()
    if (page.length === 0)
      return
    after = page.at(-1)!.id
    yield page
  }
}

/** What these rows count, each unit, measure and day once. */
function talliesOf<T extends 'model_record' | 'alert'>(projection: Projection<T>, rows: readonly (Row<T> & { unit: string | null })[], terms: Terms): TallyTable[] {
  const sums = new Map<string, TallyTable>()
  for (const row of rows) {
    for (const { measure, day, n, unit = row.unit! } of projection.tallies!(row, terms)) {
      const name = `${unit}\t${measure}\t${day}`
      sums.set(name, { unit, measure, day, n: (sums.get(name)?.n ?? 0) + n })
    }
  }
  return [...sums.values()]
}
