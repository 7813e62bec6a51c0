/** Why an event is refused: a code of the registry, the member that is to blame, and what is wrong with it. */
import type { ErrorCode } from '@qinglian/shared'
import { errorMessage } from '@qinglian/shared'

export class Fault {
  readonly code: ErrorCode
  /** JSON Pointer into the structured form. */
  readonly pointer: string | undefined
  /** Completes the code's message, where it has a place for it. */
  readonly detail: string

  constructor(code: ErrorCode, pointer?: string, detail = '') {
    this.code = code
    this.pointer = pointer
    this.detail = detail
  }

  get message(): string {
    return errorMessage(this.code, { detail: this.detail })
  }
}

export function invalid(pointer: string, detail: string): Fault {
  return new Fault('event.invalid', pointer, detail)
}

/** An attribute that is missing, or not what it `should` be. */
export function invalidAttribute(name: string, value: unknown, should: string): Fault {
  return invalid(`/${name}`, wrongOrMissing(name, value, should))
}

export function notCloudEvent(name: string, value: unknown, should: string): Fault {
  return new Fault('event.not-cloudevent', `/${name}`, wrongOrMissing(name, value, should))
}

/** An attribute that is null counts as absent (CloudEvents JSON format §2.1). */
function wrongOrMissing(name: string, value: unknown, should: string): string {
  return value === undefined || value === null ? `缺少 ${name}` : `${name} ${should}`
}
