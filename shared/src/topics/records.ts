/** The shapes of topics that are made of records: what a bureau plans, holds, hears and is thanked for. */
import type { Static } from '../primitives.ts'
import { Members, seenBy } from '../audience.ts'
import { CULTURE_KINDS } from '../events/culture.ts'
import { DUTY_HOLDERS } from '../events/duty.ts'
import { HONOUR_LEVELS } from '../events/honour.ts'
import { LIST_KINDS } from '../events/list.ts'
import { SCENARIO_STAGES } from '../events/scenario.ts'
import { TALK_TIERS } from '../events/talk.ts'
import { Nullable, OneOf, Optional, Type, UnitCode } from '../primitives.ts'
import { Count, Freshness, Level, Rate } from './shapes.ts'

/** The meetings that party organisations owe: 支部党员大会, 支委会, 党小组会, 党课 (三会一课), 主题党日. */
export const PARTY_MEETINGS = ['assembly', 'committee', 'group', 'lesson', 'theme_day'] as const
export type PartyMeeting = (typeof PARTY_MEETINGS)[number]

export const EducationTopic = Members('public', {
  /** Sessions due so far this month, and those of them that were held; `held` counts all that were held this month. */
  plan: Members('public', { rate: Rate, held: Count }),
  /** People who came of those expected, over the sessions of this month. */
  attendance: Rate,
  /** Party organisations that have held the meeting in its period, of those that owe it. */
  meetings: Type.Array(Members('public', { meeting: OneOf(PARTY_MEETINGS), rate: Rate })),
  /** Staff who came to a discipline training in this half-year. */
  training: Rate,
  /** Of this quarter. */
  exam: Rate,
  /** Visits to red sites this year. */
  redActivities: Count,
  level: Level,
  freshness: Freshness,
})
export type EducationTopic = Static<typeof EducationTopic>

export const TalksTopic = Members('public', {
  /** Staff who have been talked with this year. */
  coverage: Rate,
  /** Staff whose family was visited this year. */
  visited: Rate,
  /** Talks held and visits made this year. */
  held: seenBy('internal', Optional(Count)),
  visits: seenBy('internal', Optional(Count)),
  /** Planned talks due so far this quarter, and those of them that were held. */
  tiers: seenBy('internal', Optional(Members('internal', {
    rate: Rate,
    byTier: Type.Array(Members('internal', { tier: OneOf(TALK_TIERS), rate: Rate })),
  }))),
  /** Of reminders and criticisms, and of visits, whose follow-up fell due within 90 days. */
  remindersFollowedUp: seenBy('internal', Optional(Rate)),
  visitsFollowedUp: seenBy('internal', Optional(Rate)),
  level: Level,
  freshness: Freshness,
})
export type TalksTopic = Static<typeof TalksTopic>

export const EvaluationTopic = Members('public', {
  /** Service ratings of 4 and 5 among those of the last 30 days. */
  satisfaction: Rate,
  /** Retailers that have rated in this quarter, each once, of those in business. */
  participation: Rate,
  /** Mean score of the service ratings of the last 30 days: `num` is the sum of scores. */
  average: seenBy('internal', Optional(Rate)),
  /** Ratings of the last 30 days with a tag about integrity. */
  integrityNegative: seenBy('internal', Optional(Count)),
  /** Bad ratings handled within the limit, of those whose limit passed in the last 90 days. */
  badHandled: seenBy('internal', Optional(Rate)),
  /** Scores of 4 and 5 in this year's democratic review. */
  democratic: seenBy('internal', Optional(Rate)),
  /** For the public by the figures it sees. */
  level: Level,
  freshness: Freshness,
})
export type EvaluationTopic = Static<typeof EvaluationTopic>

/** Nothing of it is public, so that nobody can watch a complaint come in. */
export const ComplaintsTopic = Members('internal', {
  /** In this month. */
  received: Optional(Count),
  /** Not closed, or reopened, of any date. */
  open: Optional(Count),
  /** Closed by their deadline, of those due so far in this month. */
  onTime: Optional(Rate),
  /** Closed by now, of the same. */
  closed: Optional(Rate),
  /** Satisfied, of those asked after a closing in this quarter. */
  satisfied: Optional(Rate),
  /** About a member of staff, in the last 90 days. */
  staffRelated: Optional(Count),
  level: Optional(Level),
  freshness: Optional(Freshness),
})
export type ComplaintsTopic = Static<typeof ComplaintsTopic>

export const HonoursTopic = Members('public', {
  /** Of all years, and of this one. */
  all: Count,
  year: Count,
  byLevel: Type.Array(Members('public', { level: OneOf(HONOUR_LEVELS), all: Count, year: Count })),
  /** Letters and calls of thanks this year. */
  appreciations: Count,
  banners: seenBy('internal', Optional(Count)),
  level: Level,
  freshness: Freshness,
})
export type HonoursTopic = Static<typeof HonoursTopic>

export const CultureTopic = Members('public', {
  /** Held this year. Who took part may be few, so how many is not for everybody. */
  activities: Type.Array(Members('public', { kind: OneOf(CULTURE_KINDS), held: Count, participants: seenBy('internal', Optional(Count)) })),
  freshness: Freshness,
})
export type CultureTopic = Static<typeof CultureTopic>

export const ScenariosTopic = Members('public', {
  /** Scenarios in use. */
  live: Count,
  byStage: seenBy('internal', Optional(Type.Array(Members('internal', { stage: OneOf(SCENARIO_STAGES), count: Count })))),
  /** Uses in this week, from Monday on. */
  used: Count,
  /** Claimed of those posted with a deadline in this year; accepted of those claimed that have come due. */
  challenges: Members('public', { claimed: Rate, accepted: Rate }),
  level: Level,
  freshness: Freshness,
})
export type ScenariosTopic = Static<typeof ScenariosTopic>

export const LicenceTopic = Members('public', {
  /** Working days within which the bureau promises a decision. */
  promisedDays: Count,
  /** Of the cases decided this month, those within the promise, and within the law's limit. */
  decided: Members('public', { promised: Rate, legal: Rate }),
  /** Working days that the cases of the last 30 days took (`num`), and how many they are (`den`): `value` is the mean. */
  meanDays: Rate,
  /** Open cases with two working days or fewer left of the promise, or none. */
  nearDue: Count,
  /** Of the licences whose delivery was judged this month, those delivered in time. */
  delivery: Rate,
  /** Of the cases that were asked for corrections this month, those asked once and promptly. */
  correctedOnce: Rate,
  kiosk: Members('public', {
    /** Of this month's applications, those made at a self-service terminal. */
    share: Rate,
    /** Minutes of today in which the terminals were online (`num`), of those in which they should serve so far. */
    uptime: Rate,
    house: seenBy('internal', Optional(Members('internal', {
      terminals: Count,
      /** The same minutes, of terminals that were online and able to serve. */
      able: Rate,
      /** Sessions of this month. */
      sessions: Count,
    }))),
  }),
  cases: seenBy('internal', Optional(Members('internal', {
    open: Count,
    /** Open beyond the promise, and beyond the law's limit. */
    overdue: Count,
    overdueByLaw: Count,
    /** Of this month. */
    received: Count,
    decided: Count,
    /** Renewals that nobody decided before the old licence ended (行政许可法 50). */
    deemed: Count,
  }))),
  level: Level,
  freshness: Freshness,
})
export type LicenceTopic = Static<typeof LicenceTopic>

export const DutyTopic = Members('public', {
  /** Tasks of all four holders due so far this month, and those of them that were done. */
  rate: Rate,
  /** The same of each holder. In one station a holder is one person. */
  holders: seenBy('internal', Optional(Type.Array(Members('internal', { holder: OneOf(DUTY_HOLDERS), rate: Rate })))),
  /** The holder with the lowest rate in the unit and in every unit below; null where nothing is due. */
  weakest: seenBy('internal', Optional(Nullable(Members('internal', { unit: UnitCode, unitName: Type.String(), holder: OneOf(DUTY_HOLDERS), rate: Rate })))),
  level: Level,
  freshness: Freshness,
})
export type DutyTopic = Static<typeof DutyTopic>

export const ListsTopic = Members('public', {
  /** Of the four lists that each station owes, those that have an item in force in the station or above it. */
  complete: Rate,
  /** Items reviewed or published anew within twelve months; items about a person are none of them. */
  reviewed: Rate,
  /** Items in force, by list. */
  byList: seenBy('internal', Optional(Type.Array(Members('internal', { list: OneOf(LIST_KINDS), items: Count })))),
  /** Of the last 30 days: powers exercised, those confirmed to lie beside the list, and those stated to and not confirmed yet. */
  powers: seenBy('internal', Optional(Members('internal', { exercised: Count, outside: Count, unconfirmed: Count }))),
  /** Staff who were reviewed this year by the list of personal integrity. */
  personal: seenBy('internal', Optional(Rate)),
  /** Risk points in force: the high ones, those with measure, post and timely review, those reviewed in time, and high ones without a measure. */
  risks: seenBy('internal', Optional(Members('internal', { high: Count, controlled: Rate, reviewed: Rate, highUncontrolled: Count }))),
  /** For the public by the figures it sees. */
  level: Level,
  freshness: Freshness,
})
export type ListsTopic = Static<typeof ListsTopic>
