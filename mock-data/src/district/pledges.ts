/**
 * Signatures of the year: each unit signs in one or two sittings, some follow later, newcomers sign within weeks,
 * a few pledges are revoked and signed again, and about four in a hundred are missing at the end.
 */
import type { DistrictContext } from './context.ts'
import type { Person } from './people.ts'
import type { Round } from './rounds.ts'
import { pledgeRevoked, pledgeSigned } from '@qinglian/shared'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts'
import { isActiveAt, postAt } from './people.ts'
import { meantFrom } from './rounds.ts'
import { PILOT } from './units.ts'

/** One person under one campaign. */
export interface Pair { round: Round, person: Person, meantFromMs: number }

const UNSIGNED = 8
const REVOKED_FOR_GOOD = 2
const REVOKED_AND_SIGNED_AGAIN = 6
const REVOKE_REASONS = ['承诺书版本有误，重新签订', '纸质件缺签名日期', '岗位变动，按新岗位重签']

/** Records the signatures; returns the pairs that stand covered at the end. */
export function recordPledges(context: DistrictContext, rounds: readonly Round[], people: readonly Person[]): Pair[] {
  const pairs = rounds.flatMap(round => people.flatMap((person): Pair[] => {
    const meantFromMs = meantFrom(round, person)
    return meantFromMs === undefined ? [] : [{ round, person, meantFromMs }]
  }))
  const { unsigned, revoked, signedAgain } = exceptions(context, pairs)
  const sittings = planSittings(context, rounds)
  const covered: Pair[] = []
  for (const pair of pairs) {
    const signedMs = unsigned.has(pair) ? undefined : signingMoment(context, pair, sittings)
    if (signedMs === undefined || signedMs > context.nowMs)
      continue
    recordSigned(context, pair, signedMs)
    if (revoked.has(pair) || signedAgain.has(pair)) {
      const revokedMs = recordRevoked(context, pair, signedMs)
      if (signedAgain.has(pair))
        recordSigned(context, pair, revokedMs + context.random.int(1, 5) * DAY_MS)
    }
    if (!revoked.has(pair) && !pair.round.isPast && isActiveAt(pair.person, context.nowMs))
      covered.push(pair)
  }
  return covered
}

/** Who is missing at the end. The pilot station is complete, and the small campaign lacks one of its two. */
function exceptions({ random, nowMs }: DistrictContext, pairs: readonly Pair[]) {
  const present = pairs.filter(({ round, person, meantFromMs }) => !round.isPast && isActiveAt(person, nowMs) && meantFromMs < nowMs - 35 * DAY_MS)
  const yearly = present.filter(({ round, person }) => round.pledgeType !== 'family_integrity' && postAt(person, nowMs)?.unit !== PILOT)
  const small = pairs.filter(({ round }) => round.pledgeType === 'family_integrity').slice(0, 1)
  const chosen = random.sample(yearly, UNSIGNED + REVOKED_FOR_GOOD + REVOKED_AND_SIGNED_AGAIN)
  return {
    unsigned: new Set([...chosen.slice(0, UNSIGNED), ...small]),
    revoked: new Set(chosen.slice(UNSIGNED, UNSIGNED + REVOKED_FOR_GOOD)),
    signedAgain: new Set(chosen.slice(UNSIGNED + REVOKED_FOR_GOOD)),
  }
}

/** When a unit sits down to sign a round, asked by `round/unit`. */
type Sittings = (round: Round, unit: string) => number

function planSittings({ random, calendar }: DistrictContext, rounds: readonly Round[]): Sittings {
  const planned = new Map<string, number>()
  return (round, unit) => {
    const key = `${rounds.indexOf(round)}/${unit}`
    const known = planned.get(key) ?? calendar.at(calendar.plusWorkdays(round.openMs, random.int(1, 14)), random.pick([9, 10, 14, 15, 16]), random.int(0, 5) * 10)
    planned.set(key, known)
    return known
  }
}

function signingMoment({ random, calendar }: DistrictContext, { round, person, meantFromMs }: Pair, sittings: Sittings): number | undefined {
  const unit = postAt(person, meantFromMs)?.unit ?? round.unit
  let ms = sittings(round, unit) + random.int(0, 45 * 60) * 1000
  if (meantFromMs > round.openMs)
    ms = calendar.someWorkMoment(calendar.plusWorkdays(meantFromMs, random.int(2, 14)), random)
  else if (random.chance(0.12))
    ms = calendar.someWorkMoment(calendar.plusWorkdays(ms, random.int(1, 8)), random)
  return isActiveAt(person, ms) ? ms : undefined
}

function recordSigned({ random, calendar, recorder, startMs }: DistrictContext, { round, person }: Pair, signedMs: number): void {
  const method = random.weighted([['onsite', 6], ['electronic', 3], ['paper', 1]] as const)
  // Paper is entered days later, a sitting the same afternoon, an electronic signature at once.
  const lagMs = { onsite: random.int(20, 240) * MINUTE_MS, electronic: random.int(1, 90) * 1000, paper: random.int(20, 120) * HOUR_MS }[method]
  recorder.record(pledgeSigned, {
    system: round.system,
    subject: postAt(person, signedMs)?.unit ?? round.unit,
    timeMs: Math.max(signedMs + lagMs, startMs + 2 * HOUR_MS),
    data: { campaign: round.campaign, staffNo: person.staffNo, signedAt: calendar.format(signedMs), method },
  })
}

/** Returns when it was revoked: some days after signing, and early enough to sign again. */
function recordRevoked({ random, calendar, recorder, nowMs }: DistrictContext, { round, person }: Pair, signedMs: number): number {
  const latestMs = Math.min(nowMs - 8 * DAY_MS, signedMs + 60 * DAY_MS)
  const revokedMs = Math.max(signedMs + HOUR_MS, calendar.someWorkMoment(signedMs + random.next() * (latestMs - signedMs), random))
  recorder.record(pledgeRevoked, {
    system: round.system,
    subject: postAt(person, revokedMs)?.unit ?? round.unit,
    timeMs: revokedMs + random.int(5, 60) * MINUTE_MS,
    data: { campaign: round.campaign, staffNo: person.staffNo, revokedAt: calendar.format(revokedMs), reason: random.pick(REVOKE_REASONS) },
  })
  return revokedMs
}
