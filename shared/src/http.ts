/** Bodies of the HTTP API (contract.md §1, §3). */
import type { Static } from './primitives.ts'
import { ALERT_STATES, CONDITIONS, SEVERITIES } from './events/alert.ts'
import { UNIT_KINDS, UNIT_LEVELS } from './events/org.ts'
import { Instant, Nullable, OneOf, Optional, Type, UnitCode } from './primitives.ts'
import { FRESHNESS_STATES, Level, Quality } from './topics/shapes.ts'

export const ErrorBody = Type.Object({
  error: Type.Object({ code: Type.String(), message: Type.String(), requestId: Type.String() }),
})
export type ErrorBody = Static<typeof ErrorBody>

/** One refused event of a request. `pointer` is a JSON Pointer into the structured form, in every mode. */
export const Rejection = Type.Object({
  index: Type.Integer(),
  id: Optional(Type.String()),
  code: Type.String(),
  pointer: Optional(Type.String()),
  message: Type.String(),
})
export type Rejection = Static<typeof Rejection>

export const IngestAnswer = Type.Object({
  accepted: Type.Integer(),
  duplicate: Type.Integer(),
  rejected: Type.Array(Rejection),
})
export type IngestAnswer = Static<typeof IngestAnswer>

export const UnitEntry = Type.Object({
  code: UnitCode,
  name: Type.String(),
  shortName: Type.String(),
  level: OneOf(UNIT_LEVELS),
  kind: Optional(OneOf(UNIT_KINDS)),
  parent: Nullable(UnitCode),
  pilot: Type.Boolean(),
})
export type UnitEntry = Static<typeof UnitEntry>

/** An event kept back because its content was refused. */
export const QuarantineEntry = Type.Object({
  id: Type.Integer(),
  source: Type.String(),
  eventId: Type.String(),
  type: Type.String(),
  code: Type.String(),
  pointer: Optional(Type.String()),
  message: Type.String(),
  times: Type.Integer(),
  firstAt: Type.String(),
  lastAt: Type.String(),
  event: Type.Unknown(),
})
export type QuarantineEntry = Static<typeof QuarantineEntry>

/** An alert that waits for a step, as a system is told that may state one: no name, no staff number, no text. */
export const AlertEntry = Type.Object({
  alert: Type.String(),
  unit: UnitCode,
  rule: Type.String(),
  object: Type.String(),
  severity: OneOf(SEVERITIES),
  state: OneOf(ALERT_STATES),
  condition: OneOf(CONDITIONS),
  cycle: Type.Integer(),
  raisedAt: Instant,
  dueAt: Instant,
})
export type AlertEntry = Static<typeof AlertEntry>

/** A figure as it is told: a rate with its two numbers, or a count in `num`. `value` is the rate, or the count again. */
const Figure = {
  num: Nullable(Type.Integer()),
  /** Null for a count. */
  den: Nullable(Type.Integer()),
  value: Nullable(Type.Number()),
  quality: Quality,
  suppressed: Optional(Type.Literal(true)),
}

/** Why a number is what it is: `GET /api/v1/metrics/{code}/units/{unit}`. */
export const MetricExplained = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: UnitCode,
  unitName: Type.String(),
  /** The definition in words, and what stands above and below the line. */
  definition: Type.String(),
  formula: Type.Object({ num: Type.String(), den: Type.String() }),
  period: Type.Object({ kind: Type.String(), from: Nullable(Type.String({ description: '首日' })), to: Type.String({ description: '末日，含' }) }),
  at: Instant,
  ...Figure,
  level: Level,
  target: Optional(Type.Number()),
  direction: Type.String(),
  owner: Type.String(),
  /** What the figure is the sum of: the unit's own facts, and each unit below it. Absent where a parent is no sum. */
  parts: Optional(Type.Array(Type.Object({ unit: UnitCode, unitName: Type.String(), own: Type.Boolean(), ...Figure }))),
  /** Who feeds it, and how old that is. */
  sources: Type.Array(Type.Object({ name: Type.String(), newest: Nullable(Instant), state: OneOf(FRESHNESS_STATES) })),
  /** Where its facts are listed. Absent where they are not. */
  facts: Optional(Type.String({ description: '逐条列出事实的地址' })),
  /** Closed days, or the last days of months or years, oldest first. Absent where it would tell of few people. */
  trend: Optional(Type.Array(Type.Object({ day: Type.String(), num: Type.Integer(), den: Nullable(Type.Integer()), value: Nullable(Type.Number()) }))),
})
export type MetricExplained = Static<typeof MetricExplained>

/** Why the facts behind a figure are not told: they are about people, or the figure is older than what is counted again. */
export const WITHHELD_FOR = ['people', 'age'] as const
export type WithheldFor = (typeof WITHHELD_FOR)[number]

/** One fact behind a figure, and what it adds to it. */
export const MetricFact = Type.Object({
  /** The unit that counts it. */
  unit: UnitCode,
  unitName: Type.String(),
  kind: Type.String({ description: '事实的种类：task、finding、station、alert、campaign、pledge、staff、list、kiosk，或记录的种类' }),
  /** As its source calls it. Not for the public; of what tells of a person for `restricted` alone, as `staffNo` is. */
  id: Optional(Type.String({ description: '上游编号' })),
  staffNo: Optional(Type.String({ description: '工号' })),
  day: Nullable(Type.String({ description: '自哪一天起这样计入' })),
  at: Optional(Instant),
  num: Type.Integer({ description: '计入分子的数；0 为看过而未计' }),
  /** Null for a count. */
  den: Nullable(Type.Integer({ description: '计入分母的数' })),
})
export type MetricFact = Static<typeof MetricFact>

/** The facts behind a number: `GET /api/v1/metrics/{code}/units/{unit}/facts`. */
export const MetricFacts = Type.Object({
  code: Type.String(),
  unit: UnitCode,
  /** As of when they are counted. */
  at: Instant,
  facts: Type.Array(MetricFact),
  /** To be brought back as `after`; null with the last page. */
  next: Nullable(Type.String()),
  withheld: Optional(OneOf(WITHHELD_FOR, { description: '不逐条列出的原因：people 关于人，对此受众不列；age 超过重新计算的期限' })),
})
export type MetricFacts = Static<typeof MetricFacts>
