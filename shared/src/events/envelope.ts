/** The CloudEvents 1.0 envelope as Qinglian reads it (contract.md §1). */
import type { Static, TObject } from '../primitives.ts'
import { Instant, Type, UnitCode } from '../primitives.ts'

/** At most this many events in one batch. */
export const MAX_BATCH_EVENTS = 5_000
/** At most this many bytes in one request body. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024
/** At most this many bytes in the JSON of one event's `data`. */
export const MAX_DATA_BYTES = 64 * 1024
/** An event's `time` may be at most this far ahead of the server's clock. */
export const MAX_CLOCK_LEAD_MS = 5 * 60_000

/** A URI-reference: printable ASCII without blanks, or characters beyond ASCII; no controls. */
export const SourceRef = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s\\u0000-\\u0020\\u007f"<>\\\\^`{|}]+$', description: '来源，URI 引用，如 /upstream/party' })

/** An event's id: any text without control characters. */
export const EventId = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]+$', description: '事件编号，与 source 一起构成幂等键' })

/** The required attributes. Further attributes are accepted and kept. */
export const Envelope = Type.Object({
  specversion: Type.Literal('1.0'),
  id: EventId,
  source: SourceRef,
  type: Type.String({ minLength: 1, maxLength: 120 }),
  subject: UnitCode,
  time: Instant,
})
export type Envelope = Static<typeof Envelope>

/** How two statements of one fact key combine (contract.md §1, "Statements and facts"). */
export type Merge = 'replace' | 'set' | 'or'

/** One entry of the event catalogue. */
export interface EventDefinition<T extends TObject = TObject> {
  readonly type: string
  readonly data: T
  /** One sentence for the reference page. */
  readonly title: string
  /** The members of `data` that name the fact, in order. */
  readonly factKey: readonly string[]
  readonly merge: Merge
  /** Members that hold a person's name; encrypted wherever the event is kept. */
  readonly personal?: readonly string[]
  /** `upstream`: comes through the door; `engine`: recorded by Qinglian itself, refused at the door. */
  readonly origin: 'upstream' | 'engine'
  /** An example for reference pages and tests of the catalogue. */
  readonly example: Record<string, unknown>
}

/** Declares an event; fills in what nearly all share. */
export function defineEvent<T extends TObject>(
  definition: Omit<EventDefinition<T>, 'merge' | 'origin'> & Partial<Pick<EventDefinition<T>, 'merge' | 'origin'>>,
): EventDefinition<T> {
  return { merge: 'replace', origin: 'upstream', ...definition }
}
