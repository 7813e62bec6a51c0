/**
 * Characters that no store keeps and no screen shows: NUL, and halves of surrogate pairs. Walks the whole value,
 * so it is asked only where the text of the request could hold one.
 */
import { pointerTo } from './pointer.ts'

/** Where such a string, or member name, stands: the first in document order; `undefined` where there is none. */
export function findIllFormed(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string')
    return isWellFormed(value) ? undefined : pointer
  if (typeof value !== 'object' || value === null)
    return undefined
  const isArray = Array.isArray(value)
  for (const [name, inner] of Object.entries(value)) {
    const found = isArray || isWellFormed(name) ? findIllFormed(inner, pointerTo(pointer, name)) : pointerTo(pointer, name)
    if (found !== undefined)
      return found
  }
  return undefined
}

function isWellFormed(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
