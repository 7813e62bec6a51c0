/** Supervision tasks behind a figure, by the day they are due; and the stations that a quarter's tasks have inspected. */
import type { Row } from '../../db/store.ts'
import type { Range } from './byInstant.ts'
import type { FactScene, Share, Stretch } from './fact.ts'
import { firstRises, passingStocks } from '../parts/stocks.ts'
import { tasks } from '../projections/supervisionTask.ts'
import { around, newestFirst } from './byInstant.ts'
import { listStretch, stockOf } from './fact.ts'

type Task = Row<'supervision_task'>

const INSPECTED = 'quarter.inspected'
const DUE = { ms: 'due_ms', id: 'task' }

/** Of the tasks due in the month, those that are done. */
export function tasksDueThisMonth(scene: FactScene): Stretch[] {
  return [tasksDue(scene, thisMonth(scene), task => weigh(task, scene, { num: 'month.done', den: 'month.due', elseMs: task.due_ms! }))]
}

/** Judged by the first deadline, which may lie elsewhere than the one by which tasks are walked. */
export function tasksOnTime(scene: FactScene): Stretch[] {
  return around(thisMonth(scene)).map(range => tasksDue(scene, range, task => weigh(task, scene, { num: 'ontime.done', den: 'ontime.due', elseMs: task.first_due_ms! })))
}

/** Of the tasks done in the quarter, those of the kinds that are counted apart. */
export function tasksCrossed(scene: FactScene): Stretch[] {
  return around(thisQuarter(scene)).map(range => tasksDue(scene, range, task => weigh(task, scene, { num: 'quarter.cross', den: INSPECTED, elseMs: task.done_ms ?? task.due_ms! })))
}

/** The same tasks, below the line alone. */
export function tasksInspected(scene: FactScene): Stretch[] {
  return around(thisQuarter(scene)).map(range => tasksDue(scene, range, task => weigh(task, scene, { den: INSPECTED, elseMs: task.done_ms ?? task.due_ms! })))
}

/** Of the double-random tasks due in the quarter, those that are done. */
export function tasksDoubleRandom(scene: FactScene): Stretch[] {
  return [tasksDue(scene, thisQuarter(scene), task => weigh(task, scene, { num: 'double.done', den: 'double.due', elseMs: task.due_ms! }))]
}

function thisMonth({ context: { days, atMs } }: FactScene): Required<Range> {
  const today = days.dayOf(atMs)
  return { fromMs: days.startOf(days.monthStart(today)), untilMs: days.startOf(days.nextMonth(today)) }
}

function thisQuarter({ context: { days, atMs } }: FactScene): Required<Range> {
  const today = days.dayOf(atMs)
  return { fromMs: days.startOf(days.quarterStart(today)), untilMs: days.startOf(days.nextQuarter(today)) }
}

function tasksDue({ unit, context }: FactScene, range: Range, share: (task: Task) => Share | undefined): Stretch {
  return {
    async read(after, most) {
      const rows = await context.db.selectFrom('supervision_task').selectAll().where('unit', '=', unit.code).where(newestFirst(DUE, range, after)).orderBy('due_ms', 'desc').orderBy('task', 'desc').limit(most).execute()
      return rows.map(task => ({ place: { ms: task.due_ms, id: task.task }, share: share(task) }))
    },
  }
}

/** Measures of a task; `elseMs` is since when it counts as it does where it adds nothing to `num`. */
interface Wanted { readonly num?: string, readonly den: string, readonly elseMs: number }

function weigh(task: Task, { context: { days, atMs } }: FactScene, wanted: Wanted): Share | undefined {
  const today = days.dayOf(atMs)
  const tallies = tasks.tallies!(task, days)
  const num = wanted.num === undefined ? 0 : stockOf(tallies, wanted.num, today)
  const den = stockOf(tallies, wanted.den, today)
  const happenedMs = num > 0 ? task.done_ms! : wanted.elseMs
  return num === 0 && den === 0 ? undefined : { kind: 'task', id: task.task, isPersonal: false, num, den, day: days.dayOf(happenedMs), atMs: happenedMs }
}

/** A station is one fact, inspected since the first task that was done there in the quarter; whatever is no station is none. */
export function inspectedStation({ unit, context: { db, days, atMs } }: FactScene): Stretch {
  return listStretch(async () => {
    if (unit.level !== 'station')
      return []
    const today = days.dayOf(atMs)
    const inspected = (await passingStocks(db, { unit: unit.code, day: today }, [INSPECTED])).get(INSPECTED) ?? 0
    const from = days.quarterStart(today)
    // On the first day of a quarter what was inspected in the last one leaves, so that the stock need not rise by what enters.
    const day = inspected === 0 ? null : (await firstRises(db, { unit: unit.code, from, to: today }, [INSPECTED])).get(INSPECTED) ?? from
    return [{ id: unit.code, share: { kind: 'station', id: null, isPersonal: false, num: day === null ? 0 : 1, den: 1, day, atMs: null } }]
  })
}
