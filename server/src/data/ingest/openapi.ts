/** What the reference pages say about the door: schemas and words, no rule. */
import { AlertEntry, Envelope, ErrorBody, IngestAnswer, QuarantineEntry, Type } from '@qinglian/shared'

const sourceKey = [{ sourceKey: [] }]
const CloudEvent = Type.Object({ ...Envelope.properties, datacontenttype: Type.Optional(Type.String()), data: Type.Object({}, { additionalProperties: true }) }, { additionalProperties: true })
const Refused = Type.Object({ ...IngestAnswer.properties, ...ErrorBody.properties })
const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) })

const refusals = { 401: ErrorBody, 429: ErrorBody, 503: ErrorBody }
/** A single event that is refused also bears the answer's members. */
const singleRefusals = { ...refusals, 400: Refused, 403: Refused, 422: Refused }

export const ingestSchema = {
  summary: '提交事件',
  description: 'CloudEvents 1.0，三种 HTTP 模式。事实落盘之后才应答；批量中被拒的事件列在 rejected，其余照收。',
  tags: ['ingest'],
  security: sourceKey,
  body: {
    content: {
      'application/cloudevents+json': { schema: CloudEvent },
      'application/cloudevents-batch+json': { schema: Type.Array(CloudEvent) },
      'application/json': { schema: Type.Object({}, { additionalProperties: true, description: '二进制模式：事件属性在 ce-* 头中，此处为 data' }) },
    },
  },
  response: { 200: IngestAnswer, ...singleRefusals, 413: ErrorBody, 415: ErrorBody },
}

const NoticeEntry = Type.Object({ code: Type.String(), unit: Type.String(), object: Type.String(), message: Type.String() })

export const noticesSchema = {
  summary: '已保存但未计入的事实，与按根处理的单位',
  description: 'fact.misplaced：后续事件的 subject 与所属对象不同。unit.detached：上级未登记或成环。最多 500 条，改正后自行消失。',
  tags: ['ingest'],
  security: sourceKey,
  response: { 200: Type.Object({ notices: Type.Array(NoticeEntry) }), ...refusals },
}

export const alertsSchema = {
  summary: '等待下一步的预警',
  description: '在办的预警，与已办结、尚待销号的预警，由新到旧，最多 500 条。供处置系统据此提交 qinglian.alert.* 的各步；密钥须可提交其中至少一种，只列其单位及以下的。',
  tags: ['ingest'],
  security: sourceKey,
  response: { 200: Type.Object({ alerts: Type.Array(AlertEntry) }), ...refusals, 403: ErrorBody },
}

export const quarantineSchemas = {
  list: {
    summary: '列出被拒而留存的事件，由新到旧',
    tags: ['quarantine'],
    security: sourceKey,
    querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })), before: Type.Optional(Type.Integer({ minimum: 1 })) }),
    response: { 200: Type.Object({ entries: Type.Array(QuarantineEntry), before: Type.Optional(Type.Integer()) }), ...refusals },
  },
  get: { summary: '一条隔离记录', tags: ['quarantine'], security: sourceKey, params: Id, response: { 200: QuarantineEntry, ...refusals, 404: ErrorBody } },
  remove: { summary: '放弃一条隔离记录', tags: ['quarantine'], security: sourceKey, params: Id, response: { 204: Type.Null(), ...refusals, 404: ErrorBody } },
  resubmit: {
    summary: '重新提交：原样，或请求体中更正后的事件（结构化形式）；成功后记录删除',
    tags: ['quarantine'],
    security: sourceKey,
    params: Id,
    response: { 200: IngestAnswer, ...singleRefusals, 404: ErrorBody },
  },
}
