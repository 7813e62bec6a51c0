/** Supervision tasks: planned, completed, cancelled, in one row (contract.md §2). */
import type { Row } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { Fact, Projection, Tally } from './projection.ts'
import { taskCancelled, taskCompleted, taskPlanned } from '@qinglian/shared'
import { isLater } from '../statementOrder.ts'
import { during, instant, optionalText, text, TIMELESS } from './projection.ts'

type Task = Row<'supervision_task'>

export const tasks: Projection<'supervision_task'> = {
  table: 'supervision_task',
  types: [taskPlanned.type, taskCompleted.type, taskCancelled.type],
  key: fact => [text(fact, 'task')],
  fold(row, fact, days) {
    const folded = foldFact(row ?? emptyTask(text(fact, 'task')), fact, days)
    const state = stateOf(folded)
    const misplaced = isMisplaced(folded) ? 1 : 0
    return folded.state === state && folded.misplaced === misplaced ? folded : { ...folded, state, misplaced }
  },
  tallies: taskTallies,
}

function foldFact(task: Task, fact: Fact, days: Days): Task {
  if (fact.type === taskPlanned.type)
    return foldPlan(task, fact, days)
  const at = instant(fact, 'at', days)
  if (fact.type === taskCompleted.type)
    return isLater(fact.stmt, task.done_stmt) ? { ...task, done_ms: at, done_unit: fact.subject, done_stmt: fact.stmt } : task
  return isLater(fact.stmt, task.cancelled_stmt) ? { ...task, cancelled_ms: at, cancelled_unit: fact.subject, cancelled_stmt: fact.stmt } : task
}

function foldPlan(task: Task, fact: Fact, days: Days): Task {
  const dueMs = instant(fact, 'dueAt', days)
  const later = isLater(fact.stmt, task.planned_stmt)
  const earlier = task.first_stmt === null || isLater(task.first_stmt, fact.stmt)
  if (!later && !earlier)
    return task
  return {
    ...task,
    ...(later ? { unit: fact.subject, topic: text(fact, 'topic'), kind: text(fact, 'kind'), inspecting_unit: optionalText(fact, 'inspectingUnit'), due_ms: dueMs, planned_stmt: fact.stmt } : {}),
    ...(earlier ? { first_due_ms: dueMs, first_stmt: fact.stmt } : {}),
  }
}

/** Completion and cancellation count when they carry the unit that owns the task; the later `at` stands, on a tie completed. */
function stateOf(task: Task): string {
  if (task.unit === null)
    return 'unplanned'
  const doneMs = task.done_unit === task.unit ? task.done_ms : null
  const cancelledMs = task.cancelled_unit === task.unit ? task.cancelled_ms : null
  if (doneMs !== null && (cancelledMs === null || doneMs >= cancelledMs))
    return 'done'
  return cancelledMs === null ? 'open' : 'cancelled'
}

function isMisplaced(task: Task): boolean {
  return task.unit !== null && [task.done_unit, task.cancelled_unit].some(unit => unit !== null && unit !== task.unit)
}

/**
 * - `tasks.planned`, `tasks.done`: of any date.
 * - `month.due`, `month.done`: tasks due in the month, and those of them done, while that month lasts.
 * - `ontime.due`, `ontime.done`: tasks that have fallen due or are done, by the first stated deadline, and those done by it.
 * - `quarter.inspected`: tasks done in the quarter, while it lasts.
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
        ]
      : []),
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
    state: 'unplanned',
    misplaced: 0,
  }
}
