/**
 * Ratings of the staff's small powers (微权力评议监督) and the yearly democratic review.
 *
 * A rating is a score, scores by dimension, and tags out of the bureau's own list; what a customer wrote is not
 * taken in, and neither is who was rated (a role at most) or who rated (a hash at most, so that distinct
 * retailers can be counted). An integrity tag leads to the discipline office by the rating's id, not by its words
 * (domain.md §6.1).
 */
import { Closed, Code, Instant, ObjectId, OneOf, Optional, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'
import { RetailerHash } from './org.ts'

export const EVALUATION_CHANNELS = ['onecard', 'kiosk', 'window', 'phone'] as const
export type EvaluationChannel = (typeof EVALUATION_CHANNELS)[number]
/** 服务评议 by customers, 民主评议 once a year. */
export const EVALUATION_KINDS = ['service', 'democratic'] as const
export type EvaluationKind = (typeof EVALUATION_KINDS)[number]

/** 好差评: 5 非常满意 to 1 非常不满意. */
export const Score = Type.Integer({ minimum: 1, maximum: 5, description: '5 非常满意，1 非常不满意' })

/** Dimensions or tags of one rating. */
const MOST_WORDS = 20

export const evaluationSubmitted = defineEvent({
  type: 'qinglian.evaluation.submitted',
  title: '评议：总分、分项得分与标签，都只用代码；不收文字、被评人与评议人身份，复评以 previousEvaluation 指明前一次',
  factKey: ['evaluation'],
  data: Closed({
    evaluation: ObjectId,
    channel: OneOf(EVALUATION_CHANNELS, { description: '一卡通、自助终端、窗口、电话' }),
    kind: OneOf(EVALUATION_KINDS, { description: '服务评议、民主评议' }),
    score: Score,
    dimensions: Type.Record(Code, Score, { additionalProperties: false, maxProperties: MOST_WORDS, description: '分项代码到得分；没有分项时为 {}' }),
    tags: Type.Array(Code, { maxItems: MOST_WORDS, uniqueItems: true, description: '标签代码，取自本单位配置的清单；没有时为 []' }),
    role: Optional(Type.String({ ...Code, description: '被评岗位的代码，如 client_manager' })),
    retailer: Optional(RetailerHash),
    previousEvaluation: Optional(ObjectId),
    at: Instant,
  }),
  example: {
    evaluation: 'EV-20261120-17',
    channel: 'onecard',
    kind: 'service',
    score: 4,
    dimensions: { attitude: 5, efficiency: 4 },
    tags: ['patient'],
    role: 'client_manager',
    retailer: '9f86d081884c7d659a2feaa0c55ad015',
    at: '2026-11-20T11:05:00+08:00',
  },
})

export const evaluationHandled = defineEvent({
  type: 'qinglian.evaluation.handled',
  title: '差评已处理：处理方式只用代码',
  factKey: ['evaluation'],
  data: Closed({ evaluation: ObjectId, at: Instant, action: Type.String({ ...Code, description: '处理方式的代码，如 called_back' }) }),
  example: { evaluation: 'EV-20261118-4', at: '2026-11-20T15:00:00+08:00', action: 'called_back' },
})
