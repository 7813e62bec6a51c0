/** Supervision of a generated district: tasks that move, end twice or not at all, and findings on any step. */
import type { GeneratorContext } from './people.ts'
import {
  findingRaised,
  rectificationReturned,
  rectificationSubmitted,
  rectificationVerified,
  rectificationWrittenOff,
  TASK_KINDS,
  taskCancelled,
  taskCompleted,
  taskPlanned,
} from '@qinglian/shared'
import { DAY_MS, HOUR_MS } from '../calendar.ts'
import { CANCEL_REASONS, FINDING_CATEGORIES, RETURN_REASONS, TASK_TOPICS } from '../lists.ts'
import { statedMs } from './people.ts'

export function generateSupervision(context: GeneratorContext): void {
  const { units, random, tasksPerStation, tag } = context
  let number = 0
  for (const unit of units) {
    for (let left = random.int(0, 2 * tasksPerStation); left > 0; left--)
      generateTask(context, { task: `T-${tag}-${++number}`, unit })
  }
}

function generateTask(context: GeneratorContext, { task, unit }: { task: string, unit: string }): void {
  const { recorder, random, calendar, startMs, nowMs } = context
  const plannedMs = random.int(startMs, nowMs - DAY_MS)
  const dueMs = plannedMs + random.int(1, 20) * DAY_MS
  const stated = (ms: number) => ({ system: 'supervision', subject: unit, timeMs: statedMs(context, ms) } as const)
  const plan = (ms: number, due: number) => recorder.record(taskPlanned, { ...stated(ms), data: { task, topic: random.pick(TASK_TOPICS), kind: random.pick(TASK_KINDS), dueAt: calendar.format(due) } })
  plan(plannedMs, dueMs)
  if (random.chance(0.1))
    plan(plannedMs + DAY_MS, dueMs + 5 * DAY_MS)
  const endMs = plannedMs + random.int(1, 25 * 24) * HOUR_MS
  if (endMs > nowMs)
    return
  if (random.chance(0.85))
    recorder.record(taskCompleted, { ...stated(endMs), data: { task, at: calendar.format(endMs) } })
  if (random.chance(0.15))
    recorder.record(taskCancelled, { ...stated(endMs), data: { task, at: calendar.format(endMs + random.pick([-HOUR_MS, 0, HOUR_MS])), reason: random.pick(CANCEL_REASONS) } })
  if (random.chance(0.5))
    generateFinding(context, { finding: task.replace('T-', 'F-'), task, unit, raisedMs: endMs })
}

function generateFinding(context: GeneratorContext, { finding, task, unit, raisedMs }: { finding: string, task: string, unit: string, raisedMs: number }): void {
  const { recorder, random, calendar, nowMs } = context
  const stated = (ms: number) => ({ system: 'supervision', subject: unit, timeMs: statedMs(context, ms) } as const)
  recorder.record(findingRaised, {
    ...stated(raisedMs),
    data: { finding, task, category: random.pick(FINDING_CATEGORIES), severity: random.pick(['low', 'medium', 'high'] as const), raisedAt: calendar.format(raisedMs), dueAt: calendar.format(raisedMs + random.int(1, 20) * DAY_MS) },
  })
  let atMs = raisedMs
  for (let steps = random.int(0, 5); steps > 0; steps--) {
    // Sometimes two steps at one instant, and sometimes a write-off that nobody verified.
    atMs += random.pick([0, HOUR_MS, 3 * DAY_MS])
    if (atMs > nowMs)
      return
    const at = calendar.format(atMs)
    const definition = random.pick([rectificationSubmitted, rectificationVerified, rectificationWrittenOff, rectificationReturned] as const)
    if (definition === rectificationReturned)
      recorder.record(rectificationReturned, { ...stated(atMs), data: { finding, at, reason: random.pick(RETURN_REASONS) } })
    else
      recorder.record(definition, { ...stated(atMs), data: { finding, at } })
  }
}
