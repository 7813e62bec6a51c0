/** Pledges of a generated district: campaigns above and below, signatures by those meant and by others. */
import type { Static } from '@qinglian/shared'
import type { GeneratedPerson, GeneratorContext } from './people.ts'
import { campaignOpened, pledgeRevoked, pledgeSigned } from '@qinglian/shared'
import { DAY_MS, HOUR_MS } from '../calendar.ts'
import { statedMs } from './people.ts'

interface Campaign { campaign: string, unit: string, openMs: number, signShare: number }

export function generatePledges(context: GeneratorContext, people: readonly GeneratedPerson[]): void {
  for (const campaign of context.types.flatMap(type => openCampaigns(context, type, people))) {
    for (const person of people.filter(({ unit, lastUnit }) => isBelow(context, unit, campaign.unit) || isBelow(context, lastUnit, campaign.unit))) {
      if (context.random.chance(campaign.signShare))
        signOnce(context, campaign, person)
    }
  }
}

function openCampaigns(context: GeneratorContext, pledgeType: string, people: readonly GeneratedPerson[]): Campaign[] {
  const { random, units, calendar, recorder, startMs, tag } = context
  const below = units.slice(1)
  const owners = [units[0] ?? 'd1', ...(random.chance(0.4) && below.length > 0 ? [random.pick(below)] : [])]
  return owners.map((unit, index): Campaign => {
    const openMs = calendar.at(startMs + random.int(1 + index * 20, 20 + index * 30) * DAY_MS, 9)
    const campaign = `P-${tag}-${pledgeType}-${index + 1}`
    const validUntil = random.chance(0.7) ? { validUntil: calendar.format(openMs + random.pick([40, 120, 365]) * DAY_MS) } : {}
    recorder.record(campaignOpened, {
      system: 'party',
      subject: unit,
      timeMs: statedMs(context, openMs),
      data: { campaign, pledgeType, name: `示例承诺 ${pledgeType}`, openAt: calendar.format(openMs), dueAt: calendar.format(openMs + 30 * DAY_MS), ...validUntil, signatories: drawSignatories(context, people) },
    })
    return { campaign, unit, openMs, signShare: random.pick([0.3, 0.7, 0.95, 1]) }
  })
}

function drawSignatories({ random }: GeneratorContext, people: readonly GeneratedPerson[]): Static<typeof campaignOpened.data>['signatories'] {
  const kind = random.weighted([['all', 4], ['lines', 3], ['roles', 2], ['staffNos', people.length > 0 ? 1 : 0]] as const)
  switch (kind) {
    case 'all':
      return { all: true }
    case 'lines':
      return { lines: random.sample(['monopoly', 'marketing', 'other'] as const, random.int(1, 2)) }
    case 'roles':
      return { roles: random.sample(['inspector', 'station_head', 'client_manager', 'clerk'], random.int(1, 3)) }
    case 'staffNos':
      return { staffNos: random.sample(people, random.int(1, 4)).map(({ staffNo }) => staffNo) }
  }
}

function isBelow({ parents }: GeneratorContext, unit: string, ancestor: string): boolean {
  for (let code: string | undefined = unit; code !== undefined; code = parents[code]) {
    if (code === ancestor)
      return true
  }
  return false
}

/** Signed; sometimes stated again, sometimes revoked, and then sometimes signed again. */
function signOnce(context: GeneratorContext, { campaign, unit, openMs }: Campaign, person: GeneratedPerson): void {
  const { recorder, random, calendar, nowMs, revokeShare } = context
  const subject = isBelow(context, person.lastUnit, unit) ? person.lastUnit : person.unit
  const state = (signedMs: number, method: 'paper' | 'onsite') => recorder.record(pledgeSigned, {
    system: 'party',
    subject,
    timeMs: statedMs(context, signedMs),
    data: { campaign, staffNo: person.staffNo, signedAt: calendar.format(signedMs), method },
  })
  const signedMs = Math.min(openMs + random.int(1, 60 * 24) * HOUR_MS, nowMs - HOUR_MS)
  state(signedMs, 'onsite')
  if (random.chance(0.05))
    state(signedMs - HOUR_MS, 'paper')
  if (!random.chance(revokeShare))
    return
  const revokedMs = Math.min(signedMs + random.int(0, 20) * DAY_MS, nowMs)
  recorder.record(pledgeRevoked, { system: 'party', subject, timeMs: statedMs(context, revokedMs), data: { campaign, staffNo: person.staffNo, revokedAt: calendar.format(revokedMs), reason: '重新签订' } })
  if (random.chance(0.5))
    state(Math.min(revokedMs + DAY_MS, nowMs), 'onsite')
}
