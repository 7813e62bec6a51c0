/** JSON Pointers (RFC 6901) into the structured form of an event. */

/** The pointer to a member of what `parent` points to. */
export function pointerTo(parent: string, member: string | number): string {
  return `${parent}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The last member that a pointer names. */
export function lastMember(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~')
}
