/** A year of self checks, each line of each station once a month, and the joint meetings that the district and its stations plan each quarter. */
import type { SelfcheckLine } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { jointMeetingHeld, jointMeetingPlanned, SELFCHECK_LINES, selfcheckSubmitted } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { SERVING_CODES } from './retailers.ts'
import { BRIGADE, DISTRICT, STATION_CODES } from './units.ts'

/** One that is planned and was not held yet. */
export interface OpenMeeting { meeting: string, unit: string, dueMs: number }

const SUBMITTED_SHARE = 0.97
const HELD_SHARE = 0.95

/** The brigade has no marketing line. */
export function linesOf(unit: string): readonly SelfcheckLine[] {
  return unit === BRIGADE ? ['monopoly'] : SELFCHECK_LINES
}

/** @returns the meetings that are still to be held */
export function recordSelfchecks(context: DistrictContext): OpenMeeting[] {
  const open: OpenMeeting[] = []
  for (const monthMs of monthsOf(context)) {
    for (const unit of STATION_CODES)
      linesOf(unit).forEach(line => recordSelfcheck(context, { unit, line, monthMs }))
    if ([1, 4, 7, 10].includes(Number(context.calendar.day(monthMs).slice(5, 7))))
      open.push(...[DISTRICT, ...SERVING_CODES].flatMap(unit => recordMeeting(context, unit, monthMs)))
  }
  return open
}

/** The first instant of each month that begins within the year. */
function monthsOf({ calendar, startMs, nowMs }: DistrictContext): number[] {
  const days = Array.from({ length: Math.floor((nowMs - startMs) / DAY_MS) + 1 }, (_, i) => calendar.at(startMs + i * DAY_MS, 0))
  return days.filter(ms => calendar.day(ms).endsWith('-01'))
}

function recordSelfcheck({ recorder, random, calendar, nowMs }: DistrictContext, { unit, line, monthMs }: { unit: string, line: SelfcheckLine, monthMs: number }): void {
  const atMs = calendar.someWorkMoment(calendar.plusWorkdays(monthMs, random.int(11, 18)), random)
  if (atMs > nowMs - HOUR_MS || !random.chance(SUBMITTED_SHARE))
    return
  const period = calendar.day(monthMs).slice(0, 7)
  recorder.record(selfcheckSubmitted, { system: 'discipline', subject: unit, timeMs: atMs + random.int(5, 90) * MINUTE_MS, data: { line, period, issues: random.weighted([[0, 60], [1, 25], [2, 10], [3, 5]]), at: calendar.format(atMs) } })
}

function recordMeeting({ recorder, random, calendar, nowMs, tag }: DistrictContext, unit: string, quarterMs: number): OpenMeeting[] {
  const meeting = `JM-${tag}-${unit}-${calendar.day(quarterMs).slice(0, 7)}`
  const plannedMs = calendar.at(calendar.plusWorkdays(quarterMs, 3), 10)
  const dueMs = calendar.at(calendar.plusWorkdays(plannedMs, random.int(15, 52)), 18)
  if (plannedMs > nowMs)
    return []
  const statement = { system: 'discipline', subject: unit } as const
  recorder.record(jointMeetingPlanned, { ...statement, timeMs: plannedMs, data: { meeting, dueAt: calendar.format(dueMs) } })
  const heldMs = calendar.at(calendar.plusWorkdays(dueMs - random.int(1, 8) * DAY_MS, 0), random.pick([9, 14, 15]))
  const isHeld = random.chance(HELD_SHARE)
  if (isHeld && heldMs < nowMs - HOUR_MS)
    recorder.record(jointMeetingHeld, { ...statement, timeMs: heldMs + random.int(60, 300) * MINUTE_MS, data: { meeting, heldAt: calendar.format(heldMs) } })
  return heldMs < nowMs - HOUR_MS ? [] : [{ meeting, unit, dueMs }]
}
