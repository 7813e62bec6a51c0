/** Self checks of the running month, and joint meetings of today. */
import type { Life } from './life.ts'
import { jointMeetingHeld, jointMeetingPlanned, selfcheckSubmitted } from '@qinglian/shared'
import { linesOf } from '../district/selfchecks.ts'
import { DISTRICT, STATION_CODES } from '../district/units.ts'
import { pickByDeadline } from './life.ts'

export function checkOneself({ recorder, random, calendar, nowMs }: Life): void {
  const unit = random.pick(STATION_CODES)
  recorder.record(selfcheckSubmitted, { system: 'discipline', subject: unit, timeMs: nowMs, data: { line: random.pick(linesOf(unit)), period: calendar.day(nowMs).slice(0, 7), issues: random.int(0, 2), at: calendar.format(nowMs) } })
}

export function planMeeting({ recorder, random, calendar, standing, tag, nowMs, nextNumber }: Life): void {
  const open = { meeting: `JM-${tag}-${nextNumber()}`, unit: random.chance(0.3) ? DISTRICT : random.pick(STATION_CODES), dueMs: calendar.at(nowMs, 23, 59) }
  recorder.record(jointMeetingPlanned, { system: 'discipline', subject: open.unit, timeMs: nowMs, data: { meeting: open.meeting, dueAt: calendar.format(open.dueMs) } })
  standing.meetings.push(open)
}

export function holdMeeting(life: Life): void {
  const { recorder, calendar, standing, nowMs } = life
  const held = pickByDeadline(life, standing.meetings)
  if (held === undefined)
    return
  standing.meetings = standing.meetings.filter(other => other !== held)
  recorder.record(jointMeetingHeld, { system: 'discipline', subject: held.unit, timeMs: nowMs, data: { meeting: held.meeting, heldAt: calendar.format(nowMs) } })
}
