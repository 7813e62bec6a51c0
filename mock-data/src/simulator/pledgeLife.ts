/**
 * Pledges as they go on: a unit sits down and signs, who is missing first, the others on the renewed form; now
 * and then a pledge is revoked and waits for its next sitting. Six to fourteen stay missing in the district.
 */
import type { Standing } from '../district/standing.ts'
import type { Life } from './life.ts'
import { pledgeFulfilmentReviewed, pledgeRevoked, pledgeSigned } from '@qinglian/shared'
import { pairKey } from '../district/standing.ts'
import { DISTRICT, STATION_CODES } from '../district/units.ts'

type Member = Standing['staff'][number]
type Campaign = Standing['campaigns'][number]

const FEWEST_MISSING = 6
const MOST_MISSING = 14

function isMeant(campaign: Campaign, member: Member): boolean {
  return (campaign.unit === DISTRICT || campaign.unit === member.unit)
    && (campaign.all || campaign.lines.includes(member.line) || member.roles.some(role => campaign.roles.includes(role)))
}

export function missingPairs({ staff, campaigns, covered }: Standing): { campaign: Campaign, member: Member }[] {
  const signed = new Set(covered)
  return campaigns.flatMap(campaign => staff
    .filter(member => isMeant(campaign, member) && !signed.has(pairKey(campaign.campaign, member.staffNo)))
    .map(member => ({ campaign, member })))
}

/** Three to six signatures of one unit under one campaign. */
export function holdSitting(life: Life): void {
  const { standing, random } = life
  const yearly = standing.campaigns.filter(campaign => campaign.unit === DISTRICT)
  if (yearly.length === 0)
    return
  const missing = missingPairs(standing).filter(pair => yearly.includes(pair.campaign))
  const first = missing.length > FEWEST_MISSING ? random.pick(missing) : undefined
  const campaign = first?.campaign ?? random.pick(yearly)
  const unit = first?.member.unit ?? random.pick(STATION_CODES)
  const isMissing = new Set(missing.filter(pair => pair.campaign === campaign).map(pair => pair.member))
  const others = standing.staff.filter(member => member.unit === unit && isMeant(campaign, member) && !isMissing.has(member))
  for (const member of [...(first === undefined ? [] : [first.member]), ...random.sample(others, random.int(3, 5))])
    sign(life, campaign, member)
}

function sign({ recorder, random, calendar, standing, nowMs }: Life, campaign: Campaign, member: Member): void {
  recorder.record(pledgeSigned, {
    system: campaign.system,
    subject: member.unit,
    timeMs: nowMs,
    data: { campaign: campaign.campaign, staffNo: member.staffNo, signedAt: calendar.format(nowMs - random.int(0, 30_000)), method: random.chance(0.7) ? 'onsite' : 'electronic' },
  })
  const key = pairKey(campaign.campaign, member.staffNo)
  if (!standing.covered.includes(key))
    standing.covered.push(key)
}

/** One or two at a time, unless many are missing already. */
export function revokePledges({ recorder, random, calendar, standing, nowMs }: Life): void {
  if (missingPairs(standing).length >= MOST_MISSING)
    return
  const campaign = random.pick(standing.campaigns.filter(other => other.unit === DISTRICT))
  const signed = standing.staff.filter(member => standing.covered.includes(pairKey(campaign.campaign, member.staffNo)))
  for (const member of random.sample(signed, random.int(1, 2))) {
    recorder.record(pledgeRevoked, {
      system: campaign.system,
      subject: member.unit,
      timeMs: nowMs,
      data: { campaign: campaign.campaign, staffNo: member.staffNo, revokedAt: calendar.format(nowMs), reason: '承诺书版式更新，重新签订' },
    })
    standing.covered = standing.covered.filter(key => key !== pairKey(campaign.campaign, member.staffNo))
  }
}

/** How the pledges of a campaign are kept is looked at, by the unit that opened it. */
export function reviewFulfilment({ recorder, random, calendar, standing, tag, nowMs, nextNumber }: Life): void {
  if (standing.campaigns.length === 0)
    return
  const { campaign, unit, system } = random.pick(standing.campaigns)
  recorder.record(pledgeFulfilmentReviewed, { system, subject: unit, timeMs: nowMs, data: { campaign, review: `FR-${tag}-${nextNumber()}`, heldAt: calendar.format(nowMs) } })
}
