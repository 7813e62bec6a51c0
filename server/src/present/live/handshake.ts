/**
 * Who may connect. Two gates: a page of another site is turned away before there is a connection at all, and the
 * first message must speak our protocol version and is granted an audience.
 */
import type { Audience } from '@qinglian/shared'
import type { IncomingHttpHeaders } from 'node:http'
import type { AllowedAudience } from '../../access/audience.ts'
import { errorMessage, grantedAudience, Handshake, PROTOCOL_VERSION } from '@qinglian/shared'
import { Compile } from 'typebox/compile'
import { AppError } from '../../errors.ts'

const handshake = Compile(Handshake)

/** Socket.IO passes `data` on to the client's `connect_error`. */
export class HandshakeRefused extends Error {
  readonly data: { readonly code: string, readonly message: string }

  constructor({ code, message }: AppError) {
    super(message)
    this.name = 'HandshakeRefused'
    this.data = { code, message }
  }
}

/**
 * Whether a connection comes from our own page, or from a program, which sends no Origin. Browsers name the page
 * they are on, and a page of ours has the host it talks to.
 */
export function isOwnOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined)
    return true
  if (host === undefined || !URL.canParse(origin))
    return false
  const page = new URL(origin)
  const here = `${page.protocol}//${host}`
  return URL.canParse(here) && page.host !== '' && new URL(here).host === page.host
}

/** The granted audience. @throws AppError `protocol.unsupported`, `socket.invalid`, or what `allowed` throws */
export function admit(auth: unknown, headers: IncomingHttpHeaders, allowed: AllowedAudience): Audience {
  if (typeof auth !== 'object' || auth === null || !('protocol' in auth) || auth.protocol !== PROTOCOL_VERSION)
    throw new AppError('protocol.unsupported')
  if (!handshake.Check(auth))
    throw new AppError('socket.invalid')
  const { audience = 'public', device } = auth
  return grantedAudience(audience, allowed({ headers, device }))
}

/** What a refused page is told, before there is a connection. */
export const FOREIGN_ORIGIN = errorMessage('origin.denied')
