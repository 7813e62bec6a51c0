/** CloudEvents over HTTP: the body and headers of each of the three modes (contract.md §1). */
export type Mode = 'structured' | 'binary' | 'batch'

export interface EncodedRequest {
  headers: Record<string, string>
  body: string
}

/** An event as it goes over the wire; bad records are among them, so nothing is known of its members. */
export type WireEvent = Record<string, unknown>

/** @param events one in the modes `structured` and `binary`; throws a `RangeError` for any other number. */
export function encodeEvents(events: readonly WireEvent[], mode: Mode): EncodedRequest {
  if (mode === 'batch')
    return { headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' }, body: JSON.stringify(events) }
  const [event] = events
  if (event === undefined || events.length > 1)
    throw new RangeError(`${mode} mode carries one event, not ${events.length}`)
  return mode === 'structured'
    ? { headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' }, body: JSON.stringify(event) }
    : encodeBinary(event)
}

function encodeBinary({ data, ...attributes }: WireEvent): EncodedRequest {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined)
      headers[`ce-${name}`] = encodeHeader(String(value))
  }
  return { headers, body: JSON.stringify(data ?? null) }
}

/** Percent-encodes what a header may not carry (CloudEvents HTTP binding §3.1.3.2). */
function encodeHeader(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7E]/gu, char => encodeURIComponent(char))
}
