/** People over time: where somebody stands, and whether they belong to a campaign's signatories (contract.md §2, "Pledges"). */
import type { Signatories as SignatoriesSchema, StaffLine, Static } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Row } from '../../db/store.ts'
import { begunAt, hasEnded, spanAt, spansBy } from '../org/spans.ts'

/** Numbers of the staff who stand in a unit and are on the rolls at an instant. */
export async function staffOf(db: Kysely<Database>, unit: string, atMs: number): Promise<string[]> {
  const people = await peopleOf(db, unit)
  return [...people].filter(([, spans]) => {
    const place = placeAt(spans, atMs)
    return place?.unit === unit && place.onRolls
  }).map(([staffNo]) => staffNo)
}

/** Everybody who ever stood in the unit, with all their spans. */
export async function peopleOf(db: Kysely<Database>, unit: string): Promise<Map<string, StaffSpan[]>> {
  const rows = await db.selectFrom('staff_span').selectAll()
    .where('staff_no', 'in', db.selectFrom('staff_span').select('staff_no').where('unit', '=', unit))
    .execute()
  return spansBy(rows, row => row.staff_no)
}

export type StaffSpan = Row<'staff_span'>
export type Signatories = Static<typeof SignatoriesSchema>

/** Somebody on leave is still on the rolls; who was transferred out or retired is not. */
const ON_ROLLS = new Set(['active', 'leave'])

export interface Place { readonly unit: string, readonly line: StaffLine, readonly span: StaffSpan, readonly onRolls: boolean }

/** Where a person stands at an instant; who has left still stands where they were last. @param spans of one person, by `since_ms` */
export function placeAt(spans: readonly StaffSpan[], atMs: number): Place | undefined {
  const span = begunAt(spans, atMs)
  return span && { unit: span.unit, line: span.line as StaffLine, span, onRolls: ON_ROLLS.has(span.status) && !hasEnded(span, atMs) }
}

/** The span by which a person is on the rolls at an instant. */
export function serviceAt(spans: readonly StaffSpan[], atMs: number): StaffSpan | undefined {
  const span = spanAt(spans, atMs)
  return span !== undefined && ON_ROLLS.has(span.status) ? span : undefined
}

/** Whether somebody of this line and these roles is among the signatories; `staffNos` name people themselves. */
export function isSignatory(signatories: Signatories, span: StaffSpan): boolean {
  if (signatories.all === true)
    return true
  if (signatories.staffNos !== undefined)
    return signatories.staffNos.includes(span.staff_no)
  if (signatories.lines !== undefined)
    return signatories.lines.includes(span.line as StaffLine)
  const roles = JSON.parse(span.roles) as string[]
  return signatories.roles?.some(role => roles.includes(role)) ?? false
}
