/**
 * Supervision: tasks, findings and rectification of one own unit (domain.md §3.1), now or at the end of a past day.
 *
 * Whole days come from tallies; what turns within the present day (overdue, fallen due) is asked of the rows that are
 * open or due today, through partial indexes. Cost: days and open rows, never the log nor what is closed.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { OwnPart, PartContext, PartUnit } from './part.ts'
import { sql } from 'kysely'
import { DAY_MS } from '../calendar/days.ts'
import { RECTIFY_WINDOW_DAYS } from '../projections/supervisionFinding.ts'
import { owedSelfchecks, SELFCHECK_STOCKS } from '../records/selfchecks.ts'
import { newestBySource } from './arrivals.ts'
import { earliest, part } from './part.ts'
import { repeatsOf } from './repeats.ts'
import { lastingStocks, passingStocks } from './stocks.ts'

/** Names of the sums of a supervision part; `m:` are numerators (`.num`) and denominators (`.den`) of indicators. */
export const SUPERVISION_SUMS = [
  'tasks.planned',
  'tasks.done',
  'tasks.overdue',
  'findings.open',
  'findings.overdue',
  'findings.raised30d',
  'rectify.written_off',
] as const

const RAISED_DAYS = 30
const LONG_OVERDUE_MS = 30 * DAY_MS

export async function supervisionPart(unit: PartUnit, context: PartContext): Promise<OwnPart> {
  const { db, days, atMs } = context
  const today = days.dayOf(atMs)
  const stocks = await stocksOf(db, unit.code, today)
  const stock = (measure: string): number => stocks.get(measure) ?? 0
  const flow = (measure: string, from: number, to: number): Promise<number> => flowOf(db, { unit: unit.code, measure, from, to })
  const due = await dueToday(db, unit.code, { fromMs: days.startOf(today), atMs })
  const openTasks = await openTimes(db, { table: 'supervision_task', unit: unit.code, atMs })
  const openFindings = await openTimes(db, { table: 'supervision_finding', unit: unit.code, atMs })
  const fallenDue = await flow('due', today - RECTIFY_WINDOW_DAYS + 1, today - 1) + due.count
  const repeats = await repeatsOf(db, unit.code, today)
  const inScope = unit.level === 'station'
  const selfchecks = owedSelfchecks(unit, context)
  const sums = {
    'tasks.planned': stock('tasks.planned'),
    'tasks.done': stock('tasks.done'),
    'tasks.overdue': openTasks.past,
    'findings.open': stock('findings.open'),
    'findings.overdue': openFindings.past,
    'findings.long_overdue': await longOverdue(db, unit.code, atMs - LONG_OVERDUE_MS),
    'findings.raised30d': await flow('raised', today - RAISED_DAYS + 1, today),
    'rectify.written_off': stock('due.written_off') + due.writtenOff,
    'm:sup.plan_rate.num': stock('month.done'),
    'm:sup.plan_rate.den': stock('month.due'),
    'm:sup.ontime_rate.num': stock('ontime.done'),
    'm:sup.ontime_rate.den': stock('ontime.due'),
    'm:sup.cross_share.num': stock('quarter.cross'),
    'm:sup.cross_share.den': stock('quarter.inspected'),
    'm:sup.double_random.num': stock('double.done'),
    'm:sup.double_random.den': stock('double.due'),
    'm:sup.finding_per_task.num': await flow('raised', days.quarterStart(today), today),
    'm:sup.finding_per_task.den': stock('quarter.inspected'),
    'm:sup.selfcheck_rate.num': selfchecks.filter(({ measure }) => stock(measure) > 0).length,
    'm:sup.selfcheck_rate.den': selfchecks.length,
    'm:sup.joint_meeting.num': stock('meeting.held'),
    'm:sup.joint_meeting.den': stock('meeting.due'),
    'm:sup.coverage.num': inScope && stock('quarter.inspected') > 0 ? 1 : 0,
    'm:sup.coverage.den': inScope ? 1 : 0,
    'm:sup.finding_count.num': await flow('raised', days.monthStart(today), today),
    'm:sup.finding_count.den': 0,
    'm:sup.rectify_rate.num': stock('due.rectified') + due.rectified,
    'm:sup.rectify_rate.den': fallenDue,
    'm:sup.rectify_ontime.num': stock('due.ontime') + due.onTime,
    'm:sup.rectify_ontime.den': fallenDue,
    'm:sup.rectify_overdue.num': stock('findings.overdue') + due.open,
    'm:sup.rectify_overdue.den': 0,
    'm:sup.repeat_rate.num': repeats.repeated,
    'm:sup.repeat_rate.den': repeats.writtenOff,
  }
  return {
    part: part({ sums, latest: await newestBySource(db, { unit: unit.code, domain: 'supervision' }) }),
    wakeMs: earliest(days.startOf(today + 1), openTasks.next, openFindings.next, due.next),
  }
}

const PASSING = [
  'month.due',
  'month.done',
  'ontime.due',
  'ontime.done',
  'quarter.inspected',
  'quarter.cross',
  'double.due',
  'double.done',
  'due.rectified',
  'due.written_off',
  'due.ontime',
  'findings.overdue',
  'meeting.due',
  'meeting.held',
  ...SELFCHECK_STOCKS,
] as const
const LASTING = ['tasks.planned', 'tasks.done', 'findings.open'] as const

/** Every stock of the unit at the end of a day. Findings that are overdue and still open never leave, so all days together come to the open ones. */
async function stocksOf(db: Kysely<Database>, unit: string, day: number): Promise<Map<string, number>> {
  const passing = await passingStocks(db, { unit, day }, PASSING)
  const lasting = await lastingStocks(db, unit, LASTING)
  const overdue = (lasting.get('findings.open') ?? 0) + (passing.get('findings.overdue') ?? 0)
  return new Map([...passing, ...lasting, ['findings.overdue', overdue]])
}

/** A flow over days, both included. */
async function flowOf(db: Kysely<Database>, { unit, measure, from, to }: { unit: string, measure: string, from: number, to: number }): Promise<number> {
  const row = await db.selectFrom('tally').select(eb => eb.fn.sum<number | null>('n').as('n'))
    .where('unit', '=', unit)
    .where('measure', '=', measure)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** How many open rows are past their due instant, and the next due instant to come. */
async function openTimes(db: Kysely<Database>, { table, unit, atMs }: { table: 'supervision_task' | 'supervision_finding', unit: string, atMs: number }): Promise<{ past: number, next: number | null }> {
  // The condition is the very one of the partial index, so only open rows are touched.
  const isOpen = table === 'supervision_task' ? sql<boolean>`state = 'open'` : sql<boolean>`rectified_ms is null`
  const open = db.selectFrom(table).where('unit', '=', unit).where(isOpen)
  const past = await open.where('due_ms', '<', atMs).select(eb => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const next = await open.where('due_ms', '>=', atMs).select('due_ms').orderBy('due_ms').limit(1).executeTakeFirst()
  // A row is overdue once its due instant has passed, so one millisecond later.
  return { past: past.n, next: next?.due_ms === null || next === undefined ? null : next.due_ms + 1 }
}

async function longOverdue(db: Kysely<Database>, unit: string, beforeMs: number): Promise<number> {
  const row = await db.selectFrom('supervision_finding').where('unit', '=', unit).where('rectified_ms', 'is', null).where('due_ms', '<', beforeMs).select(eb => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return row.n
}

/** Findings due within the present day, as far as they have fallen due. */
async function dueToday(db: Kysely<Database>, unit: string, { fromMs, atMs }: { fromMs: number, atMs: number }) {
  // The present day counts what is stated for later today too, as whole days do.
  const endMs = fromMs + DAY_MS
  const due = db.selectFrom('supervision_finding').where('unit', '=', unit).where('due_ms', '<', endMs)
  const fallen = await due.where('due_ms', '>=', fromMs).where('due_ms', '<=', atMs).select(({ fn, eb, or, ref }) => [
    fn.countAll<number>().as('count'),
    fn.countAll<number>().filterWhere(eb.and([eb('due_ms', '<', atMs), or([eb('rectified_ms', 'is', null), eb('rectified_ms', '>=', endMs)])])).as('open'),
    fn.countAll<number>().filterWhere('rectified_ms', '<', endMs).as('rectified'),
    fn.countAll<number>().filterWhere('rectified_ms', '<=', ref('due_ms')).as('onTime'),
    fn.countAll<number>().filterWhere('written_off_ms', '<', endMs).as('writtenOff'),
  ]).executeTakeFirstOrThrow()
  const next = await due.where('due_ms', '>', atMs).select('due_ms').orderBy('due_ms').limit(1).executeTakeFirst()
  return { ...fallen, next: next?.due_ms ?? null }
}
