/** Culture of integrity: what is held in the gallery, the reading corner, as story sessions and as tours. Nobody is named. */
import { Closed, Instant, ObjectId, OneOf, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 清廉文化长廊, 读书角, 清廉故事会, 清廉主题旅游. */
export const CULTURE_KINDS = ['gallery', 'reading_corner', 'story_session', 'tour'] as const
export type CultureKind = (typeof CULTURE_KINDS)[number]

export const cultureActivityHeld = defineEvent({
  type: 'qinglian.culture.activity-held',
  title: '清廉文化活动：类型、时刻与参加人数',
  factKey: ['activity'],
  data: Closed({
    activity: ObjectId,
    kind: OneOf(CULTURE_KINDS, { description: '文化长廊、读书角、故事会、主题旅游' }),
    heldAt: Instant,
    participants: Type.Integer({ minimum: 0, maximum: 100_000, description: '参加人数' }),
  }),
  example: { activity: 'CA-2026-8', kind: 'story_session', heldAt: '2026-09-25T15:00:00+08:00', participants: 18 },
})
