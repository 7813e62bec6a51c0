/** Reads what the server answers, and believes nothing it did not check. */
import type { IngestAnswer, Rejection } from '@qinglian/shared'

export function readAnswer(text: string): IngestAnswer | undefined {
  const value = readJson(text)
  return isAnswer(value) ? value : undefined
}

function isAnswer(value: unknown): value is IngestAnswer {
  return typeof value === 'object' && value !== null
    && 'accepted' in value && typeof value.accepted === 'number'
    && 'duplicate' in value && typeof value.duplicate === 'number'
    && 'rejected' in value && Array.isArray(value.rejected) && value.rejected.every(isRejection)
}

function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null
    && 'index' in value && typeof value.index === 'number'
    && 'code' in value && typeof value.code === 'string'
    && 'message' in value && typeof value.message === 'string'
}

/** Code and message of an error body, or what stands in their place. */
export function readError(text: string): { code: string, message: string } {
  const value = readJson(text)
  const error = typeof value === 'object' && value !== null && 'error' in value ? value.error : undefined
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error)
    return { code: String(error.code), message: String(error.message) }
  return { code: 'answer.unreadable', message: 'no error body' }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // Not JSON: some other program answered.
    return undefined
  }
}

/** `Retry-After` in seconds or as an HTTP date; undefined where it is absent or unreadable. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === '')
    return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds))
    return Math.max(0, seconds * 1000)
  const dateMs = Date.parse(header)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}

/** One line about a refused event. */
export function describeRejection({ id, index, code, pointer, message }: Rejection): string {
  return `${id ?? `#${index}`} ${code}${pointer === undefined ? '' : ` ${pointer}`}: ${message}`
}
