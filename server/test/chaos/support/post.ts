/** One request to the door, with all that its answer says. */
import type { CloudEvent } from './facts.ts'
import { INGEST_KEY } from './serverProcess.ts'

export interface Posted {
  readonly status: number
  readonly retryAfter: string | null
  readonly code: string | undefined
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: readonly unknown[]
}

interface AnswerBody { accepted?: number, duplicate?: number, rejected?: unknown[], error?: { code: string } }

/** A list goes as a batch, a lone event by itself. Rejects where there is no answer. */
export async function post(url: string, facts: CloudEvent | readonly CloudEvent[], signal?: AbortSignal): Promise<Posted> {
  const type = Array.isArray(facts) ? 'application/cloudevents-batch+json' : 'application/cloudevents+json'
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { 'content-type': type, 'authorization': `Bearer ${INGEST_KEY}` },
    body: JSON.stringify(facts),
    ...(signal === undefined ? {} : { signal }),
  })
  const body = await answer.json() as AnswerBody
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
    code: body.error?.code,
    accepted: body.accepted ?? 0,
    duplicate: body.duplicate ?? 0,
    rejected: body.rejected ?? [],
  }
}
