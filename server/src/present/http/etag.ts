/** Entity tags and `If-None-Match` (RFC 9110 §8.8.3, §13.1.2). */

const TAG = /(?:W\/)?("[\x21\x23-\x7E\x80-\xFF]*")/g

/** Whether the caller has this state already. Compared weakly, as the specification says for this header. */
export function isKnownTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined)
    return false
  return ifNoneMatch.trim() === '*' || [...ifNoneMatch.matchAll(TAG)].some(match => match[1] === tag)
}
