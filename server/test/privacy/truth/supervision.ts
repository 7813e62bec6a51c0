/** `supervision` by contract.md §2–3: tasks, findings, rectification, counted one by one. */
import type { Fact } from './facts.ts'
import { lastOf, ms, ofType } from './facts.ts'

export interface Counts {
  tasks: { planned: number, done: number, open: number, overdue: number, dueThisMonth: number, doneOfThese: number }
  findings: { open: number, overdue: number, raised30d: number, due90d: number, rectified: number, writtenOff: number }
}

const DAY_MS = 86_400_000
const STAGES = ['submitted', 'returned', 'verified', 'written-off']

/** Days in Shanghai since 1970. */
function dayOf(at: number): number {
  return Math.floor((at + 8 * 3_600_000) / DAY_MS)
}

/** `2026-11` in Shanghai. */
function monthOf(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 7)
}

/** @param units whose tasks and findings count: a unit and everything below it */
export function countSupervision(facts: readonly Fact[], units: readonly string[], now: number): Counts {
  const aboutTask = Map.groupBy(facts, ({ data }) => String(data.task))
  const aboutFinding = Map.groupBy(facts, ({ data }) => String(data.finding))
  const tasks = { planned: 0, done: 0, open: 0, overdue: 0, dueThisMonth: 0, doneOfThese: 0 }
  for (const plan of lastOf(ofType(facts, 'supervision.task-planned'), 'task').values()) {
    const state = stateOfTask(aboutTask.get(String(plan.data.task)) ?? [], plan)
    if (!units.includes(plan.subject) || state === 'cancelled')
      continue
    const due = ms(plan.data.dueAt)
    tasks.planned += 1
    tasks[state] += 1
    tasks.overdue += state === 'open' && due < now ? 1 : 0
    tasks.dueThisMonth += monthOf(due) === monthOf(now) ? 1 : 0
    tasks.doneOfThese += monthOf(due) === monthOf(now) && state === 'done' ? 1 : 0
  }
  const findings = { open: 0, overdue: 0, raised30d: 0, due90d: 0, rectified: 0, writtenOff: 0 }
  for (const raised of lastOf(ofType(facts, 'supervision.finding-raised'), 'finding').values()) {
    if (!units.includes(raised.subject))
      continue
    const due = ms(raised.data.dueAt)
    const stage = stageOf(aboutFinding.get(String(raised.data.finding)) ?? [], raised)
    const isRectified = stage === 'verified' || stage === 'written-off'
    const fellDue = due <= now && dayOf(due) > dayOf(now) - 90
    findings.open += isRectified ? 0 : 1
    findings.overdue += !isRectified && due < now ? 1 : 0
    findings.raised30d += dayOf(ms(raised.data.raisedAt)) > dayOf(now) - 30 && dayOf(ms(raised.data.raisedAt)) <= dayOf(now) ? 1 : 0
    findings.due90d += fellDue ? 1 : 0
    findings.rectified += fellDue && isRectified ? 1 : 0
    findings.writtenOff += fellDue && stage === 'written-off' ? 1 : 0
  }
  return { tasks, findings }
}

/** “Later `at` counts, on a tie completed”; what another unit says of the task is not applied. */
function stateOfTask(facts: readonly Fact[], plan: Fact): 'open' | 'done' | 'cancelled' {
  const ended = (type: string): number => {
    const fact = ofType(facts, type).findLast(({ subject }) => subject === plan.subject)
    return fact === undefined ? Number.NEGATIVE_INFINITY : ms(fact.data.at)
  }
  const [done, cancelled] = [ended('supervision.task-completed'), ended('supervision.task-cancelled')]
  if (done === Number.NEGATIVE_INFINITY && cancelled === Number.NEGATIVE_INFINITY)
    return 'open'
  return done >= cancelled ? 'done' : 'cancelled'
}

/** “State = greatest (`at`, stage in this order); `written-off` counts only after `verified`.” */
function stageOf(facts: readonly Fact[], raised: Fact): string {
  const steps = STAGES.flatMap((stage, order) => ofType(facts, `rectification.${stage}`)
    .filter(({ subject }) => subject === raised.subject)
    .map(({ data }) => ({ stage, order, at: ms(data.at) })))
    .sort((a, b) => a.at - b.at || a.order - b.order)
  const counted = steps.filter(({ stage }, i) => stage !== 'written-off' || steps.slice(0, i).some(before => before.stage === 'verified'))
  return counted.at(-1)?.stage ?? 'open'
}
