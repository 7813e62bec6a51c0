/** People over time: where somebody stands, and whether they belong to a campaign's signatories (contract.md §2, "Pledges"). */
import type { Signatories as SignatoriesSchema, StaffLine, Static } from '@qinglian/shared'
import type { Row } from '../../db/store.ts'
import { begunAt, hasEnded, spanAt } from '../org/spans.ts'

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
