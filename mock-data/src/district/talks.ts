/**
 * Talks and family visits of the year: each of the staff is talked with about every two hundred days and visited once, most
 * of it as planned. Only that it took place is recorded, as upstream systems may send no more (domain.md §2).
 */
import type { TalkKind, TalkTier, VisitResult } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import type { Person } from './people.ts'
import { TALK_FOCUSES, talkFollowedUp, talkHeld, talkPlanned, visitFollowedUp, visitMade } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { isActiveAt, postAt } from './people.ts'
import { DISTRICT } from './units.ts'

/** Who leads a talk, by the office of the one who is talked with. */
export interface Pairing { tier: TalkTier, talkerRole: string, unit: string }

const EVERY_DAYS = 200
const PLANNED_AHEAD_DAYS = 25
const FOLLOW_UP_DAYS = 30
const KIND_WEIGHTS = [['routine', 86], ['reminder', 9], ['criticism', 4], ['admonition', 1]] as const satisfies [TalkKind, number][]
const RESULT_WEIGHTS = [['none', 88], ['attention', 8], ['follow_up', 4]] as const satisfies [VisitResult, number][]

/** Leaders talk among themselves and with the heads, heads with their staff, secretaries with the members of the party. */
export function pairingOf({ unit, roles }: { unit: string, roles: readonly string[] }, isMembersTurn: boolean): Pairing {
  if (roles.includes('bureau_leader'))
    return { tier: 'leader_to_deputy', talkerRole: 'bureau_leader', unit: DISTRICT }
  if (roles.includes('station_head') || unit === DISTRICT)
    return { tier: 'leader_to_head', talkerRole: 'bureau_leader', unit: DISTRICT }
  return isMembersTurn && !roles.includes('branch_secretary')
    ? { tier: 'secretary_to_member', talkerRole: 'branch_secretary', unit }
    : { tier: 'head_to_staff', talkerRole: 'station_head', unit }
}

export function recordTalks(context: DistrictContext, people: readonly Person[]): void {
  const { random, calendar, startMs, nowMs } = context
  for (const person of people) {
    let turn = 0
    for (let ms = startMs + random.int(30, EVERY_DAYS) * DAY_MS; ms < nowMs + PLANNED_AHEAD_DAYS * DAY_MS; ms += EVERY_DAYS * DAY_MS) {
      turn += 1
      recordTalk(context, people, { person, dueMs: calendar.at(calendar.plusWorkdays(ms, 0), 18), isMembersTurn: person.partyMember && turn % 2 === 0 })
    }
    recordVisit(context, person)
  }
}

function recordTalk(context: DistrictContext, people: readonly Person[], { person, dueMs, isMembersTurn }: { person: Person, dueMs: number, isMembersTurn: boolean }): void {
  const { recorder, random, calendar, nowMs, tag } = context
  const plannedMs = calendar.someWorkMoment(dueMs - PLANNED_AHEAD_DAYS * DAY_MS, random)
  const post = postAt(person, plannedMs)
  if (post === undefined || plannedMs > nowMs || !isActiveAt(person, plannedMs))
    return
  const { tier, talkerRole, unit } = pairingOf(post, isMembersTurn)
  const talker = people.find(other => other !== person && isActiveAt(other, plannedMs) && postAt(other, plannedMs)?.unit === unit && postAt(other, plannedMs)?.roles.includes(talkerRole))
  if (talker === undefined)
    return
  const talk = { talk: `TK-${tag}-${person.staffNo}-${calendar.day(dueMs).replaceAll('-', '')}`, tier }
  const pair = { talker: talker.staffNo, talkee: person.staffNo }
  const statement = { system: 'party', subject: unit } as const
  recorder.record(talkPlanned, { ...statement, timeMs: plannedMs, data: { ...talk, ...pair, dueAt: calendar.format(dueMs) } })
  const heldMs = holdingMoment(context, dueMs)
  if (heldMs === undefined || heldMs > nowMs || !isActiveAt(person, heldMs))
    return
  const kind = random.weighted(KIND_WEIGHTS)
  const followUpDueMs = kind === 'reminder' || kind === 'criticism' ? calendar.at(heldMs + FOLLOW_UP_DAYS * DAY_MS, 18) : undefined
  recorder.record(talkHeld, {
    ...statement,
    timeMs: heldMs + random.int(10, 26 * 60) * MINUTE_MS,
    data: { ...talk, kind, ...pair, focus: random.sample(TALK_FOCUSES, random.int(1, 3)), heldAt: calendar.format(heldMs), ...(followUpDueMs === undefined ? {} : { followUpDueAt: calendar.format(followUpDueMs) }) },
  })
  const doneMs = followUpDueMs === undefined ? undefined : followUpMoment(context, followUpDueMs)
  if (doneMs !== undefined)
    recorder.record(talkFollowedUp, { ...statement, timeMs: doneMs + random.int(5, 120) * MINUTE_MS, data: { talk: talk.talk, at: calendar.format(doneMs) } })
}

/** Mostly some days before it is due, now and then late, seldom not at all. */
function holdingMoment({ random, calendar }: DistrictContext, dueMs: number): number | undefined {
  const roll = random.next()
  if (roll < 0.04)
    return undefined
  return calendar.someWorkMoment(calendar.plusWorkdays(dueMs + (roll < 0.1 ? random.int(1, 6) : -random.int(2, 16)) * DAY_MS, 0), random)
}

function followUpMoment({ random, calendar, nowMs }: DistrictContext, dueMs: number): number | undefined {
  const roll = random.next()
  const ms = calendar.someWorkMoment(calendar.plusWorkdays(dueMs + (roll < 0.88 ? -random.int(3, 14) : random.int(2, 8)) * DAY_MS, 0), random)
  return roll > 0.95 || ms > nowMs ? undefined : ms
}

/** Once in the year, on any day; where something remains, a second visit within weeks. */
function recordVisit(context: DistrictContext, person: Person): void {
  const { recorder, random, calendar, startMs, nowMs, tag } = context
  const visitedMs = calendar.at(startMs + random.int(1, 364) * DAY_MS, random.int(10, 19))
  const post = postAt(person, visitedMs)
  if (random.chance(0.04) || post === undefined || visitedMs > nowMs || !isActiveAt(person, visitedMs))
    return
  const visit = `HV-${tag}-${person.staffNo}`
  const result = random.weighted(RESULT_WEIGHTS)
  const revisitDueMs = result === 'none' ? undefined : calendar.at(visitedMs + FOLLOW_UP_DAYS * DAY_MS, 18)
  const statement = { system: 'party', subject: post.unit } as const
  recorder.record(visitMade, {
    ...statement,
    timeMs: visitedMs + random.int(2, 40) * HOUR_MS,
    data: { visit, staffNo: person.staffNo, visitedAt: calendar.format(visitedMs), result, ...(revisitDueMs === undefined ? {} : { revisitDueAt: calendar.format(revisitDueMs) }) },
  })
  const doneMs = revisitDueMs === undefined ? undefined : followUpMoment(context, revisitDueMs)
  if (doneMs !== undefined)
    recorder.record(visitFollowedUp, { ...statement, timeMs: doneMs + HOUR_MS, data: { visit, at: calendar.format(doneMs) } })
}
