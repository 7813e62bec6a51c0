/** A year of complaints: some eight a month in the district, nearly all closed in time, a few late, reopened or about staff. */
import type { ComplaintCategory, ComplaintChannel } from '@qinglian/shared'
import type { Random } from '../random.ts'
import type { DistrictContext } from './context.ts'
import { complaintAccepted, complaintClosed, complaintReceived, complaintReopened } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { SERVING_CODES } from './retailers.ts'

/** One that is not closed yet. */
export interface OpenComplaint { complaint: string, unit: string, dueMs: number }

const PER_WORKDAY = 0.065
const TERM_WORKDAYS = 10
const CHANNELS = [['12313', 45], ['12345', 20], ['onecard', 20], ['visit', 5], ['letter', 3], ['web', 7]] as const satisfies [ComplaintChannel, number][]
const CATEGORIES = [['service', 40], ['supply', 26], ['licence', 16], ['other', 12], ['conduct', 6]] as const satisfies [ComplaintCategory, number][]
const LATE_SHARE = 0.03
const REOPENED_SHARE = 0.04

/** What a complaint says beside its times. */
export function drawComplaint(random: Random): { channel: ComplaintChannel, category: ComplaintCategory, involvesStaff: boolean } {
  const category = random.weighted(CATEGORIES)
  return { channel: random.weighted(CHANNELS), category, involvesStaff: random.chance(category === 'conduct' ? 0.7 : 0.02) }
}

/** What a closing says beside its time; two in three are asked afterwards. */
export function drawOutcome(random: Random): { substantiated: boolean, satisfied?: boolean } {
  return { substantiated: random.chance(0.35), ...(random.chance(0.67) ? { satisfied: random.chance(0.95) } : {}) }
}

/** @returns the complaints that are still open at the end */
export function recordComplaints(context: DistrictContext): OpenComplaint[] {
  const { random, calendar, startMs, nowMs, tag } = context
  const open: OpenComplaint[] = []
  let number = 0
  for (let dayMs = calendar.at(startMs + DAY_MS, 0); dayMs < nowMs; dayMs += DAY_MS) {
    for (const unit of SERVING_CODES) {
      const atMs = calendar.someWorkMoment(dayMs, random)
      if (calendar.isWorkday(dayMs) && random.chance(PER_WORKDAY) && atMs < nowMs)
        open.push(...recordComplaint(context, { complaint: `CP-${tag}-${++number}`, unit, atMs }))
    }
  }
  return open
}

function recordComplaint(context: DistrictContext, { complaint, unit, atMs }: { complaint: string, unit: string, atMs: number }): OpenComplaint[] {
  const { random, calendar, recorder, nowMs } = context
  const dueMs = calendar.at(calendar.plusWorkdays(atMs, TERM_WORKDAYS), 18)
  const say = (ms: number) => ({ system: 'hotline', subject: unit, timeMs: ms + random.int(1, 30) * MINUTE_MS } as const)
  const after = (ms: number, days: number) => Math.max(calendar.someWorkMoment(calendar.plusWorkdays(ms, days), random), ms + HOUR_MS)
  recorder.record(complaintReceived, { ...say(atMs), data: { complaint, ...drawComplaint(random), at: calendar.format(atMs), dueAt: calendar.format(dueMs) } })
  const acceptedMs = after(atMs, 1)
  if (acceptedMs < nowMs)
    recorder.record(complaintAccepted, { ...say(acceptedMs), data: { complaint, at: calendar.format(acceptedMs) } })
  const closedMs = after(acceptedMs, random.chance(LATE_SHARE) ? random.int(10, 13) : random.int(1, 7))
  if (closedMs >= nowMs)
    return [{ complaint, unit, dueMs }]
  const close = (ms: number) => recorder.record(complaintClosed, { ...say(ms), data: { complaint, at: calendar.format(ms), ...drawOutcome(random) } })
  close(closedMs)
  const reopenedMs = after(closedMs, random.int(2, 6))
  if (!random.chance(REOPENED_SHARE) || reopenedMs >= nowMs)
    return []
  recorder.record(complaintReopened, { ...say(reopenedMs), data: { complaint, at: calendar.format(reopenedMs) } })
  const againMs = after(reopenedMs, random.int(2, 4))
  if (againMs >= nowMs)
    return [{ complaint, unit, dueMs }]
  close(againMs)
  return []
}
