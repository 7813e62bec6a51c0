/**
 * Which topics may have changed because of what was written.
 *
 * Marks name the unit whose own numbers moved; what lies above it is marked by the presenter when the unit's part
 * turns out to differ. Too many marks cost time, a missing one would leave a wall wrong: where in doubt, mark.
 */
import type { Subject } from '@qinglian/shared'
import type { TallyTable } from '../../db/schema.ts'
import type { Row, Tx } from '../../db/store.ts'
import type { OrgTree, TreeAt } from '../org/orgTree.ts'
import type { Change } from './catalogue.ts'
import type { Fact } from './projection.ts'
import { SUBJECTS } from '@qinglian/shared'
import { isScored } from '../alerts/score.ts'
import { ABOUT_PERSONS, REACHING_ABOVE, REACHING_BELOW, subjectOfKind, subjectOfMeasure, subjectOfType, SUBJECTS_ABOUT_STAFF } from '../records/catalogue.ts'
import { unitsKnowing } from '../records/kiosk.ts'
import { rowsOf } from './catalogue.ts'

export interface Mark { readonly unit: string, readonly subject: Subject }

export interface MarkScene {
  /** The tree before and after the batch; the same object where no unit changed. */
  readonly before: OrgTree
  readonly after: OrgTree
  readonly nowMs: number
}

/** The subject that shows the facts of a domain, the word after `qinglian.` in a type, where they are not records. */
const SUBJECT_OF_DOMAIN: Record<string, Subject | undefined> = {
  pledge: 'pledges',
  supervision: 'supervision',
  rectification: 'supervision',
  alert: 'alerts',
  kiosk: 'licence',
}

export function domainOf(type: string): string {
  return type.slice('qinglian.'.length, type.indexOf('.', 'qinglian.'.length))
}

/** Topics that say how fresh their data is. */
export const SHOWING_FRESHNESS: readonly Subject[] = SUBJECTS.filter(subject => subject !== 'about' && subject !== 'feed')

/** The topic that shows the facts of a type. */
function subjectOf(type: string): Subject | undefined {
  return subjectOfType(type) ?? SUBJECT_OF_DOMAIN[domainOf(type)]
}

/** The domain under which arrivals are counted: the subject that shows it, or `org`. */
export function arrivalDomain(type: string): string {
  return subjectOf(type) ?? 'org'
}

/** What was written: `tallies` is what it added to tallies. */
export interface Written { readonly facts: readonly Fact[], readonly changes: readonly Change[], readonly tallies: readonly TallyTable[] }

export async function marksFor(tx: Tx, { facts, changes, tallies }: Written, scene: MarkScene): Promise<Mark[]> {
  const marks = new Map<string, Mark>()
  const mark = (unit: string | null | undefined, ...subjects: readonly Subject[]): void => {
    if (unit === null || unit === undefined)
      return
    for (const subject of subjects)
      marks.set(`${unit}/${subject}`, { unit, subject })
  }
  for (const { type, subject } of facts) {
    const shown = subjectOf(type)
    mark(subject, 'sources', ...(shown === undefined ? [] : [shown]))
  }
  // A record may count elsewhere than in the unit that owns it, and for the score of its unit.
  for (const { unit, measure } of tallies)
    mark(unit, ...[subjectOfMeasure(measure), isScored(measure) ? 'alerts' as const : undefined].filter(subject => subject !== undefined))
  const people: People = new Map()
  for (const change of changes)
    markChange(change, scene, { mark, people })
  if (people.size > 0) {
    for (const row of await staffSpans(tx, [...people.keys()]))
      mark(row.unit, ...people.get(row.staff_no)!)
  }
  for (const unit of await unitsKnowing(tx.db, changes.flatMap(change => change.table === 'kiosk_day' ? rowsOf(change) : [])))
    mark(unit, 'licence')
  if (changes.some(change => change.table === 'unit_span'))
    unitsOfOtherParents(scene).forEach(code => markUnit(code, scene, mark))
  const moved = changes.flatMap(change => change.table === 'unit_span' ? rowsOf(change).flatMap(row => [...below(row.code, scene)]) : [])
  for (const row of await standingElsewhere(tx, [...new Set(moved)]))
    mark(row.unit, 'pledges')
  return [...marks.values()]
}

type MarkIt = (unit: string | null | undefined, ...subjects: readonly Subject[]) => void
/** Whose figures may have changed, and which: they are marked wherever these people stand or stood. */
type People = Map<string, Set<Subject>>

function noteFor(people: People, staffNo: string, subjects: readonly Subject[]): void {
  people.set(staffNo, (people.get(staffNo) ?? new Set()).union(new Set(subjects)))
}

function markChange(change: Change, scene: MarkScene, { mark, people }: { mark: MarkIt, people: People }): void {
  switch (change.table) {
    case 'unit_span':
      return rowsOf(change).forEach(row => markUnit(row.code, scene, mark))
    case 'staff_span':
      return rowsOf(change).forEach((row) => {
        noteFor(people, row.staff_no, SUBJECTS_ABOUT_STAFF)
        mark(row.unit, ...SUBJECTS_ABOUT_STAFF)
      })
    case 'source_system':
      // Its prefix may reach the facts of any unit.
      return scene.after.codes.forEach(unit => mark(unit, ...SHOWING_FRESHNESS))
    case 'pledge_campaign':
      return rowsOf(change).flatMap(row => [...below(row.unit, scene)]).forEach(unit => mark(unit, 'pledges'))
    case 'pledge_signature':
      return rowsOf(change).forEach((row) => {
        noteFor(people, row.staff_no, SUBJECTS_ABOUT_STAFF)
        mark(row.unit, 'pledges', 'feed')
      })
    case 'supervision_task':
    case 'supervision_finding':
      return [change.before, change.after].forEach(row => mark(row?.unit, 'supervision', 'feed'))
    case 'model_record':
      return rowsOf(change).forEach((row) => {
        recordUnits(row, scene).forEach(unit => mark(unit, subjectOfKind(row.kind)))
        if (row.told_stmt !== null)
          mark(row.unit, 'feed')
        if (ABOUT_PERSONS.has(row.kind) && row.about !== null)
          noteFor(people, row.about, [subjectOfKind(row.kind)])
      })
    case 'kiosk_day':
      return rowsOf(change).forEach(row => mark(row.unit, 'licence'))
    case 'portrait_day':
      return rowsOf(change).forEach(row => mark(row.unit, 'portrait'))
    case 'alert':
      return rowsOf(change).forEach(row => mark(row.unit, 'alerts', 'feed'))
  }
}

/** Whose figures a record may change. */
function recordUnits({ kind, unit }: Row<'model_record'>, scene: MarkScene): ReadonlySet<string> {
  if (unit === null)
    return new Set()
  return REACHING_BELOW.has(kind) ? below(unit, scene) : REACHING_ABOVE.has(kind) ? new Set(treesOf(scene).flatMap(tree => tree.path(unit))) : new Set([unit])
}

/** A unit that comes, goes or moves changes everything about itself, and the numbers and names above and below it. */
function markUnit(code: string, scene: MarkScene, mark: MarkIt): void {
  for (const unit of related(code, scene))
    mark(unit, ...SUBJECTS)
}

/** Units that stand elsewhere now, though perhaps nothing was said of them: who closes a circle makes roots of all on it. */
function unitsOfOtherParents(scene: MarkScene): string[] {
  const [before, after] = [scene.before.at(scene.nowMs), scene.after.at(scene.nowMs)]
  return scene.after.codes.filter(code => before.parent(code) !== after.parent(code))
}

/** The unit, everything above and everything below it, before and after. */
function related(code: string, scene: MarkScene): Set<string> {
  const trees = treesOf(scene)
  return new Set(trees.flatMap(tree => [...tree.path(code), ...tree.subtree(code)]))
}

function below(code: string, scene: MarkScene): Set<string> {
  return new Set(treesOf(scene).flatMap(tree => tree.subtree(code)))
}

function treesOf(scene: MarkScene): TreeAt[] {
  const after = scene.after.at(scene.nowMs)
  return scene.before === scene.after ? [after] : [scene.before.at(scene.nowMs), after]
}

function staffSpans(tx: Tx, staffNos: readonly string[]): Promise<{ staff_no: string, unit: string }[]> {
  return tx.db.selectFrom('staff_span').select(['staff_no', 'unit']).distinct().where('staff_no', 'in', [...staffNos]).execute()
}

/** Where those stand whose signature or revocation these units stated: it counts where the campaign reaches the units. */
async function standingElsewhere(tx: Tx, units: readonly string[]): Promise<{ unit: string }[]> {
  if (units.length === 0)
    return []
  const stated = tx.db.selectFrom('pledge_signature').select('staff_no').where('unit', 'in', units)
    .union(tx.db.selectFrom('pledge_signature').select('staff_no').where('revoked_unit', 'in', units).where('revoked_unit', 'is not', null))
    // Few rows have words of several units, so all of them are looked at.
    .union(tx.db.selectFrom('pledge_signature').select('staff_no').where('others', 'is not', null))
  return tx.db.selectFrom('staff_span').select('unit').distinct().where('staff_no', 'in', stated).execute()
}
