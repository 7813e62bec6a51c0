/** Talks and family visits as they go on: one at a time, of anybody. */
import type { Life } from './life.ts'
import { TALK_FOCUSES, talkHeld, visitMade } from '@qinglian/shared'
import { pairingOf } from '../district/talks.ts'

export function holdTalk(life: Life): void {
  const { recorder, random, calendar, standing, nowMs, tag } = life
  if (standing.staff.length === 0)
    return
  const talkee = random.pick(standing.staff)
  const { tier, talkerRole, unit } = pairingOf(talkee, talkee.partyMember && random.chance(0.3))
  const talkers = standing.staff.filter(member => member !== talkee && member.unit === unit && member.roles.includes(talkerRole))
  if (talkers.length === 0)
    return
  recorder.record(talkHeld, {
    system: 'party',
    subject: unit,
    timeMs: nowMs,
    data: {
      talk: `TK-${tag}-${life.nextNumber()}`,
      tier,
      kind: 'routine',
      talker: random.pick(talkers).staffNo,
      talkee: talkee.staffNo,
      focus: random.sample(TALK_FOCUSES, random.int(1, 3)),
      heldAt: calendar.format(nowMs - random.int(0, 30_000)),
    },
  })
}

export function visitFamily(life: Life): void {
  const { recorder, random, calendar, standing, nowMs, tag } = life
  if (standing.staff.length === 0)
    return
  const { staffNo, unit } = random.pick(standing.staff)
  recorder.record(visitMade, {
    system: 'party',
    subject: unit,
    timeMs: nowMs,
    data: { visit: `HV-${tag}-${life.nextNumber()}`, staffNo, visitedAt: calendar.format(nowMs - random.int(0, 30_000)), result: 'none' },
  })
}
