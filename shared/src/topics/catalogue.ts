/** The topics: `unit/<code>/<subject>` and the shape of each subject's value (contract.md §3). */
import type { Static, TObject } from '../primitives.ts'
import { AUDIENCES, Members, seenBy } from '../audience.ts'
import { ALERT_STATES, CONDITIONS, SEVERITIES } from '../events/alert.ts'
import { UNIT_KINDS, UNIT_LEVELS } from '../events/org.ts'
import { Instant, Nullable, OneOf, Optional, Type, UnitCode } from '../primitives.ts'
import { PortraitTopic } from './portrait.ts'
import { ComplaintsTopic, CultureTopic, DutyTopic, EducationTopic, EvaluationTopic, HonoursTopic, LicenceTopic, ListsTopic, ScenariosTopic, TalksTopic } from './records.ts'
import { Count, Freshness, FRESHNESS_STATES, Level, Rate } from './shapes.ts'

const UnitLink = Members('public', {
  code: UnitCode,
  name: Type.String(),
  shortName: Type.String(),
  level: OneOf(UNIT_LEVELS),
  kind: Optional(OneOf(UNIT_KINDS)),
  pilot: Type.Boolean(),
})

export const AboutTopic = Members('public', {
  ...UnitLink.properties,
  /** From the root down to the unit itself. */
  path: Type.Array(Members('public', { code: UnitCode, name: Type.String() })),
  children: Type.Array(UnitLink),
})
export type AboutTopic = Static<typeof AboutTopic>

export const SupervisionTopic = Members('public', {
  tasks: Members('public', { planned: Count, done: Count, open: Count, overdue: Count, rate: Rate }),
  findings: Members('public', { open: Count, overdue: Count, raised30d: Count, rectified: Rate, writtenOff: Rate }),
  /** All of this quarter. */
  quarter: seenBy('internal', Optional(Members('internal', {
    /** Cross and unannounced tasks of those done. */
    crossShare: Rate,
    /** Double-random tasks done, of those due in the quarter. */
    doubleRandom: Rate,
    /** Findings raised (`num`) and tasks done: `value` is the mean. */
    findingsPerTask: Rate,
    /** Self checks of a line and month that were stated, of those that stations owe so far. */
    selfchecks: Rate,
    /** Joint meetings held, of those due so far. */
    jointMeetings: Rate,
  }))),
  level: Level,
  freshness: Freshness,
})
export type SupervisionTopic = Static<typeof SupervisionTopic>

export const PledgesTopic = Members('public', {
  coverage: Rate,
  byType: Type.Array(Members('public', { type: Type.String(), name: Type.String(), coverage: Rate, dueAt: Instant, level: Level })),
  byLine: Type.Array(Members('public', { line: Type.String(), coverage: Rate })),
  /** Covered pledges that end within 30 days. Absent where it would tell what a suppressed figure hides. */
  expiring30d: Optional(Count),
  level: Level,
  freshness: Freshness,
})
export type PledgesTopic = Static<typeof PledgesTopic>

export const AlertRow = Members('internal', {
  alert: Type.String(),
  rule: Type.String(),
  ruleName: Type.String(),
  unit: UnitCode,
  unitName: Type.String(),
  object: Type.String(),
  severity: OneOf(SEVERITIES),
  state: OneOf(ALERT_STATES),
  condition: OneOf(CONDITIONS),
  raisedAt: Instant,
  dueAt: Instant,
  overdue: Type.Boolean(),
})
export type AlertRow = Static<typeof AlertRow>

const ByState = Members('public', Object.fromEntries(ALERT_STATES.map(state => [state, Count])) as Record<(typeof ALERT_STATES)[number], typeof Count>)

export const AlertsTopic = Members('public', {
  open: Members('public', { blue: Count, yellow: Count, orange: Count, red: Count }),
  overdue: Count,
  byState: ByState,
  items: seenBy('internal', Optional(Type.Array(AlertRow))),
  freshness: Freshness,
})
export type AlertsTopic = Static<typeof AlertsTopic>

export const StationRow = Members('public', {
  ...UnitLink.properties,
  tasks: Members('public', { rate: Rate, overdue: Count }),
  findings: Members('public', { open: Count, overdue: Count, rectified: Rate }),
  supervisionLevel: Level,
  coverage: Rate,
  pledgesLevel: Level,
  alerts: Members('public', { blue: Count, yellow: Count, orange: Count, red: Count }),
  freshness: Freshness,
})
export type StationRow = Static<typeof StationRow>

export const StationsTopic = Members('public', { stations: Type.Array(StationRow) })
export type StationsTopic = Static<typeof StationsTopic>

export const FEED_KINDS = ['task_done', 'written_off', 'signed_many', 'session_held', 'licence_delivered', 'kiosk_used', 'honour_awarded', 'alert_raised'] as const
export type FeedKind = (typeof FEED_KINDS)[number]

/** One desensitised sentence about a fact. `params` are for other languages; `text` is the sentence in Chinese. */
export const FeedItem = Members('public', {
  at: Instant,
  unit: UnitCode,
  unitName: Type.String(),
  kind: OneOf(FEED_KINDS),
  text: Type.String(),
  params: Type.Record(Type.String(), seenBy('public', Type.Union([Type.String(), Type.Number()]))),
})
export type FeedItem = Static<typeof FeedItem>

/** Newest first, by statement order. */
export const FeedTopic = Members('public', { items: Type.Array(FeedItem) })
export type FeedTopic = Static<typeof FeedTopic>

export const SourceRow = Members('public', {
  system: seenBy('internal', Optional(Type.String())),
  name: Type.String(),
  owner: seenBy('internal', Optional(Type.String())),
  /** The cadence; null where none was declared. */
  everySec: Nullable(Type.Integer()),
  newest: Nullable(Instant),
  /** When something last arrived; its age is counted by who shows it. */
  arrivedAt: Nullable(Instant),
  state: OneOf(FRESHNESS_STATES),
})
export type SourceRow = Static<typeof SourceRow>

export const SourcesTopic = Members('public', { total: Count, fresh: Count, sources: Type.Array(SourceRow) })
export type SourcesTopic = Static<typeof SourcesTopic>

export const TOPICS = {
  about: { title: '单位', value: AboutTopic },
  supervision: { title: '监督检查', value: SupervisionTopic },
  pledges: { title: '承诺覆盖', value: PledgesTopic },
  alerts: { title: '风险预警', value: AlertsTopic },
  education: { title: '廉政教育', value: EducationTopic },
  talks: { title: '谈话家访', value: TalksTopic },
  evaluation: { title: '评议监督', value: EvaluationTopic },
  complaints: { title: '举报投诉', value: ComplaintsTopic },
  honours: { title: '荣誉', value: HonoursTopic },
  culture: { title: '清廉文化', value: CultureTopic },
  scenarios: { title: '数字场景', value: ScenariosTopic },
  licence: { title: '许可服务', value: LicenceTopic },
  duty: { title: '四责协同', value: DutyTopic },
  lists: { title: '清单与风险点', value: ListsTopic },
  portrait: { title: '清廉画像', value: PortraitTopic },
  stations: { title: '下级单位', value: StationsTopic },
  feed: { title: '最新动态', value: FeedTopic },
  sources: { title: '数据源', value: SourcesTopic },
} as const satisfies Record<string, { title: string, value: TObject }>

export type Subject = keyof typeof TOPICS
export const SUBJECTS = Object.keys(TOPICS) as Subject[]

/** Subjects that change publicly once a day, because one fact of theirs is about one person (domain.md §6.1). */
export const GUARDED_SUBJECTS: readonly Subject[] = ['talks', 'evaluation', 'complaints']

/** The value of each subject, by name. */
export interface TopicValues {
  about: AboutTopic
  supervision: SupervisionTopic
  pledges: PledgesTopic
  alerts: AlertsTopic
  education: EducationTopic
  talks: TalksTopic
  evaluation: EvaluationTopic
  complaints: ComplaintsTopic
  honours: HonoursTopic
  culture: CultureTopic
  scenarios: ScenariosTopic
  licence: LicenceTopic
  duty: DutyTopic
  lists: ListsTopic
  portrait: PortraitTopic
  stations: StationsTopic
  feed: FeedTopic
  sources: SourcesTopic
}

/** A topic as it goes over the wire. */
export const Topic = Type.Object({
  name: Type.String(),
  audience: OneOf(AUDIENCES),
  rev: Type.Integer({ minimum: 1 }),
  at: Instant,
  value: Type.Unknown(),
})
export interface Topic<S extends Subject = Subject> {
  name: string
  audience: (typeof AUDIENCES)[number]
  rev: number
  at: string
  value: TopicValues[S]
}

export function topicName(unit: string, subject: Subject): string {
  return `unit/${unit}/${subject}`
}

const TOPIC_NAME = /^unit\/([a-z0-9][a-z0-9-]{0,39})\/([a-z]+)$/

/** Unit and subject of a topic name, or `undefined` where it is not one of ours. */
export function parseTopicName(name: string): { unit: string, subject: Subject } | undefined {
  const m = TOPIC_NAME.exec(name)
  return m !== null && Object.hasOwn(TOPICS, m[2]!) ? { unit: m[1]!, subject: m[2] as Subject } : undefined
}
