/** Bodies of the HTTP API (contract.md §1, §3). */
import type { Static } from './primitives.ts'
import { UNIT_KINDS, UNIT_LEVELS } from './events/org.ts'
import { Nullable, OneOf, Optional, Type, UnitCode } from './primitives.ts'

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
