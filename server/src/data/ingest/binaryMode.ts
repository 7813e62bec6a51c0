/**
 * The binary mode of the CloudEvents HTTP binding, §3.1: attributes in `ce-*` headers, `data` as the body.
 * Gives the same event as the structured form would, so that everything after it knows one form only.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { Buffer } from 'node:buffer'

const PREFIX = 'ce-'
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The event in structured form; `undefined` where a header is not valid percent-encoded UTF-8, or names `data`
 * or `datacontenttype`, which the binding places elsewhere.
 */
export function binaryEvent(headers: IncomingHttpHeaders, data: unknown): Record<string, unknown> | undefined {
  const attributes: [string, unknown][] = []
  for (const [header, value] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX))
      continue
    const name = header.slice(PREFIX.length)
    const decoded = typeof value === 'string' ? decodeHeaderValue(value) : undefined
    if (decoded === undefined || name === 'data' || name === 'data_base64' || name === 'datacontenttype')
      return undefined
    attributes.push([name, decoded])
  }
  return Object.fromEntries([...attributes, ['datacontenttype', headers['content-type']], ['data', data]])
}

/**
 * Unquotes, then percent-decodes once. Characters beyond ASCII that a sender left as they are count as the bytes
 * they came as. A `%` without two hex digits stands for itself.
 */
export function decodeHeaderValue(value: string): string | undefined {
  const unquoted = /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
  const bytes = Buffer.from(unquoted.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1')
  try {
    return utf8.decode(bytes)
  }
  catch {
    // The specification asks to refuse it, and there is nothing to say about why.
    return undefined
  }
}
