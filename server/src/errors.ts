/**
 * The one boundary where errors of the HTTP API become answers (contract.md §1).
 *
 * Code throws `AppError` with a code of the registry, where the error is known. Everything else is translated
 * here: what Fastify refuses by itself, a store that is away, and what nobody expected, which is
 * `server.internal` with a fixed text. No text of a library, a database or a stack ever leaves the server;
 * the cause of a 5xx is in the log, under the request's id.
 */
import type { ErrorCode } from '@qinglian/shared'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorMessage, ERRORS } from '@qinglian/shared'
import { StoreUnavailable } from './db/store.ts'

export interface ErrorExtra {
  /** Further members of the answer's body, beside `error`. */
  readonly body?: Readonly<Record<string, unknown>>
  /** Seconds to wait before trying again; codes that ask for it have their own default. */
  readonly retryAfterSec?: number
  /** Further headers, `Allow` for one. */
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** An error with a code of the registry. @param details fill the `{x}` in the code's text. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, string>>
  readonly extra: ErrorExtra

  constructor(code: ErrorCode, details: Record<string, string> = {}, extra: ErrorExtra = {}) {
    super(errorMessage(code, details), { cause: extra.cause })
    this.name = 'AppError'
    this.code = code
    this.details = details
    this.extra = extra
  }
}

/** Seconds after which these are worth another try. */
const RETRY_AFTER_SEC: Partial<Record<ErrorCode, number>> = {
  'rate.limited': 1,
  'server.busy': 1,
  'store.unavailable': 2,
  'server.starting': 2,
  'server.stopping': 5,
}

/** What Fastify refuses by itself. What is not named here goes by its status. */
const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-media-type',
  FST_ERR_CTP_INVALID_TYPE: 'request.unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.not-json',
  FST_ERR_MAX_PARAM_LENGTH: 'route.unknown',
  FST_ERR_NOT_FOUND: 'route.unknown',
}

/** By status, for errors of libraries that carry one (a path outside the static folder is a 403). */
const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  403: 'route.unknown',
  404: 'route.unknown',
  413: 'request.too-large',
  415: 'request.unsupported-media-type',
  429: 'rate.limited',
}

/** Any error as one of the registry. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError)
    return error
  if (error instanceof StoreUnavailable)
    return new AppError('store.unavailable', {}, { cause: error })
  const code = codeOfLibraryError(error)
  return new AppError(code, {}, { cause: error })
}

function codeOfLibraryError(error: unknown): ErrorCode {
  if (!(error instanceof Error))
    return 'server.internal'
  const known = 'code' in error && typeof error.code === 'string' ? FASTIFY_CODES[error.code] : undefined
  if (known !== undefined)
    return known
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  return STATUS_CODES[status] ?? (status >= 400 && status < 500 ? 'request.invalid' : 'server.internal')
}

/** The body of an error's answer. */
export function errorBody(error: AppError, requestId: string): Record<string, unknown> {
  return { ...error.extra.body, error: { code: error.code, message: error.message, requestId } }
}

/** Answers with an error. The body is text already, so no route's schema can cut it. */
export function sendError(reply: FastifyReply, error: AppError): FastifyReply {
  const retryAfterSec = error.extra.retryAfterSec ?? RETRY_AFTER_SEC[error.code]
  if (retryAfterSec !== undefined && !reply.hasHeader('retry-after'))
    reply.header('retry-after', String(retryAfterSec))
  return reply
    .code(ERRORS[error.code].status)
    .headers({ 'cache-control': 'no-store', ...error.extra.headers })
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(error, reply.request.id)))
}

/** Fastify's error handler. @param onUnavailable is told each time the store could not answer. */
export function createErrorHandler(onUnavailable: (error: StoreUnavailable) => void) {
  return function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const known = toAppError(error)
    const cause = known.extra.cause
    if (cause instanceof StoreUnavailable)
      onUnavailable(cause)
    if (ERRORS[known.code].status >= 500)
      request.log.error({ err: cause ?? known, code: known.code }, 'request failed')
    return sendError(reply, known)
  }
}
