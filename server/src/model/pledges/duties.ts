/**
 * Pledge duties: who should sign what, and whether it is covered, for one own unit at one instant.
 *
 * The rule (contract.md §2): should sign = who was among the signatories at `openAt`, minus who left unsigned, plus who
 * joined later (30 days after, or on signing); each counts in the unit they stand in at that instant; of two campaigns
 * of one type that cover a unit the later `openAt` counts. Covered = signed, not revoked since, not past `validUntil`.
 * A function of tables and instant alone, so a day in the past gives that day's figure.
 * Cost: people who ever stood in the unit × pledge types; nothing grows with the log.
 */
import type { StaffLine } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Row } from '../../db/store.ts'
import type { OrgTree } from '../org/orgTree.ts'
import type { PledgeClaim } from '../projections/pledge.ts'
import type { Place, Signatories, StaffSpan } from './people.ts'
import { DAY_MS } from '../calendar/days.ts'
import { claimsOf } from '../projections/pledge.ts'
import { isLater } from '../statementOrder.ts'
import { isSignatory, peopleOf, placeAt, serviceAt } from './people.ts'

type Campaign = Row<'pledge_campaign'> & { who: Signatories }

const JOINER_GRACE_MS = 30 * DAY_MS
const EXPIRING_MS = 30 * DAY_MS

export interface Duty {
  readonly campaign: string
  readonly pledgeType: string
  readonly campaignName: string
  readonly dueMs: number
  readonly staffNo: string
  readonly line: StaffLine
  readonly covered: boolean
  /** The campaign ends within 30 days, covered or not. */
  readonly ending: boolean
  /** False for campaigns whose signatories are named one by one: they never enter public figures (domain.md §6.1). */
  readonly countsPublicly: boolean
}

export interface Duties {
  readonly duties: readonly Duty[]
  /** The next instant at which time alone may change them. */
  readonly wakeMs: number | null
}

/** Where and when duties are asked about. */
export interface DutyScene { readonly db: Kysely<Database>, readonly org: OrgTree, readonly atMs: number }

export async function dutiesOf(unit: string, scene: DutyScene): Promise<Duties> {
  const { db, org, atMs } = scene
  const wakes: number[] = []
  const wake = (ms: number | null | undefined): void => {
    if (ms !== null && ms !== undefined && ms > atMs && Number.isFinite(ms))
      wakes.push(ms)
  }
  const campaigns = await campaignsCovering(org.at(atMs).path(unit), scene, wake)
  const people = await peopleOf(db, unit)
  const standing = [...people.values()].map(spans => ({ spans, place: placeAt(spans, atMs) }))
  for (const { spans } of standing) {
    for (const span of spans) {
      wake(span.since_ms)
      wake(span.until_ms)
    }
  }
  const here = standing.filter((person): person is { spans: StaffSpan[], place: Place } => person.place?.unit === unit)
  const signatures = await signaturesOf(db, campaigns.map(campaign => campaign.campaign), here.map(person => person.place.span.staff_no))
  const duties: Duty[] = []
  for (const campaign of campaigns) {
    for (const field of [campaign.due_ms, campaign.valid_until_ms, campaign.valid_until_ms === null ? null : campaign.valid_until_ms - EXPIRING_MS])
      wake(field)
    for (const { spans, place } of here) {
      const signature = signatures.get(`${campaign.campaign}\t${place.span.staff_no}`)
      const covered = isCovered(signature, campaign, scene)
      signature?.forEach(([, happenedMs]) => wake(happenedMs))
      if (shouldSign({ campaign, spans, place, covered, org, atMs, wake }))
        duties.push(duty({ campaign, place, covered, atMs }))
    }
  }
  wake(org.nextChange(atMs))
  return { duties, wakeMs: wakes.length === 0 ? null : Math.min(...wakes) }
}

/** Of each type the campaign with the latest `openAt` among those opened at the unit or above it. */
async function campaignsCovering(path: readonly string[], { db, atMs }: DutyScene, wake: (ms: number) => void): Promise<Campaign[]> {
  const rows = await db.selectFrom('pledge_campaign').selectAll().where('unit', 'in', path).execute()
  const current = new Map<string, Row<'pledge_campaign'>>()
  for (const row of rows) {
    if (row.open_ms > atMs) {
      wake(row.open_ms)
      continue
    }
    const other = current.get(row.pledge_type)
    if (other === undefined || row.open_ms > other.open_ms || (row.open_ms === other.open_ms && isLater(row.stmt, other.stmt)))
      current.set(row.pledge_type, row)
  }
  return [...current.values()].map(row => ({ ...row, who: JSON.parse(row.signatories) as Signatories }))
}

async function signaturesOf(db: Kysely<Database>, campaigns: readonly string[], staffNos: readonly string[]): Promise<Map<string, PledgeClaim[]>> {
  if (campaigns.length === 0 || staffNos.length === 0)
    return new Map()
  const rows = await db.selectFrom('pledge_signature').selectAll().where('campaign', 'in', campaigns).where('staff_no', 'in', staffNos).execute()
  return new Map(rows.map(row => [`${row.campaign}\t${row.staff_no}`, claimsOf(row)]))
}

/**
 * A signature counts when its subject is the campaign's unit or below it, on the day of the figure or of the signing; of
 * several that count, the latest statement. So does a revocation.
 */
function isCovered(claims: readonly PledgeClaim[] | undefined, campaign: Campaign, { org, atMs }: DutyScene): boolean {
  const latest = (wanted: PledgeClaim[0]): PledgeClaim | undefined => claims?.find(([kind, happenedMs, unit]) => kind === wanted
    && (org.isWithin(unit, campaign.unit, atMs) || org.isWithin(unit, campaign.unit, happenedMs)))
  const signedMs = latest('signed')?.[1]
  if (signedMs === undefined || signedMs > atMs)
    return false
  const revokedMs = latest('revoked')?.[1]
  if (revokedMs !== undefined && revokedMs <= atMs && revokedMs >= signedMs)
    return false
  return campaign.valid_until_ms === null || campaign.valid_until_ms > atMs
}

interface Question {
  readonly campaign: Campaign
  readonly spans: readonly StaffSpan[]
  readonly place: Place
  readonly covered: boolean
  readonly org: OrgTree
  readonly atMs: number
  readonly wake: (ms: number) => void
}

function shouldSign({ campaign, spans, place, covered, org, atMs, wake }: Question): boolean {
  if (campaign.who.staffNos !== undefined)
    return isSignatory(campaign.who, place.span) && (place.onRolls || covered)
  const isMeant = (ms: number): boolean => isMeantAt(ms, { campaign, spans, org })
  if (isMeant(campaign.open_ms))
    return place.onRolls || covered
  const turns = turnsBetween(campaign.open_ms, atMs, { spans, org })
  if (!place.onRolls)
    return covered && turns.some(isMeant)
  let joinedMs: number | undefined
  for (const turn of turns)
    joinedMs = isMeant(turn) ? joinedMs ?? turn : undefined
  if (joinedMs === undefined || covered)
    return joinedMs !== undefined
  wake(joinedMs + JOINER_GRACE_MS)
  return atMs >= joinedMs + JOINER_GRACE_MS
}

/** Whether the campaign means a person at an instant: on the rolls then, among the signatories, within the campaign's reach. */
function isMeantAt(ms: number, { campaign, spans, org }: Pick<Question, 'campaign' | 'spans' | 'org'>): boolean {
  const then = serviceAt(spans, ms)
  return then !== undefined && isSignatory(campaign.who, then) && org.isWithin(then.unit, campaign.unit, ms)
}

/** Instants after `fromMs` and up to `toMs` at which a person's place or the tree changed, in order. */
function turnsBetween(fromMs: number, toMs: number, { spans, org }: Pick<Question, 'spans' | 'org'>): number[] {
  const turns = spans.flatMap(span => span.until_ms === null ? [span.since_ms] : [span.since_ms, span.until_ms])
  for (let ms = org.nextChange(fromMs); ms !== undefined && ms <= toMs; ms = org.nextChange(ms))
    turns.push(ms)
  return [...new Set(turns)].filter(ms => ms > fromMs && ms <= toMs).sort((a, b) => a - b)
}

function duty({ campaign, place, covered, atMs }: Pick<Question, 'campaign' | 'place' | 'covered' | 'atMs'>): Duty {
  return {
    campaign: campaign.campaign,
    pledgeType: campaign.pledge_type,
    campaignName: campaign.name,
    dueMs: campaign.due_ms,
    staffNo: place.span.staff_no,
    line: place.line,
    covered,
    ending: campaign.valid_until_ms !== null && campaign.valid_until_ms > atMs && campaign.valid_until_ms - atMs <= EXPIRING_MS,
    countsPublicly: campaign.who.staffNos === undefined,
  }
}

/** Coverage of each campaign that counts in a unit: what rule R08 looks at. */
export async function coverageByCampaign(unit: string, scene: DutyScene): Promise<{ campaign: string, dueMs: number, num: number, den: number }[]> {
  const { duties } = await dutiesOf(unit, scene)
  const found = new Map<string, { campaign: string, dueMs: number, num: number, den: number }>()
  for (const { campaign, dueMs, covered } of duties) {
    const entry = found.get(campaign) ?? { campaign, dueMs, num: 0, den: 0 }
    entry.den += 1
    entry.num += covered ? 1 : 0
    found.set(campaign, entry)
  }
  return [...found.values()]
}
