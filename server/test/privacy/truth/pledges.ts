/**
 * Who should sign what, and who has, by contract.md §2 “Pledges”: one entry for each person and type, named, so that every
 * figure is a sum over people that can be pointed at.
 */
import type { Fact } from './facts.ts'
import type { Place, Span } from './units.ts'
import { inOrder, lastOf, ms, ofType, optionalMs } from './facts.ts'
import { above, begun, holding } from './units.ts'

export interface Duty {
  readonly person: string
  /** Where the person stands on the day of the figure. */
  readonly unit: string
  readonly line: string
  readonly type: string
  readonly campaign: string
  readonly covered: boolean
  /** Covered, and ending within 30 days. */
  readonly expiring: boolean
  /** Whether the campaign names its signatories one by one. */
  readonly isNamed: boolean
}

const GRACE_MS = 30 * 86_400_000

export function dutiesAt(facts: readonly Fact[], place: Place, now: number): Duty[] {
  const campaigns = [...lastOf(ofType(facts, 'pledge.campaign-opened'), 'campaign').values()]
  const duties: Duty[] = []
  for (const [person, spans] of place.people) {
    const stand = begun(spans, now)
    if (stand === undefined || !place.units.has(stand.unit))
      continue
    for (const campaign of campaignsFor(campaigns, above(place, stand.unit, now), now)) {
      const until = optionalMs(campaign.data.validUntil, Number.POSITIVE_INFINITY)
      const covered = isSigned({ facts, place, campaign, person, now }) && until > now
      if (shouldSign({ place, campaign, spans, now, covered })) {
        duties.push({
          person,
          unit: stand.unit,
          line: String(stand.data.line),
          type: String(campaign.data.pledgeType),
          campaign: String(campaign.data.campaign),
          covered,
          expiring: covered && until - now <= GRACE_MS,
          isNamed: signatoriesOf(campaign).staffNos !== undefined,
        })
      }
    }
  }
  return duties
}

/** “Of two campaigns of one type in one unit, the later `openAt` counts”, once it has come. */
function campaignsFor(campaigns: readonly Fact[], units: readonly string[], now: number): Fact[] {
  const open = campaigns.filter(({ subject, data }) => units.includes(subject) && ms(data.openAt) <= now)
    .sort((a, b) => ms(a.data.openAt) - ms(b.data.openAt) || inOrder(a, b))
  return [...lastOf(open, 'pledgeType').values()]
}

interface Signing { facts: readonly Fact[], place: Place, campaign: Fact, person: string, now: number }

/** “Signed, and not revoked with `revokedAt ≥ signedAt`”, stated by the campaign's unit or one below it, then or now. */
function isSigned({ facts, place, campaign, person, now }: Signing): boolean {
  const happened = (type: string, member: string): number | undefined => {
    const told = ofType(facts, type).filter(({ data }) => data.campaign === campaign.data.campaign && data.staffNo === person)
    const applied = told.filter(({ subject, data }) => [now, ms(data[member])].some(at => above(place, subject, at).includes(campaign.subject)))
    return applied.length === 0 ? undefined : ms(applied.at(-1)!.data[member])
  }
  const signed = happened('pledge.signed', 'signedAt')
  const revoked = happened('pledge.revoked', 'revokedAt')
  if (signed === undefined || signed > now)
    return false
  return revoked === undefined || revoked < signed || revoked > now
}

interface Question { place: Place, campaign: Fact, spans: readonly Span[], now: number, covered: boolean }

/** “Who was in `signatories` at `openAt`, minus who left unsigned, plus who joined later (30 days after `since`, or on signing).” */
function shouldSign({ place, campaign, spans, now, covered }: Question): boolean {
  const openAt = ms(campaign.data.openAt)
  const isMeant = (at: number): boolean => isMeantBy(campaign, holding(spans, at)) && above(place, holding(spans, at)!.unit, at).includes(campaign.subject)
  const turns = place.turns.filter(at => at > openAt && at <= now)
  const hasLeft = !isOnRolls(holding(spans, now))
  // Whoever is named was among the signatories from the beginning.
  const isNamed = signatoriesOf(campaign).staffNos?.includes(String(spans[0]?.data.staffNo)) === true
  if (isNamed || isMeant(openAt))
    return !hasLeft || covered
  if (hasLeft)
    return covered && turns.some(isMeant)
  if (!isMeant(now))
    return false
  const joinedAt = turns.findLast((at, i) => isMeant(at) && !isMeant(turns[i - 1] ?? openAt)) ?? Number.POSITIVE_INFINITY
  return covered || now >= joinedAt + GRACE_MS
}

function isOnRolls(span: Span | undefined): boolean {
  return span?.data.status === 'active' || span?.data.status === 'leave'
}

interface Signatories { all?: true, lines?: string[], roles?: string[], staffNos?: string[] }

function signatoriesOf(campaign: Fact): Signatories {
  return campaign.data.signatories as Signatories
}

function isMeantBy(campaign: Fact, span: Span | undefined): boolean {
  const { all, lines, roles } = signatoriesOf(campaign)
  if (span === undefined || !isOnRolls(span))
    return false
  const has = (span.data.roles ?? []) as string[]
  return all === true || lines?.includes(String(span.data.line)) === true || roles?.some(role => has.includes(role)) === true
}
