/**
 * Closed days that a batch of facts reaches back into. A late fact corrects the days it belongs to: the units it touches
 * are marked from the earliest such day on, and the day closer computes those days anew.
 */
import type { TallyTable } from '../../db/schema.ts'
import type { Row, Tx } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { OrgTree } from '../org/orgTree.ts'
import type { Change, ChangeOf } from '../projections/catalogue.ts'
import type { Mark } from '../projections/marks.ts'
import type { IndicatorSubject } from './indicatorsOf.ts'
import { isScored } from '../alerts/score.ts'
import { DAY_MS } from '../calendar/days.ts'
import { rowsOf } from '../projections/catalogue.ts'
import { claimsOf } from '../projections/pledge.ts'
import { TIMELESS } from '../projections/projection.ts'
import { ABOUT_PERSONS, ASKED_ABOUT, REACHING_ABOVE, subjectOfKind, SUBJECTS_ABOUT_STAFF, SUBJECTS_ASKING_TALLIES } from '../records/catalogue.ts'
import { INDICATOR_SUBJECTS } from './indicatorsOf.ts'

/** Figures are kept for this many days back; what happened before changes none of them. */
export const KEPT_DAYS = 400

export interface LateScene {
  readonly days: Days
  readonly nowMs: number
  /** The tree before and after the batch; the same object where no unit changed. */
  readonly before: OrgTree
  readonly after: OrgTree
}

/** `tallies` is what it added to tallies, `marks` which topics it marked. */
interface Batch { readonly changes: readonly Change[], readonly tallies: readonly TallyTable[], readonly marks: readonly Mark[] }

/** Marks what a batch reaches back into. */
export async function markLateDays(tx: Tx, batch: Batch, scene: LateScene): Promise<void> {
  const { days, nowMs } = scene
  const today = days.dayOf(nowMs)
  const late = new Map<string, { unit: string, domain: IndicatorSubject, from_day: number }>()
  const add = (unit: string, domain: IndicatorSubject, day: number): void => {
    const known = late.get(`${unit}/${domain}`)
    if (day < today && (known === undefined || day < known.from_day))
      late.set(`${unit}/${domain}`, { unit, domain, from_day: Math.max(day, today - KEPT_DAYS) })
  }
  for (const { unit, measure, day } of batch.tallies) {
    const domain = domainOfMeasure(measure)
    if (day !== TIMELESS && domain !== undefined)
      add(unit, domain, day)
    if (day !== TIMELESS && isScored(measure))
      add(unit, 'alerts', day)
  }
  // Tallies of what fell due begin the day after; the due day itself is read from the rows.
  for (const row of batch.changes.flatMap(change => change.table === 'supervision_finding' ? rowsOf(change) : [])) {
    if (row.unit !== null && row.due_ms !== null)
      add(row.unit, 'supervision', days.dayOf(row.due_ms))
  }
  const from = fromDays(batch, days)
  for (const { unit, subject } of batch.marks) {
    const domain = INDICATOR_SUBJECTS.find(known => known === subject)
    if (domain !== undefined)
      add(unit, domain, from.get(domain)!)
  }
  for (const unit of unitsThen(batch.changes, scene))
    INDICATOR_SUBJECTS.forEach(domain => add(unit, domain, from.get(domain)!))
  await saveLate(tx, [...late.values()])
}

/** The subject whose indicators a measure counts for: records name theirs, supervision's have no beginning. */
function domainOfMeasure(measure: string): IndicatorSubject | undefined {
  if (measure.startsWith('alert|'))
    return undefined
  const slash = measure.indexOf('/')
  return slash < 0 ? 'supervision' : INDICATOR_SUBJECTS.find(subject => subject === measure.slice(0, slash))
}

/** The first day of each subject that these changes reach back to, beside what their tallies say of the units that count them. */
function fromDays({ changes, tallies }: Pick<Batch, 'changes' | 'tallies'>, days: Days): ReadonlyMap<IndicatorSubject, number> {
  const tree = earliestOf(changes.flatMap(spanInstants), days)
  const staff = earliestOf(changes.flatMap(staffInstants), days)
  const pledges = earliestOf(changes.flatMap(pledgeInstants), days)
  const records = Map.groupBy(changes.filter(change => change.table === 'model_record').flatMap(rowsOf).filter(row => ASKED_ABOUT.has(row.kind)), row => subjectOfKind(row.kind))
  const others = new Set(changes.filter(isAboutAnother).map(change => subjectOfKind(change.after!.kind)))
  const kiosks = Math.min(...changes.flatMap(change => change.table === 'kiosk_day' ? rowsOf(change).map(row => row.day) : []))
  return new Map(INDICATOR_SUBJECTS.map((domain) => {
    const asked = earliestOf((records.get(domain) ?? []).map(happenedMs), days)
    const counted = SUBJECTS_ASKING_TALLIES.has(domain) ? tallies.filter(tally => tally.day !== TIMELESS && domainOfMeasure(tally.measure) === domain).map(tally => tally.day) : []
    const mine = Math.min(asked, ...counted, others.has(domain) ? 0 : Number.POSITIVE_INFINITY)
    const own = domain === 'pledges' ? Math.min(mine, pledges) : domain === 'licence' ? Math.min(mine, kiosks) : mine
    return [domain, Math.min(tree, own, SUBJECTS_ABOUT_STAFF.includes(domain) ? staff : Number.POSITIVE_INFINITY)]
  }))
}

/** Whether a record that was about one person is now about another: what was known of the first was never so. */
function isAboutAnother(change: Change): change is ChangeOf<'model_record'> {
  return change.table === 'model_record' && change.before !== undefined && change.after !== undefined && ABOUT_PERSONS.has(change.after.kind) && change.before.about !== change.after.about
}

/** A record that is asked about counts from when it happened or was due, without any such instant from the beginning; of the others their tallies tell. */
function happenedMs(row: Row<'model_record'>): number {
  return row.at_ms ?? row.due_ms ?? 0
}

/** Units that stood above or below a changed one, below a changed campaign or above a changed review, on a day that it reaches back into and perhaps do no more. */
function unitsThen(changes: readonly Change[], { before, after, nowMs }: LateScene): Set<string> {
  const places = changes.flatMap(placesOf)
  const units = new Set<string>()
  if (places.length === 0)
    return units
  const fromMs = Math.max(Math.min(...places.map(place => place.fromMs)), nowMs - (KEPT_DAYS + 1) * DAY_MS)
  for (const org of new Set([before, after])) {
    for (let ms: number | undefined = fromMs; ms !== undefined && ms <= nowMs; ms = org.nextChange(ms)) {
      const tree = org.at(ms)
      for (const code of new Set(places.map(place => place.unit)))
        [...tree.path(code), ...tree.subtree(code)].forEach(unit => units.add(unit))
    }
  }
  return units
}

/** Where in the tree a change takes effect, and since when. */
function placesOf(change: Change): { unit: string, fromMs: number }[] {
  if (change.table === 'unit_span')
    return rowsOf(change).map(row => ({ unit: row.code, fromMs: row.since_ms }))
  if (change.table === 'model_record')
    return rowsOf(change).flatMap(row => row.unit !== null && REACHING_ABOVE.has(row.kind) ? [{ unit: row.unit, fromMs: happenedMs(row) }] : [])
  return change.table === 'pledge_campaign' ? rowsOf(change).map(row => ({ unit: row.unit, fromMs: row.open_ms })) : []
}

/** Marks days to be computed (again), keeping an earlier mark. */
export async function saveLate(tx: Tx, rows: readonly { unit: string, domain: IndicatorSubject, from_day: number }[]): Promise<void> {
  if (rows.length === 0)
    return
  await tx.db.insertInto('dirty_day').values(rows).onConflict(oc => oc.columns(['unit', 'domain'])
    .doUpdateSet(eb => ({ from_day: eb.ref('excluded.from_day') }))
    .where(eb => eb('dirty_day.from_day', '>', eb.ref('excluded.from_day'))))
    .execute()
}

/** Marks a day of every unit, when it has ended. */
export function endDay(tx: Tx, units: readonly string[], day: number): Promise<void> {
  return saveLate(tx, units.flatMap(unit => INDICATOR_SUBJECTS.map(domain => ({ unit, domain, from_day: day }))))
}

function earliestOf(instants: readonly number[], days: Days): number {
  const earliest = Math.min(...instants)
  return Number.isFinite(earliest) ? days.dayOf(Math.max(earliest, 0)) : Number.POSITIVE_INFINITY
}

function pledgeInstants(change: Change): number[] {
  if (change.table === 'pledge_signature')
    return rowsOf(change).flatMap(row => claimsOf(row).map(([, happenedMs]) => happenedMs))
  if (change.table === 'pledge_campaign')
    return rowsOf(change).map(row => row.open_ms)
  return []
}

function staffInstants(change: Change): number[] {
  return change.table === 'staff_span' ? rowsOf(change).map(row => row.since_ms) : []
}

function spanInstants(change: Change): number[] {
  return change.table === 'unit_span' ? rowsOf(change).map(row => row.since_ms) : []
}
