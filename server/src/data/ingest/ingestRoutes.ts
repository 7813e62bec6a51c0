/**
 * The door for facts: `POST /api/v1/events`, CloudEvents 1.0 in all three HTTP modes (contract.md §1), and what it
 * kept back, `/api/v1/quarantine` and `/api/v1/notices`; and `/api/v1/alerts`, on which steps may be stated.
 *
 * Checked in this order: 401 key · 415 content type · 413 size · 400 not JSON or not CloudEvents · 403 scope ·
 * 422 content. The key and the content type are checked before a byte of the body is read. A plugin of its own
 * scope: its body parser and its hooks are for these routes only.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SourceKeys } from '../../access/sourceKeys.ts'
import type { QuarantineList } from '../log/quarantineList.ts'
import type { AdmissionOptions, Admit } from './admission.ts'
import type { AlertOptions } from './alertRoutes.ts'
import type { ContentMode } from './contentMode.ts'
import type { NoticeOptions } from './noticeRoutes.ts'
import { MAX_BATCH_EVENTS, MAX_BODY_BYTES } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { createAdmission } from './admission.ts'
import { alertRoutes } from './alertRoutes.ts'
import { parsedBody, sendSingle } from './answers.ts'
import { binaryEvent } from './binaryMode.ts'
import { contentMode } from './contentMode.ts'
import { noticeRoutes } from './noticeRoutes.ts'
import { ingestSchema } from './openapi.ts'
import { quarantineRoutes } from './quarantineRoutes.ts'
import { keyOf, requireKey } from './requireKey.ts'

export interface IngestOptions extends AdmissionOptions, Pick<NoticeOptions, 'notices'>, Pick<AlertOptions, 'alerts'> {
  readonly keys: Pick<SourceKeys, 'authenticate' | 'countDenied'>
  readonly quarantine: QuarantineList
}

/** Register it without `fastify-plugin`: the content type parsers must not leave it. */
export async function ingestRoutes(app: FastifyInstance, options: IngestOptions): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => done(null, body))
  requireKey(app, options.keys)
  const admit = createAdmission(options)

  app.post('/api/v1/events', {
    schema: ingestSchema,
    // The schema is for the reference pages; judging is done here, with pointers.
    validatorCompiler: () => () => true,
    bodyLimit: MAX_BODY_BYTES,
    onRequest: async request => void modeOf(request),
  }, (request, reply) => receive(request, reply, admit))

  quarantineRoutes(app, { ...options, admit })
  noticeRoutes(app, options)
  alertRoutes(app, options)
}

async function receive(request: FastifyRequest, reply: FastifyReply, admit: Admit): Promise<FastifyReply> {
  const mode = modeOf(request)
  const body = parsedBody(request)
  const answer = await admit({
    events: eventsOf(mode, body.value, request),
    key: keyOf(request),
    // Headers are decoded to any character, whatever the body holds.
    isSuspect: body.isSuspect || mode === 'binary',
    onUncounted: error => request.log.warn({ err: error }, 'denied events could not be counted'),
  })
  return mode === 'batched' ? reply.send(answer) : sendSingle(reply, answer)
}

function modeOf(request: FastifyRequest): ContentMode {
  const mode = contentMode(request.headers)
  if (mode === undefined)
    throw new AppError('request.unsupported-media-type')
  return mode
}

function eventsOf(mode: ContentMode, value: unknown, request: FastifyRequest): readonly unknown[] {
  if (mode === 'structured')
    return [value]
  if (mode === 'batched') {
    if (!Array.isArray(value))
      throw new AppError('event.not-cloudevent', { detail: '批量提交应为 JSON 数组' })
    if (value.length > MAX_BATCH_EVENTS)
      throw new AppError('request.too-large')
    return value
  }
  const event = binaryEvent(request.headers, value)
  if (event === undefined)
    throw new AppError('event.not-cloudevent', { detail: 'ce-* 头应为百分号编码的 UTF-8，且不含 ce-data、ce-datacontenttype' })
  return [event]
}
