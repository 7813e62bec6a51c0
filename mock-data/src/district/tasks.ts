/**
 * A year of supervision tasks: one to four a working day and unit, most done well before they are due, a few
 * late, moved or cancelled. Two are overdue at the end, exactly, whatever the seed.
 */
import type { TaskKind } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { taskCancelled, taskCompleted, taskPlanned } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { CANCEL_REASONS, KIND_WEIGHTS, TASK_TOPICS } from '../lists.ts'
import { BRIGADE, DISTRICT, STATION_CODES } from './units.ts'

export interface Task {
  task: string
  unit: string
  topic: string
  kind: TaskKind
  inspectingUnit: string | undefined
  plannedMs: number
  dueMs: number
  /** A later date, and when it was stated: some days before the first one. */
  moved: { toMs: number, statedMs: number } | undefined
  end: { how: 'done' | 'cancelled', atMs: number } | undefined
}

const OVERDUE_AT_END = 2
/** How many tasks a unit is given on a working day. The district's own offices have few. */
const PER_DAY = [[1, 30], [2, 36], [3, 22], [4, 12]] as const
const PER_DAY_DISTRICT = [[0, 40], [1, 40], [2, 20]] as const

export function buildTasks(context: DistrictContext): Task[] {
  const { random, calendar, startMs, nowMs, tag } = context
  const tasks: Task[] = []
  for (let dayMs = calendar.at(startMs + DAY_MS, 0); dayMs < nowMs; dayMs += DAY_MS) {
    if (!calendar.isWorkday(dayMs))
      continue
    for (const unit of [DISTRICT, ...STATION_CODES]) {
      for (let left = random.weighted(unit === DISTRICT ? PER_DAY_DISTRICT : PER_DAY); left > 0; left--) {
        const plannedMs = calendar.someWorkMoment(dayMs, random)
        if (plannedMs < nowMs)
          tasks.push(buildTask(context, { task: `T-${tag}-${tasks.length + 1}`, unit, plannedMs }))
      }
    }
  }
  leaveOverdue(context, tasks)
  return tasks
}

function buildTask(context: DistrictContext, start: Pick<Task, 'task' | 'unit' | 'plannedMs'>): Task {
  const { random, calendar } = context
  const kind = random.weighted(KIND_WEIGHTS)
  const windowDays = random.int(7, 15)
  const dueMs = calendar.at(calendar.plusWorkdays(start.plannedMs, windowDays), 18)
  const moved = random.chance(0.025) ? buildMove(context, dueMs) : undefined
  return {
    ...start,
    topic: random.pick(TASK_TOPICS),
    kind,
    inspectingUnit: inspector(context, kind, start.unit),
    dueMs,
    moved,
    end: moved === undefined ? buildEnd(context, { ...start, dueMs, windowDays }) : endMoved(context, moved),
  }
}

function buildMove({ random, calendar, nowMs }: DistrictContext, dueMs: number): Task['moved'] {
  const statedMs = dueMs - 2 * DAY_MS - random.int(0, 300) * MINUTE_MS
  return statedMs < nowMs ? { statedMs, toMs: calendar.at(calendar.plusWorkdays(dueMs, random.int(3, 6)), 18) } : undefined
}

/** What was put off is done between the new date's statement and the date itself. */
function endMoved({ random, nowMs }: DistrictContext, { statedMs, toMs }: NonNullable<Task['moved']>): Task['end'] {
  return endBefore(nowMs, { how: 'done', atMs: Math.round(random.between(statedMs + HOUR_MS, toMs) / 1000) * 1000 })
}

function inspector({ random }: DistrictContext, kind: TaskKind, unit: string): string | undefined {
  if (kind === 'cross')
    return random.pick(STATION_CODES.filter(code => code !== unit && code !== BRIGADE))
  return kind === 'routine' || unit === BRIGADE ? undefined : random.pick([DISTRICT, BRIGADE])
}

/** When it ends. Nobody is late across `nowMs` here: who is, is chosen by `leaveOverdue`. */
function buildEnd({ random, calendar, nowMs }: DistrictContext, task: { plannedMs: number, dueMs: number, windowDays: number }): Task['end'] {
  const after = (days: number) => {
    const ms = calendar.someWorkMoment(calendar.plusWorkdays(task.plannedMs, days), random)
    return ms > task.plannedMs + HOUR_MS ? ms : ms + DAY_MS
  }
  if (random.chance(0.015))
    return endBefore(nowMs, { how: 'cancelled', atMs: after(random.int(1, 4)) })
  const roll = random.next()
  const share = roll < 0.92 ? random.between(0.05, 0.55) : random.between(0.55, 0.9)
  const isLate = roll > 0.975
  const lateMs = after(task.windowDays + random.int(1, 4))
  const atMs = isLate && lateMs < nowMs ? lateMs : Math.min(after(Math.round(share * task.windowDays)), task.dueMs - MINUTE_MS)
  return endBefore(nowMs, { how: 'done', atMs })
}

function endBefore(nowMs: number, end: NonNullable<Task['end']>): Task['end'] {
  return end.atMs < nowMs ? end : undefined
}

/** Takes the end from two tasks that came due in the last week. */
function leaveOverdue({ random, nowMs }: DistrictContext, tasks: Task[]): void {
  const due = tasks.filter(task => task.unit !== DISTRICT && task.moved === undefined && task.end?.how === 'done' && task.dueMs < nowMs && task.dueMs > nowMs - 7 * DAY_MS)
  for (const task of random.sample(due, OVERDUE_AT_END))
    task.end = undefined
}

export function recordTasks({ recorder, random, calendar }: DistrictContext, tasks: readonly Task[]): void {
  for (const { task, unit, topic, kind, inspectingUnit, plannedMs, dueMs, moved, end } of tasks) {
    const plan = (timeMs: number, due: number) => recorder.record(taskPlanned, {
      system: 'supervision',
      subject: unit,
      timeMs,
      data: { task, topic, kind, dueAt: calendar.format(due), ...(inspectingUnit === undefined ? {} : { inspectingUnit }) },
    })
    plan(plannedMs, dueMs)
    if (moved !== undefined)
      plan(moved.statedMs, moved.toMs)
    if (end === undefined)
      continue
    const ended = { system: 'supervision', subject: unit, timeMs: end.atMs + random.int(60, 5400) * 1000 } as const
    const at = calendar.format(end.atMs)
    if (end.how === 'done')
      recorder.record(taskCompleted, { ...ended, data: { task, at } })
    else
      recorder.record(taskCancelled, { ...ended, data: { task, at, reason: random.pick(CANCEL_REASONS) } })
  }
}
