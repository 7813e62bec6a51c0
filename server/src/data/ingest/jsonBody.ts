/**
 * A request body as JSON, or nothing.
 *
 * One pass over the bytes finds two things that `JSON.parse` does not tell: how deep the text is nested (parsing
 * millions of brackets would hold everyone up for seconds), and whether it holds an escape that could put NUL, a
 * control character or half a surrogate pair into a string. JSON has no other way to write those, so without one no
 * string needs looking at.
 */
import type { Buffer } from 'node:buffer'
import { isUtf8 } from 'node:buffer'

export const MAX_DEPTH = 64

export interface JsonBody {
  readonly value: unknown
  /** True where a string may hold characters that cannot be kept. */
  readonly isSuspect: boolean
}

/** @param body the bytes as they came; a byte-order mark is passed over. Gives `undefined` where they are not JSON in UTF-8, or nested deeper than `MAX_DEPTH`. */
export function readJson(body: Buffer): JsonBody | undefined {
  const { isSuspect, isTooDeep } = survey(body)
  if (isTooDeep || !isUtf8(body))
    return undefined
  const start = body[0] === 0xEF && body[1] === 0xBB && body[2] === 0xBF ? 3 : 0
  try {
    return { value: JSON.parse(body.toString('utf8', start)), isSuspect }
  }
  catch {
    // What is wrong with it is the sender's to find; the parser's text would repeat parts of the body.
    return undefined
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5C
const SLASH = 0x2F
/** Clears the bit that tells `[` from `{`, and `]` from `}`. */
const SAME_BRACKET = 0xDF
const OPENING = 0x5B
const CLOSING = 0x5D

/** Whether it is nested too deep, and whether there is an escape beyond `\"`, `\\` and `\/`. Right only for valid JSON. */
function survey(body: Buffer): { isSuspect: boolean, isTooDeep: boolean } {
  let depth = 0
  let isSuspect = false
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!
    if (byte === QUOTE) {
      for (i++; body[i] !== QUOTE && i < body.length; i++) {
        if (body[i] !== BACKSLASH)
          continue
        i++
        isSuspect ||= body[i] !== QUOTE && body[i] !== BACKSLASH && body[i] !== SLASH
      }
    }
    else if ((byte & SAME_BRACKET) === OPENING) {
      if (++depth > MAX_DEPTH)
        return { isSuspect, isTooDeep: true }
    }
    else if ((byte & SAME_BRACKET) === CLOSING) {
      depth--
    }
  }
  return { isSuspect, isTooDeep: false }
}
