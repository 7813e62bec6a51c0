/**
 * Quarantine over HTTP, for whoever has a source key, within that key's scope: list, look, correct and send again,
 * or give up. What is sent again goes through the same judgement and the same writer as anything new.
 */
import type { QuarantineEntry } from '@qinglian/shared'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { QuarantineList, Reader } from '../log/quarantineList.ts'
import type { AdmissionOptions, Admit } from './admission.ts'
import { AppError } from '../../errors.ts'
import { parsedBody, sendSingle } from './answers.ts'
import { quarantineSchemas } from './openapi.ts'
import { keyOf } from './requireKey.ts'

export interface QuarantineOptions extends Pick<AdmissionOptions, 'tree' | 'clock'> {
  readonly quarantine: QuarantineList
  readonly admit: Admit
}

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200
const NUMBER = /^[1-9]\d{0,14}$/

export function quarantineRoutes(app: FastifyInstance, { quarantine, admit, tree, clock }: QuarantineOptions): void {
  const readerOf = (request: FastifyRequest): Reader => ({ scope: keyOf(request).scope, tree: tree(), nowMs: clock() })
  const documentedOnly = { validatorCompiler: () => () => true }

  async function entryOf(request: FastifyRequest): Promise<QuarantineEntry> {
    const id = memberOf(request.params, 'id')
    const entry = id !== undefined && NUMBER.test(id) ? await quarantine.get(readerOf(request), Number(id)) : undefined
    if (entry === undefined)
      throw new AppError('quarantine.unknown')
    return entry
  }

  app.get('/api/v1/quarantine', { schema: quarantineSchemas.list, ...documentedOnly }, async (request) => {
    const limit = numberIn(request, 'limit') ?? DEFAULT_LIMIT
    if (limit > MAX_LIMIT)
      throw new AppError('request.invalid')
    return quarantine.page(readerOf(request), limit, numberIn(request, 'before'))
  })

  app.get('/api/v1/quarantine/:id', { schema: quarantineSchemas.get, ...documentedOnly }, entryOf)

  app.delete('/api/v1/quarantine/:id', { schema: quarantineSchemas.remove, ...documentedOnly }, async (request, reply) => {
    await quarantine.remove((await entryOf(request)).id)
    return reply.code(204).send()
  })

  app.post('/api/v1/quarantine/:id/resubmit', { schema: quarantineSchemas.resubmit, ...documentedOnly }, async (request, reply) => {
    const entry = await entryOf(request)
    const answer = await admit({
      events: [correctedEvent(request) ?? entry.event],
      key: keyOf(request),
      isSuspect: true,
      onUncounted: error => request.log.warn({ err: error }, 'denied events could not be counted'),
    })
    // Should the row outlive this, sending it again is a duplicate and removes it.
    if (answer.rejected.length === 0)
      await quarantine.remove(entry.id)
    return sendSingle(reply, answer)
  })
}

/** The event of the body; `undefined` where there is no body. */
function correctedEvent(request: FastifyRequest): unknown {
  if (request.body === undefined || (Buffer.isBuffer(request.body) && request.body.length === 0))
    return undefined
  return parsedBody(request).value
}

function numberIn(request: FastifyRequest, name: string): number | undefined {
  const text = memberOf(request.query, name)
  if (text !== undefined && !NUMBER.test(text))
    throw new AppError('request.invalid')
  return text === undefined ? undefined : Number(text)
}

/** A path or query parameter as text; one that is given twice is none of ours. */
function memberOf(parameters: unknown, name: string): string | undefined {
  const value: unknown = typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, name) : undefined
  if (value !== undefined && typeof value !== 'string')
    throw new AppError('request.invalid')
  return value
}
