/**
 * One delivery to the door, repeated until it has an answer: what an upstream has to do so that nothing is lost.
 *
 * 429, 5xx and a dead link are waited out, as long as `Retry-After` says or else twice as long each time, up to
 * half a minute; then **the same request** goes again. That is safe because (source, id) is the identity of an
 * event: what had arrived comes back as a duplicate. Answers that no repetition can mend are thrown as a
 * `DeliveryError`. An abort ends the waiting, and the delivery is reported as not made.
 */
import type { IngestAnswer } from '@qinglian/shared'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Mode, WireEvent } from './encode.ts'
import { readAnswer, readError, retryAfterMs } from './answer.ts'
import { encodeEvents } from './encode.ts'

export interface Delivery {
  events: readonly WireEvent[]
  mode: Mode
  key: string
}

export interface DelivererOptions {
  /** Where the server is, `http://127.0.0.1:8686`; the path of the door is added. */
  url: string
  clock: Clock
  random: Random
  fetch?: typeof fetch | undefined
  signal?: AbortSignal | undefined
  /** Told before each waiting, for the progress line. */
  onWait?: ((reason: string, waitMs: number) => void) | undefined
  /** How long one request may take. */
  timeoutMs?: number | undefined
}

/** The server's answer, or undefined where the signal ended the attempts first. */
export type Deliver = (delivery: Delivery) => Promise<IngestAnswer | undefined>

/** The server refuses the request as such: a wrong address, key or scope, or a body it cannot read. */
export class DeliveryError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'DeliveryError'
    this.status = status
    this.code = code
  }
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const TIMEOUT_MS = 60_000

export function createDeliverer(options: DelivererOptions): Deliver {
  const { clock, random, signal, onWait } = options
  return async (delivery) => {
    for (let attempt = 0; signal?.aborted !== true; attempt++) {
      const outcome = await attemptOnce(options, delivery)
      if ('answer' in outcome)
        return outcome.answer
      const backoffMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * random.between(0.75, 1.25)
      // A little more than asked for, so that many upstreams do not come back in the same instant.
      const waitMs = Math.round(outcome.retryAfterMs === undefined ? backoffMs : outcome.retryAfterMs + random.between(0, 250))
      onWait?.(outcome.reason, waitMs)
      await clock.sleep(waitMs, signal)
    }
    return undefined
  }
}

type Outcome = { answer: IngestAnswer } | { reason: string, retryAfterMs: number | undefined }

async function attemptOnce(options: DelivererOptions, { events, mode, key }: Delivery): Promise<Outcome> {
  const { headers, body } = encodeEvents(events, mode)
  let response: Response
  let text: string
  try {
    // Not tied to the signal: a request under way is waited for, so that its answer is known.
    response = await (options.fetch ?? fetch)(new URL('/api/v1/events', options.url), {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${key}` },
      body,
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    })
    text = await response.text()
  }
  catch (error) {
    return { reason: linkReason(error), retryAfterMs: undefined }
  }
  return judge(response, text, options.clock)
}

function judge(response: Response, text: string, clock: Clock): Outcome {
  if (response.status === 200 || response.status === 422) {
    const answer = readAnswer(text)
    if (answer === undefined)
      throw new DeliveryError(response.status, 'answer.unreadable', `the answer ${response.status} is not the contract's: is this a Qinglian server?`)
    return { answer }
  }
  if (response.status === 429 || response.status >= 500)
    return { reason: `HTTP ${response.status}`, retryAfterMs: retryAfterMs(response.headers.get('retry-after'), clock.now()) }
  const { code, message } = readError(text)
  throw new DeliveryError(response.status, code, `HTTP ${response.status} ${code}: ${message}`)
}

function linkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error)
    return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message || cause.name
  return 'link lost'
}
