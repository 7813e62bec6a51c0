/** Which conditions get an alert, and under which id. */
import type { Severity } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { OpenAlert } from './openAlerts.ts'
import type { Judge, Standing } from './standing.ts'
import type { Draft } from './statements.ts'
import { dueAfter, severityOf } from './ladder.ts'
import { endedAmong } from './openAlerts.ts'
import { standingKey } from './standing.ts'
import { alertId, minuteOf, raised } from './statements.ts'

/** A condition that has stood long enough, and has no alert. */
export interface Candidate {
  readonly standing: Standing
  readonly severity: Severity
  /** When it became due. */
  readonly dueMs: number
  /** When the alert is raised: in this minute, never before it became due. */
  readonly atMs: number
  /** By when those who have to act shall be done. */
  readonly finishMs: number
}

/** The conditions that are due and have no alert. */
export function candidates(standings: readonly Standing[], open: readonly OpenAlert[], judge: Judge): Candidate[] {
  const alerted = new Set(open.map(standingKey))
  return standings.flatMap((standing): Candidate[] => {
    const rule = judge.rules.get(standing.rule)
    if (rule === undefined || alerted.has(standingKey(standing)))
      return []
    const dueMs = dueAfter(standing, rule, judge.workingDays)
    if (judge.nowMs <= dueMs)
      return []
    const atMs = Math.max(minuteOf(judge.nowMs), dueMs)
    return [{ standing, dueMs, atMs, severity: severityOf(standing, { ...judge, rule, dueMs }), finishMs: judge.workingDays.addWorkingDays(atMs, rule.finishWorkingDays) }]
  })
}

/**
 * The statements that raise them. An id that belonged to an alert that is over is not used again: what became due a
 * second time is another alert. An id whose alert is open is: another node was faster, and the repeat changes nothing.
 */
export async function raisedFor(wanted: readonly Candidate[], db: Kysely<Database>): Promise<Draft[]> {
  const statements: Draft[] = []
  let left = wanted
  for (let cycle = 0; left.length > 0; cycle++) {
    const named = left.map(candidate => ({ candidate, alert: alertId({ ...candidate.standing, dueMs: candidate.dueMs }, cycle) }))
    const ended = await endedAmong(db, named.map(({ alert }) => alert))
    for (const { candidate: { standing, severity, atMs, finishMs }, alert } of named.filter(({ alert }) => !ended.has(alert)))
      statements.push(raised({ alert, unit: standing.unit, atMs }, { rule: standing.rule, object: standing.object, severity, dueMs: finishMs }))
    left = named.filter(({ alert }) => ended.has(alert)).map(({ candidate }) => candidate)
  }
  return statements
}
