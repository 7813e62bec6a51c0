/** The four responsibilities as they go on: tasks for today or the days to come, and those that are done. */
import type { Life } from './life.ts'
import { dutyTaskAssigned, dutyTaskDone } from '@qinglian/shared'
import { DAY_MS } from '../calendar.ts'
import { HOLDERS } from '../district/duties.ts'
import { UNITS } from '../district/units.ts'
import { DUTY_TASKS } from '../lists.ts'
import { pickByDeadline } from './life.ts'

const LONGEST_TERM_DAYS = 5

export function assignDuty({ recorder, random, calendar, standing, tag, nowMs, nextNumber }: Life): void {
  const unit = random.pick(UNITS).code
  const holder = random.weighted(HOLDERS)
  const task = `DT-${tag}-${nextNumber()}`
  const dueMs = calendar.at(nowMs + random.int(0, LONGEST_TERM_DAYS) * DAY_MS, 23, 59)
  recorder.record(dutyTaskAssigned, { system: 'party', subject: unit, timeMs: nowMs, data: { holder, task, name: random.pick(DUTY_TASKS[holder]), dueAt: calendar.format(dueMs) } })
  standing.duties.push({ task, unit, dueMs })
}

export function doDuty(life: Life): void {
  const { recorder, calendar, standing, nowMs } = life
  const duty = pickByDeadline(life, standing.duties)
  if (duty === undefined)
    return
  standing.duties = standing.duties.filter(other => other !== duty)
  recorder.record(dutyTaskDone, { system: 'party', subject: duty.unit, timeMs: nowMs, data: { task: duty.task, at: calendar.format(nowMs) } })
}
