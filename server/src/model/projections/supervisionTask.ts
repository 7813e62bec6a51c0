/** Supervision tasks: planned, completed, cancelled, in one row (contract.md §2). */
import type { Row } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { Fact, Projection, Tally } from './projection.ts'
import { taskCancelled, taskCompleted, taskPlanned } from '@qinglian/shared'
import { compareBytes, isLater } from '../statementOrder.ts'
import { during, instant, optionalText, text, TIMELESS } from './projection.ts'

type Task = Row<'supervision_task'>

export const tasks: Projection<'supervision_task'> = {
  table: 'supervision_task',
  types: [taskPlanned.type, taskCompleted.type, taskCancelled.type],
  key: fact => [text(fact, 'task')],
  fold(row, fact, days) {
    const folded = foldFact(row ?? emptyTask(text(fact, 'task')), fact, days)
    const state = stateOf(folded)
    const misplaced = folded.unit !== null && folded.others !== null ? 1 : 0
    return folded.state === state && folded.misplaced === misplaced ? folded : { ...folded, state, misplaced }
  },
  tallies: taskTallies,
}

function foldFact(task: Task, fact: Fact, days: Days): Task {
  if (fact.type === taskPlanned.type)
    return foldPlan(task, fact, days)
  const end: End = [fact.type === taskCompleted.type ? 'done' : 'cancelled', instant(fact, 'at', days), fact.subject, fact.stmt]
  return fact.subject === task.unit ? withEnd(task, end) : withOther(task, end)
}

/** A completion or cancellation. */
type End = [kind: 'done' | 'cancelled', atMs: number, unit: string, stmt: string]

/** Takes an end stated by the unit that owns the task. */
function withEnd(task: Task, [kind, atMs, unit, stmt]: End): Task {
  if (kind === 'done')
    return isLater(stmt, task.done_stmt) ? { ...task, done_ms: atMs, done_unit: unit, done_stmt: stmt } : task
  return isLater(stmt, task.cancelled_stmt) ? { ...task, cancelled_ms: atMs, cancelled_unit: unit, cancelled_stmt: stmt } : task
}

/** Keeps an end stated by another unit, the latest of each kind and unit: it counts if the task turns out to be that unit's. */
function withOther(task: Task, end: End): Task {
  const others = othersOf(task)
  const same = others.findIndex(([kind, , unit]) => kind === end[0] && unit === end[2])
  if (same >= 0 && !isLater(end[3], others[same]![3]))
    return task
  const rest = same < 0 ? others : others.toSpliced(same, 1)
  return { ...task, others: JSON.stringify([...rest, end].sort((a, b) => compareBytes(a[3], b[3]))) }
}

function othersOf(task: Task): End[] {
  return task.others === null ? [] : JSON.parse(task.others) as End[]
}

/** The same task under another owner: what each unit said of its end is sorted anew. */
function ownedBy(task: Task, unit: string): Task {
  if (unit === task.unit)
    return task
  const ends = othersOf(task)
  if (task.done_ms !== null)
    ends.push(['done', task.done_ms, task.done_unit!, task.done_stmt!])
  if (task.cancelled_ms !== null)
    ends.push(['cancelled', task.cancelled_ms, task.cancelled_unit!, task.cancelled_stmt!])
  const bare: Task = { ...task, unit, others: null, done_ms: null, done_unit: null, done_stmt: null, cancelled_ms: null, cancelled_unit: null, cancelled_stmt: null }
  return ends.reduce((owned, end) => end[2] === unit ? withEnd(owned, end) : withOther(owned, end), bare)
}

function foldPlan(task: Task, fact: Fact, days: Days): Task {
  const dueMs = instant(fact, 'dueAt', days)
  const later = isLater(fact.stmt, task.planned_stmt)
  const earlier = task.first_stmt === null || isLater(task.first_stmt, fact.stmt)
  if (!later && !earlier)
    return task
  return {
    ...(later ? ownedBy(task, fact.subject) : task),
    ...(later ? { topic: text(fact, 'topic'), kind: text(fact, 'kind'), inspecting_unit: optionalText(fact, 'inspectingUnit'), due_ms: dueMs, planned_stmt: fact.stmt } : {}),
    ...(earlier ? { first_due_ms: dueMs, first_stmt: fact.stmt } : {}),
  }
}

/** The later `at` stands, on a tie completed. */
function stateOf(task: Task): string {
  if (task.unit === null)
    return 'unplanned'
  if (task.done_ms !== null && (task.cancelled_ms === null || task.done_ms >= task.cancelled_ms))
    return 'done'
  return task.cancelled_ms === null ? 'open' : 'cancelled'
}

/** Kinds that are counted apart: 交叉检查, 飞行检查. */
const UNFORESEEN: ReadonlySet<string> = new Set(['cross', 'unannounced'])

/**
 * - `tasks.planned`, `tasks.done`: of any date.
 * - `month.due`, `month.done`: tasks due in the month, and those of them done, while that month lasts.
 * - `ontime.due`, `ontime.done`: tasks that have fallen due or are done, by the first stated deadline, and those done by it.
 * - `quarter.inspected`, `quarter.cross`: tasks done in the quarter, and the cross and unannounced ones of them, while it lasts.
 * - `double.due`, `double.done`: double-random tasks due in the quarter, and those of them done, while it lasts.
 */
function taskTallies(task: Task, days: Days): Tally[] {
  if (task.state === 'unplanned' || task.state === 'cancelled')
    return []
  const doneDay = task.state === 'done' ? days.dayOf(task.done_ms!) : Number.POSITIVE_INFINITY
  const month = days.monthStart(days.dayOf(task.due_ms!))
  const firstDueDay = days.dayOf(task.first_due_ms!)
  const firstMonth = days.monthStart(firstDueDay)
  const onTime = task.state === 'done' && task.done_ms! <= task.first_due_ms!
  const onTimeFrom = Math.max(firstMonth, Math.min(firstDueDay, doneDay))
  return [
    { measure: 'tasks.planned', day: TIMELESS, n: 1 },
    ...during('month.due', month, days.nextMonth(month)),
    ...during('ontime.due', onTimeFrom, days.nextMonth(firstMonth)),
    ...(task.state === 'done'
      ? [
          { measure: 'tasks.done', day: TIMELESS, n: 1 },
          ...during('month.done', Math.max(month, doneDay), days.nextMonth(month)),
          ...(onTime ? during('ontime.done', onTimeFrom, days.nextMonth(firstMonth)) : []),
          ...during('quarter.inspected', doneDay, days.nextQuarter(doneDay)),
          ...(UNFORESEEN.has(task.kind!) ? during('quarter.cross', doneDay, days.nextQuarter(doneDay)) : []),
        ]
      : []),
    ...(task.kind === 'double_random' ? doubleRandomTallies(days.dayOf(task.due_ms!), doneDay, days) : []),
  ]
}

/** @param doneDay infinite where it is not done */
function doubleRandomTallies(dueDay: number, doneDay: number, days: Days): Tally[] {
  const quarter = days.quarterStart(dueDay)
  return [
    ...during('double.due', quarter, days.nextQuarter(quarter)),
    ...during('double.done', Math.max(quarter, doneDay), days.nextQuarter(quarter)),
  ]
}

function emptyTask(task: string): Task {
  return {
    task,
    unit: null,
    topic: null,
    kind: null,
    inspecting_unit: null,
    due_ms: null,
    planned_stmt: null,
    first_due_ms: null,
    first_stmt: null,
    done_ms: null,
    done_unit: null,
    done_stmt: null,
    cancelled_ms: null,
    cancelled_unit: null,
    cancelled_stmt: null,
    others: null,
    state: 'unplanned',
    misplaced: 0,
  }
}
