/**
 * Pledge rounds: which campaign is opened when, and who should sign (contract.md §2, "Pledges").
 *
 * 禁毒承诺 and 廉政承诺书 go to everybody. 规范经营廉政承诺书 went to the marketing line in the round before and
 * goes to both lines now, as in the report. A small campaign of one station by roles counts two people only, so
 * that the public wall has something to suppress.
 */
import type { Static } from '@qinglian/shared'
import type { System } from '../systems.ts'
import type { DistrictContext } from './context.ts'
import type { Person, Post } from './people.ts'
import { campaignOpened } from '@qinglian/shared'
import { DAY_MS, HOUR_MS } from '../calendar.ts'
import { isActiveAt, postAt } from './people.ts'
import { DISTRICT } from './units.ts'

type Signatories = Static<typeof campaignOpened.data>['signatories']

export interface Round {
  campaign: string
  pledgeType: string
  name: string
  unit: string
  system: System
  openMs: number
  dueMs: number
  validUntilMs: number
  signatories: Signatories
  /** Superseded by a later round of the same type. */
  isPast: boolean
}

const YEARLY = [
  { pledgeType: 'anti_drug', name: '禁毒承诺', system: 'party', openedDaysAgo: 300, now: { all: true }, before: { all: true } },
  { pledgeType: 'business_conduct', name: '规范经营廉政承诺书', system: 'discipline', openedDaysAgo: 240, now: { lines: ['monopoly', 'marketing'] }, before: { lines: ['marketing'] } },
  { pledgeType: 'integrity', name: '廉政承诺书', system: 'discipline', openedDaysAgo: 180, now: { all: true }, before: { all: true } },
] satisfies { pledgeType: string, name: string, system: System, openedDaysAgo: number, now: Signatories, before: Signatories }[]

const VALID_DAYS = 365
const SMALL_UNIT = 'zhongnan'

/** The round before and the present one of each yearly type, and the small campaign. */
export function buildRounds({ calendar, nowMs }: DistrictContext): Round[] {
  const openedAt = (daysAgo: number) => calendar.at(calendar.plusWorkdays(nowMs - daysAgo * DAY_MS, 0), 9)
  const round = (data: Omit<Round, 'campaign' | 'name' | 'dueMs' | 'validUntilMs'> & { title: string, termDays: number }): Round => {
    const { title, termDays, ...rest } = data
    const day = calendar.day(data.openMs)
    return {
      ...rest,
      campaign: `P-${day.replaceAll('-', '')}-${data.pledgeType}`,
      name: `${day.slice(0, 4)}年${title}`,
      dueMs: calendar.at(data.openMs + termDays * DAY_MS, 18),
      validUntilMs: calendar.at(data.openMs + VALID_DAYS * DAY_MS, 0),
    }
  }
  const yearly = YEARLY.flatMap(({ pledgeType, name: title, system, openedDaysAgo, now, before }) => [
    round({ pledgeType, title, system, unit: DISTRICT, termDays: 30, openMs: openedAt(openedDaysAgo + VALID_DAYS), signatories: before, isPast: true }),
    round({ pledgeType, title, system, unit: DISTRICT, termDays: 30, openMs: openedAt(openedDaysAgo), signatories: now, isPast: false }),
  ])
  const small = round({ pledgeType: 'family_integrity', title: '家庭助廉承诺', system: 'party', unit: SMALL_UNIT, termDays: 60, openMs: openedAt(40), signatories: { roles: ['station_head', 'branch_secretary'] }, isPast: false })
  return [...yearly, small]
}

/** Whether somebody in that post is meant by the campaign; `staffNos` are not used in the sample. */
export function isMeant(round: Pick<Round, 'signatories' | 'unit'>, post: Pick<Post, 'unit' | 'line' | 'roles'>): boolean {
  const { all, lines, roles } = round.signatories
  if (round.unit !== DISTRICT && post.unit !== round.unit)
    return false
  return all === true || (lines ?? []).includes(post.line) || (roles ?? []).some(role => post.roles.includes(role))
}

/** When this person came to be among those who should sign: at the opening or on joining; undefined if never. */
export function meantFrom(round: Round, person: Person): number | undefined {
  const moments = [round.openMs, ...person.posts.map(post => post.fromMs).filter(ms => ms > round.openMs)]
  return moments.find((ms) => {
    const post = postAt(person, ms)
    return post !== undefined && isActiveAt(person, ms) && isMeant(round, post)
  })
}

export function recordRounds({ recorder, startMs, calendar }: DistrictContext, rounds: readonly Round[]): void {
  for (const round of rounds) {
    const data = {
      campaign: round.campaign,
      pledgeType: round.pledgeType,
      name: round.name,
      openAt: calendar.format(round.openMs),
      dueAt: calendar.format(round.dueMs),
      validUntil: calendar.format(round.validUntilMs),
      signatories: round.signatories,
    }
    // What was there before the systems were connected came with the first export.
    const timeMs = Math.max(round.openMs - 2 * HOUR_MS, startMs + HOUR_MS)
    recorder.record(campaignOpened, { system: round.system, subject: round.unit, timeMs, data })
  }
}
