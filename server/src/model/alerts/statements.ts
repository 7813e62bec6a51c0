/**
 * What the engine records, as statements under its own source (domain.md §2). They name rule, unit and object ids and
 * nothing of a person. The same decision in the same minute is the same statement, so a repeat is a duplicate.
 */
import type { Condition, Severity } from '@qinglian/shared'
import type { Statement } from '../../data/statement.ts'
import { createHash } from 'node:crypto'
import { alertConditionChanged, alertEscalated, alertRaised, alertWrittenOff, ENGINE_SOURCE } from '@qinglian/shared'

export type Draft = Omit<Statement, 'index'>
const MINUTE_MS = 60_000

interface About { readonly alert: string, readonly unit: string, readonly atMs: number }

/** The id of an alert: the condition, the instant at which it became due, and how many alerts there were for just that. */
export function alertId(about: { rule: string, unit: string, object: string, dueMs: number }, cycle: number): string {
  const { rule, unit, object, dueMs } = about
  return `${rule}-${createHash('sha256').update(JSON.stringify([rule, unit, object, dueMs, cycle])).digest('hex').slice(0, 20)}`
}

export function raised(about: About, what: { rule: string, object: string, severity: Severity, dueMs: number }): Draft {
  const { rule, object, severity, dueMs } = what
  return draft(about, 'raised', { type: alertRaised.type, data: { rule, object, severity, dueAt: iso(dueMs) } })
}

/** Once for each severity: an alert only ever climbs. */
export function escalated(about: About, severity: Severity): Draft {
  return draft(about, `escalated-${severity}`, { type: alertEscalated.type, data: { severity } })
}

export function conditionChanged(about: About, condition: Condition): Draft {
  return draft(about, `${condition}-${about.atMs}`, { type: alertConditionChanged.type, data: { condition } })
}

export function writtenOff(about: About): Draft {
  return draft(about, 'written-off', { type: alertWrittenOff.type, data: {} })
}

export function numbered(drafts: readonly Draft[]): Statement[] {
  return drafts.map((statement, index) => ({ index, ...statement }))
}

/** The minute an instant lies in, so that a decision repeated within it is the same statement. */
export function minuteOf(ms: number): number {
  return ms - ms % MINUTE_MS
}

function draft({ alert, unit, atMs }: About, step: string, fact: Pick<Draft, 'type' | 'data'>): Draft {
  const at = iso(atMs)
  return { source: ENGINE_SOURCE, id: `${alert}/${step}`, type: fact.type, subject: unit, timeMs: atMs, time: at, data: { alert, at, ...fact.data }, wide: true }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
