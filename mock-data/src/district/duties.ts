/** A year of the four responsibilities: each month every unit's four holders get their tasks, nearly all done in time, few late or not at all. Tasks are 示例. */
import type { DutyHolder } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { dutyTaskAssigned, dutyTaskDone } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { DUTY_TASKS } from '../lists.ts'
import { UNITS } from './units.ts'

/** One that is not done yet. */
export interface OpenDuty { task: string, unit: string, dueMs: number }

/** Holders, and how many tasks each gets a month. */
export const HOLDERS = [['party_branch', 1], ['station_head', 2], ['branch_secretary', 1], ['discipline_member', 2]] as const satisfies [DutyHolder, number][]
const LATE_SHARE = 0.05
const MISSED_SHARE = 0.02

/** @returns the tasks that are still to be done at the end, but for those that nobody will do any more */
export function recordDuties(context: DistrictContext): OpenDuty[] {
  const open: OpenDuty[] = []
  let number = 0
  for (const monthMs of monthsOf(context)) {
    for (const { code } of UNITS) {
      for (const [holder, count] of HOLDERS) {
        for (let i = 0; i < count; i += 1)
          open.push(...recordDuty(context, { task: `DT-${context.tag}-${number += 1}`, unit: code, holder, monthMs }))
      }
    }
  }
  return open
}

/** The first instant of each month that begins within the year, and the first of all: what its month had left. */
function monthsOf({ calendar, startMs, nowMs }: DistrictContext): number[] {
  const firsts = new Set([startMs])
  for (let ms = startMs; ms <= nowMs; ms += DAY_MS) {
    if (calendar.day(ms).endsWith('-01'))
      firsts.add(calendar.at(ms, 0))
  }
  return [...firsts]
}

function recordDuty({ recorder, random, calendar, nowMs }: DistrictContext, { task, unit, holder, monthMs }: { task: string, unit: string, holder: DutyHolder, monthMs: number }): OpenDuty[] {
  const assignedMs = calendar.at(calendar.plusWorkdays(monthMs, 0), 9) + random.int(0, 90) * MINUTE_MS
  if (assignedMs > nowMs)
    return []
  const dueMs = calendar.at(calendar.plusWorkdays(assignedMs, random.int(3, 17)), 18)
  const roll = random.next()
  const aimMs = roll < LATE_SHARE ? dueMs + random.int(1, 4) * DAY_MS : Math.max(assignedMs + DAY_MS, dueMs - random.int(0, 8) * DAY_MS)
  const doneMs = Math.max(calendar.someWorkMoment(calendar.plusWorkdays(aimMs, 0), random), assignedMs + HOUR_MS)
  recorder.record(dutyTaskAssigned, { system: 'party', subject: unit, timeMs: assignedMs, data: { holder, task, name: random.pick(DUTY_TASKS[holder]), dueAt: calendar.format(dueMs) } })
  if (roll > 1 - MISSED_SHARE)
    return dueMs > nowMs ? [{ task, unit, dueMs }] : []
  if (doneMs + HOUR_MS > nowMs)
    return [{ task, unit, dueMs }]
  recorder.record(dutyTaskDone, { system: 'party', subject: unit, timeMs: doneMs + random.int(5, 50) * MINUTE_MS, data: { task, at: calendar.format(doneMs) } })
  return []
}
