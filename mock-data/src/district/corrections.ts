/**
 * What goes wrong at the upstream's side and is put right: statements made in error and retracted, and facts that
 * are stated again with another content. Adds to what is recorded already and changes none of it.
 */
import type { CloudEvent } from '../recorder.ts'
import type { DistrictContext } from './context.ts'
import type { Finding } from './findings.ts'
import type { Task } from './tasks.ts'
import { factRetracted, findingRaised, pledgeSigned, taskCompleted, taskPlanned } from '@qinglian/shared'
import { HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { systemOf } from '../systems.ts'

const RETRACTED_TASKS = 8
const RETRACTED_COMPLETIONS = 4
const CORRECTED_FINDINGS = 10
const CORRECTED_SIGNATURES = 6

export function recordCorrections(context: DistrictContext, { tasks, findings }: { tasks: readonly Task[], findings: readonly Finding[] }): void {
  const { random, nowMs } = context
  const settled = tasks.filter(task => task.end?.how === 'done' && task.end.atMs < nowMs - 48 * HOUR_MS)
  retractDoubleTasks(context, random.sample(settled, RETRACTED_TASKS))
  retractEarlyCompletions(context, random.sample(settled.filter(task => task.end!.atMs - task.plannedMs > 30 * HOUR_MS), RETRACTED_COMPLETIONS))
  correctFindings(context, random.sample(findings.filter(finding => finding.raisedMs < nowMs - 72 * HOUR_MS), CORRECTED_FINDINGS))
  correctSignatures(context)
}

/** The same check entered twice under two numbers; the second is taken back. */
function retractDoubleTasks(context: DistrictContext, tasks: readonly Task[]): void {
  const { recorder, calendar, random } = context
  for (const { task, unit, topic, kind, dueMs, plannedMs } of tasks) {
    const timeMs = plannedMs + random.int(2, 50) * MINUTE_MS
    const wrong = recorder.record(taskPlanned, { system: 'supervision', subject: unit, timeMs, data: { task: `${task}-2`, topic, kind, dueAt: calendar.format(dueMs) } })
    retract(context, wrong, { timeMs: timeMs + random.int(1, 24) * HOUR_MS, reason: '重复录入' })
  }
}

/** Marked as done a day early by mistake. */
function retractEarlyCompletions(context: DistrictContext, tasks: readonly Task[]): void {
  const { recorder, calendar } = context
  for (const { task, unit, plannedMs } of tasks) {
    const timeMs = plannedMs + 3 * HOUR_MS
    const wrong = recorder.record(taskCompleted, { system: 'supervision', subject: unit, timeMs, data: { task, at: calendar.format(timeMs - 10 * MINUTE_MS) } })
    retract(context, wrong, { timeMs: timeMs + 2 * HOUR_MS, reason: '误点完成' })
  }
}

function retract({ recorder }: DistrictContext, wrong: CloudEvent, { timeMs, reason }: { timeMs: number, reason: string }): void {
  const system = systemOf(wrong.source)
  if (system !== undefined)
    recorder.record(factRetracted, { system, subject: wrong.subject, timeMs, data: { source: wrong.source, id: wrong.id, reason } })
}

/** Judged again: one step more severe, with the date as it was. */
function correctFindings({ recorder, random, calendar }: DistrictContext, findings: readonly Finding[]): void {
  for (const { finding, unit, task, category, severity, raisedMs, dueMs } of findings) {
    recorder.record(findingRaised, {
      system: 'supervision',
      subject: unit,
      timeMs: raisedMs + random.int(28, 60) * HOUR_MS,
      data: { finding, ...(task === undefined ? {} : { task }), category, severity: severity === 'low' ? 'medium' : 'high', raisedAt: calendar.format(raisedMs), dueAt: calendar.format(dueMs) },
    })
  }
}

/** The date on the paper was read wrongly: the same signature, half an hour earlier. */
function correctSignatures({ recorder, random, calendar }: DistrictContext): void {
  const signed = recorder.events.filter(event => event.type === pledgeSigned.type && event.data.method === 'paper')
  for (const event of random.sample(signed, CORRECTED_SIGNATURES)) {
    const system = systemOf(event.source)
    const { campaign, staffNo, signedAt } = event.data
    if (system === undefined || typeof campaign !== 'string' || typeof staffNo !== 'string' || typeof signedAt !== 'string')
      continue
    recorder.record(pledgeSigned, {
      system,
      subject: event.subject,
      timeMs: Date.parse(event.time) + random.int(2, 72) * HOUR_MS,
      data: { campaign, staffNo, signedAt: calendar.format(Date.parse(signedAt) - 30 * MINUTE_MS), method: 'paper' },
    })
  }
}
