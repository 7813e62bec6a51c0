/**
 * What a caller may see: the one place that decides it, for HTTP and for live connections (contract.md §3).
 * Without device or session that is `public`; `QINGLIAN_PUBLIC=paired` closes even that.
 */
import type { Audience } from '@qinglian/shared'
import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../errors.ts'

/** What is known of a caller: a request, or the handshake of a live connection. */
export interface Caller {
  readonly headers: IncomingHttpHeaders
  /** The token of a paired screen. */
  readonly device?: string | undefined
}

/** @throws AppError `auth.device-required` */
export type AllowedAudience = (caller: Caller) => Audience

export function createAllowedAudience({ publicAccess }: { publicAccess: 'open' | 'paired' }): AllowedAudience {
  return () => {
    // No screen can be paired and nobody can sign in yet, so nobody is let in here.
    if (publicAccess === 'paired')
      throw new AppError('auth.device-required')
    return 'public'
  }
}
