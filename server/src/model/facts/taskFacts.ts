/** Supervision tasks behind a figure, by the day they are due; and the stations that a quarter's tasks have inspected. */
import type { Row } from '../../db/store.ts'
import type { Range } from './byInstant.ts'
import type { FactScene, Share, Stretch } from './fact.ts'
import { tasks } from '../projections/supervisionTask.ts'
import { around, newestFirst } from './byInstant.ts'
import { listStretch, stockOf } from './fact.ts'

type Task = Row<'supervision_task'>

const DUE = { ms: 'due_ms', id: 'task' }

/** Of the tasks due in the month, those that are done. */
export function tasksDueThisMonth(scene: FactScene): Stretch[] {
  return [tasksDue(scene, thisMonth(scene), task => weigh(task, scene, { num: 'month.done', den: 'month.due', dueMs: task.due_ms! }))]
}

/** Judged by the first deadline, which may lie elsewhere than the one by which tasks are walked. */
export function tasksOnTime(scene: FactScene): Stretch[] {
  return around(thisMonth(scene)).map(range => tasksDue(scene, range, task => weigh(task, scene, { num: 'ontime.done', den: 'ontime.due', dueMs: task.first_due_ms! })))
}

function thisMonth({ context: { days, atMs } }: FactScene): Required<Range> {
  const today = days.dayOf(atMs)
  return { fromMs: days.startOf(days.monthStart(today)), untilMs: days.startOf(days.nextMonth(today)) }
}

function tasksDue({ unit, context }: FactScene, range: Range, share: (task: Task) => Share | undefined): Stretch {
  return {
    async read(after, most) {
      const rows = await context.db.selectFrom('supervision_task').selectAll().where('unit', '=', unit.code).where(newestFirst(DUE, range, after)).orderBy('due_ms', 'desc').orderBy('task', 'desc').limit(most).execute()
      return rows.map(task => ({ place: { ms: task.due_ms, id: task.task }, share: share(task) }))
    },
  }
}

function weigh(task: Task, { context: { days, atMs } }: FactScene, wanted: { num: string, den: string, dueMs: number }): Share | undefined {
  const today = days.dayOf(atMs)
  const tallies = tasks.tallies!(task, days)
  const [num, den] = [stockOf(tallies, wanted.num, today), stockOf(tallies, wanted.den, today)]
  const happenedMs = num > 0 ? task.done_ms! : wanted.dueMs
  return num === 0 && den === 0 ? undefined : { kind: 'task', id: task.task, isPersonal: false, num, den, day: days.dayOf(happenedMs), atMs: happenedMs }
}

/** A station is one fact, inspected since the first task that was done there in the quarter; whatever is no station is none. */
export function inspectedStation({ unit, context: { db, days, atMs } }: FactScene): Stretch {
  return listStretch(async () => {
    if (unit.level !== 'station')
      return []
    const today = days.dayOf(atMs)
    const entered = await db.selectFrom('tally').select('day').where('unit', '=', unit.code).where('measure', '=', 'quarter.inspected')
      .where('day', '>=', days.quarterStart(today))
      .where('day', '<=', today)
      .where('n', '>', 0)
      .orderBy('day')
      .limit(1)
      .executeTakeFirst()
    const day = entered?.day ?? null
    return [{ id: unit.code, share: { kind: 'station', id: null, isPersonal: false, num: day === null ? 0 : 1, den: 1, day, atMs: null } }]
  })
}
