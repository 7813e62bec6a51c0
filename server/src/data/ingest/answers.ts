/** What the routes of the door share: a body read, a single event answered. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Admitted } from './admission.ts'
import type { JsonBody } from './jsonBody.ts'
import { Buffer } from 'node:buffer'
import { ERRORS } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { readJson } from './jsonBody.ts'

/** Answers for a request of one event: when it is refused, with the status of its code. */
export function sendSingle(reply: FastifyReply, answer: Admitted): FastifyReply {
  const refused = answer.rejected[0]
  if (refused === undefined)
    return reply.send(answer)
  const error = { code: refused.code, message: refused.message, requestId: reply.request.id }
  return reply.code(ERRORS[refused.code].status).type('application/json; charset=utf-8').send(JSON.stringify({ ...answer, error }))
}

/** The body as JSON, nested no deeper than `MAX_DEPTH`, so that it may be walked. */
export function parsedBody(request: FastifyRequest): JsonBody {
  const body = Buffer.isBuffer(request.body) ? readJson(request.body) : undefined
  if (body === undefined)
    throw new AppError('request.not-json')
  return body
}
