/**
 * Talks (谈心谈话): that they took place, between whom, in which tier and about which of the five focuses. **The
 * content is never taken in**: no member could hold a sentence, and closed data refuses one that is added
 * (domain.md §2, §6.1).
 */
import { Closed, Instant, ObjectId, OneOf, Optional, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** Who talks with whom (分层级): 班子正职与副职, 班子与所部负责人, 所部负责人与职工, 支部书记与党员. */
export const TALK_TIERS = ['leader_to_deputy', 'leader_to_head', 'head_to_staff', 'secretary_to_member'] as const
export type TalkTier = (typeof TALK_TIERS)[number]
/** 日常, 提醒, 批评教育, 诫勉. */
export const TALK_KINDS = ['routine', 'reminder', 'criticism', 'admonition'] as const
export type TalkKind = (typeof TALK_KINDS)[number]
/** The five focuses of the report: 帮助工作, 关心生活, 指出问题, 提示风险, 提出要求. */
export const TALK_FOCUSES = ['help_work', 'care_life', 'point_out_problem', 'warn_risk', 'set_requirement'] as const
export type TalkFocus = (typeof TALK_FOCUSES)[number]

const talk = {
  talk: ObjectId,
  tier: OneOf(TALK_TIERS, { description: '正职与副职、班子与所部负责人、所部负责人与职工、支部书记与党员' }),
}
const pair = { talker: ObjectId, talkee: ObjectId }

export const talkPlanned = defineEvent({
  type: 'qinglian.talk.planned',
  title: '谈心谈话计划：谈话人与谈话对象按工号；再次陈述可改期',
  factKey: ['talk'],
  data: Closed({ ...talk, ...pair, dueAt: Instant }),
  example: { talk: 'TK-2026-41', tier: 'head_to_staff', talker: 'S-001', talkee: 'S-007', dueAt: '2026-11-30T18:00:00+08:00' },
})

export const talkHeld = defineEvent({
  type: 'qinglian.talk.held',
  title: '谈心谈话开展：只记层级、类型、侧重与时刻，不收谈话内容；没有计划的谈话也可直接陈述',
  factKey: ['talk'],
  data: Closed({
    ...talk,
    kind: OneOf(TALK_KINDS, { description: '日常、提醒、批评教育、诫勉' }),
    ...pair,
    focus: Type.Array(OneOf(TALK_FOCUSES), { maxItems: TALK_FOCUSES.length, uniqueItems: true, description: '帮助工作、关心生活、指出问题、提示风险、提出要求' }),
    heldAt: Instant,
    followUpDueAt: Optional(Instant),
  }),
  example: {
    talk: 'TK-2026-41',
    tier: 'head_to_staff',
    kind: 'reminder',
    talker: 'S-001',
    talkee: 'S-007',
    focus: ['help_work', 'warn_risk'],
    heldAt: '2026-11-20T16:00:00+08:00',
    followUpDueAt: '2026-12-20T18:00:00+08:00',
  },
})

export const talkFollowedUp = defineEvent({
  type: 'qinglian.talk.followed-up',
  title: '谈话跟踪回访完成，不收内容',
  factKey: ['talk'],
  data: Closed({ talk: ObjectId, at: Instant }),
  example: { talk: 'TK-2026-41', at: '2026-12-10T10:00:00+08:00' },
})
