/** A validated event on its way into the log: what the door hands to the writer. */

export interface Statement {
  /** Place in the request, for the answer. */
  readonly index: number
  readonly source: string
  readonly id: string
  readonly type: string
  readonly subject: string
  /** Instant of the statement, to the millisecond. */
  readonly timeMs: number
  /** `time` as stated. */
  readonly time: string
  /** Valid by the schema of its type. */
  readonly data: Readonly<Record<string, unknown>>
  /** Further CloudEvents attributes, if any. */
  readonly ext?: Readonly<Record<string, unknown>>
  /** True where the key that brought it is not limited to a unit. */
  readonly wide: boolean
}

/** What became of one statement. */
export type Outcome = 'accepted' | 'duplicate' | 'conflict'

/** One refused event on its way into quarantine; `event` is what was parsed, whatever its shape. */
export interface Refused {
  readonly index: number
  readonly source: string
  readonly id: string
  readonly type: string
  readonly subject: string | null
  readonly code: string
  readonly pointer?: string
  readonly message: string
  /** Without the values of unknown members. */
  readonly event: unknown
}

/**
 * The writer of the log. `submit` resolves when everything in it is durable, and rejects with
 * `StoreUnavailable` or a `busy` error when nothing of it is: one request is never half written.
 */
export interface EventWriter {
  submit: (request: { statements: readonly Statement[], refused: readonly Refused[] }) => Promise<Outcome[]>
  /** Events waiting to be written. */
  readonly depth: number
  /** Refuses new work, finishes what was accepted. */
  close: () => Promise<void>
}
