/**
 * The HTTP server without its routes: who may do how much, how errors are answered, what the log says.
 *
 * Requests are logged by their route, never by their address, which may hold what is nobody's business. A stopping
 * server finishes what it took and answers `server.stopping` to what comes late.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyHttpOptions, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { Socket } from 'node:net'
import type { StoreUnavailable } from '../../db/store.ts'
import type { RateLimits } from './limits.ts'
import { Buffer } from 'node:buffer'
import { createServer } from 'node:https'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { LogController } from 'fastify'
import { AppError, createErrorHandler, errorBody, sendError, toAppError } from '../../errors.ts'
import { limitOptions } from './limits.ts'
import { sendNoSuchPage } from './pages.ts'
import { helmetOptions } from './security.ts'

export type HttpApp = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>

export interface HttpServerOptions {
  readonly tls?: { readonly cert: Buffer, readonly key: Buffer }
  readonly log: FastifyBaseLogger
  readonly newId: () => string
  readonly limits: RateLimits
  readonly isStopping: () => boolean
  readonly onUnavailable: (error: StoreUnavailable) => void
  /** How long a whole request may take to arrive. */
  readonly requestTimeoutMs?: number | undefined
}

const REQUEST_TIMEOUT_MS = 60_000
const KEEP_ALIVE_MS = 72_000

/** Ready for routes; nothing listens yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpApp> {
  const app: HttpApp = fastify(serverOptions(options)).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler(createErrorHandler(options.onUnavailable))
  app.addHook('onRequest', async () => {
    if (options.isStopping())
      throw new AppError('server.stopping')
  })
  app.addHook('onSend', async (_request, reply) => {
    // Fastify would close at once, and whoever is still sending would be told of a broken connection instead of why.
    if (reply.statusCode === 413)
      reply.removeHeader('connection')
    // Or a caller that keeps its connection would hold up the stop for as long as it may.
    if (options.isStopping())
      reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.debug({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  await app.register(helmet, helmetOptions(options.tls !== undefined))
  await app.register(rateLimit, limitOptions(options.limits))
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const isPage = !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html') === true
    return isPage ? sendNoSuchPage(reply) : sendError(reply, new AppError('route.unknown'))
  })
  return app
}

function serverOptions({ tls, log, newId, requestTimeoutMs = REQUEST_TIMEOUT_MS }: HttpServerOptions): FastifyHttpOptions<RawServerDefault, FastifyBaseLogger> {
  const patience = { requestTimeout: requestTimeoutMs, connectionsCheckingInterval: requestTimeoutMs / 6 }
  return {
    genReqId: newId,
    requestIdHeader: false,
    requestTimeout: requestTimeoutMs,
    http: patience,
    // Late requests get the registry's answer from the hook above, not Fastify's.
    return503OnClosing: false,
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: log,
    frameworkErrors: (error, _request, reply) => void sendError(reply, toAppError(error)),
    clientErrorHandler: (error, socket) => refuseGarbage(error, socket, newId),
    ...(tls === undefined ? {} : { serverFactory: handler => Object.assign(createServer({ ...tls, ...patience }, handler), { keepAliveTimeout: KEEP_ALIVE_MS }) }),
  }
}

/**
 * What is no HTTP at all, or has more headers than anyone needs. A request that took too long to arrive is cut off without
 * an answer: its sender shall try again, and a refusal would say otherwise.
 */
function refuseGarbage(error: Error, socket: Socket, newId: () => string): void {
  const isOver = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
  if (!isOver && socket.writable && !socket.destroyed) {
    const body = JSON.stringify(errorBody(new AppError('request.invalid'), newId()))
    socket.write(`HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  socket.destroy()
}
