/**
 * 廉情预警分 `rsk.score` (domain.md §3.12): 100 less what is deducted, as things stood at the end of a day, of the unit's own facts.
 *
 * - A confirmed alert deducts by its worst colour so far, and for each step that came too late, until it is struck off. One that
 *   nobody has confirmed deducts nothing (个人信息保护法 24: a person decides), nor does a false alarm or what verification found
 *   untrue.
 * - What is struck off leaves a trace, a share of the deduction that halves with time, for a year (R365). An alert that is
 *   reopened deducts in full again beside the trace of the first time.
 * - Repeated findings and complaints found true have no writing off: they deduct while their windows last (180 and 365 days).
 *   Of findings only so many count: where much is inspected much comes back, and it must not drown all else.
 *   A licence case past the law's limit deducts while it is open.
 *
 * `disposal.yaml` says how much. In hundredths of a point, never below 0.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Terms } from '../calendar/terms.ts'
import { repeatsOf } from '../parts/repeats.ts'
import { lastingStocks, passingStocks } from '../parts/stocks.ts'
import { CONDUCT_FOUND } from '../records/complaints.ts'

export const HUNDREDTHS = 100
const FULL = 100
const TRACED_OVER = 365
const OVERDUE_BY_LAW = 'licence/overdue.legal'
const ELSEWHERE: readonly string[] = [CONDUCT_FOUND, OVERDUE_BY_LAW]

/** Whether the score of a unit depends on a measure that is counted for another subject. */
export function isScored(measure: string): boolean {
  return ELSEWHERE.includes(measure) || /^(?:raised|off)(?::|$)/.test(measure)
}

export interface ScoreQuestion {
  readonly unit: string
  /** The last day that counts, whole. */
  readonly day: number
  /** The unit's stocks of alerts on that day: `held.red`, `held.late`. */
  readonly held: ReadonlyMap<string, number>
}

/** @returns hundredths of a point */
export async function scoreOf(db: Kysely<Database>, { unit, day, held }: ScoreQuestion, { disposal: { score } }: Terms): Promise<number> {
  const weights = [['yellow', score.yellow], ['orange', score.orange], ['red', score.red], ['late', score.overdueStep]] as const
  const passing = await passingStocks(db, { unit, day }, ELSEWHERE)
  const lasting = await lastingStocks(db, unit, ELSEWHERE)
  const elsewhere = (measure: string): number => (passing.get(measure) ?? 0) + (lasting.get(measure) ?? 0)
  const { repeated } = await repeatsOf(db, unit, day)
  const traces = await tracesOf(db, { unit, day, halfLife: score.traceHalfLifeDays })
  const deducted = weights.reduce((sum, [name, points]) => sum + points * ((held.get(`held.${name}`) ?? 0) + (traces.get(name) ?? 0) * score.tracePercent / 100), 0)
    + Math.min(repeated, score.mostRepeatedFindings) * score.repeatedFinding
    + elsewhere(CONDUCT_FOUND) * score.conductComplaint
    + elsewhere(OVERDUE_BY_LAW) * score.statutoryOverdue
  return Math.max(0, Math.round((FULL - deducted) * HUNDREDTHS))
}

/** What was struck off within the window, by what it deducted for: one on the day itself, half of it a half-life later. */
async function tracesOf(db: Kysely<Database>, { unit, day, halfLife }: { unit: string, day: number, halfLife: number }): Promise<Map<string, number>> {
  const rows = await db.selectFrom('tally').select(['measure', 'day', 'n'])
    .where('unit', '=', unit)
    .where('measure', 'in', ['yellow', 'orange', 'red', 'late'].map(name => `alerts/trace.${name}`))
    .where('day', '>', day - TRACED_OVER)
    .where('day', '<=', day)
    .orderBy('measure')
    .orderBy('day')
    .execute()
  const traces = new Map<string, number>()
  for (const { measure, day: struckOn, n } of rows) {
    const name = measure.slice('alerts/trace.'.length)
    traces.set(name, (traces.get(name) ?? 0) + n * 0.5 ** ((day - struckOn) / halfLife))
  }
  return traces
}
