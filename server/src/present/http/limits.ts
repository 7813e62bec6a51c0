/**
 * How much one address may ask (contract.md §3). Reads of the API start at 100 a second; the door for facts has a
 * limit of its own, far above what the writer can take, because a full queue answers 429 by itself. The web app's
 * files are counted apart, so that a wall's first load never uses up its reads. Operators' routes are exempt.
 */
import type { RateLimitPluginOptions } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { normalizeIP } from '@fastify/rate-limit'
import { AppError } from '../../errors.ts'

export interface RateLimits {
  /** Requests a second and address. */
  readonly reads: number
  readonly facts: number
  readonly files: number
}

export const DEFAULT_LIMITS: RateLimits = { reads: 100, facts: 10_000, files: 2_000 }

const EXEMPT = new Set(['/healthz', '/readyz', '/metrics'])

type Kind = keyof RateLimits

function kindOf({ url, method }: FastifyRequest): Kind {
  if (method === 'POST' && url.startsWith('/api/v1/events'))
    return 'facts'
  return url.startsWith('/api/') && !url.startsWith('/api/docs') ? 'reads' : 'files'
}

/** Whoever has hung up already has no address any more, whatever its type says; all of them count as one. */
function addressOf({ ip }: { readonly ip: string | undefined }): string {
  return ip === undefined ? 'gone' : normalizeIP(ip, 64)
}

/** Options of `@fastify/rate-limit`. */
export function limitOptions(limits: RateLimits): RateLimitPluginOptions {
  return {
    timeWindow: 1_000,
    max: request => limits[kindOf(request)],
    keyGenerator: request => `${kindOf(request)} ${addressOf(request)}`,
    allowList: request => EXEMPT.has(request.routeOptions.url ?? ''),
    errorResponseBuilder: () => new AppError('rate.limited'),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  }
}
