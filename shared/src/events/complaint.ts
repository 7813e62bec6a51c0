/**
 * Complaints: channel, category, whether a member of staff is concerned, and times. **Neither text nor identity**,
 * of whoever complains or is complained about: the rules on reports and accusations limit who may know them, so
 * this product is no place for either (domain.md §6.1). Case files stay in the hotline's system.
 */
import { Closed, Instant, ObjectId, OneOf, Optional, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** Two hotlines, one-card, in person, by letter, on the web. */
export const COMPLAINT_CHANNELS = ['12313', '12345', 'onecard', 'visit', 'letter', 'web'] as const
export type ComplaintChannel = (typeof COMPLAINT_CHANNELS)[number]
/** 作风, 服务, 许可, 货源, 其他. */
export const COMPLAINT_CATEGORIES = ['conduct', 'service', 'licence', 'supply', 'other'] as const
export type ComplaintCategory = (typeof COMPLAINT_CATEGORIES)[number]

const step = { complaint: ObjectId, at: Instant }

export const complaintReceived = defineEvent({
  type: 'qinglian.complaint.received',
  title: '收到投诉：只有渠道、类别、是否涉及人员与期限，不收内容和任何人的身份',
  factKey: ['complaint'],
  data: Closed({
    complaint: ObjectId,
    channel: OneOf(COMPLAINT_CHANNELS, { description: '12313、12345、一卡通、来访、来信、网络' }),
    category: OneOf(COMPLAINT_CATEGORIES, { description: '作风、服务、许可、货源、其他' }),
    involvesStaff: Type.Boolean({ description: '是否涉及工作人员，不写是谁' }),
    at: Instant,
    dueAt: Instant,
  }),
  example: { complaint: 'CP-2026-88', channel: '12313', category: 'service', involvesStaff: false, at: '2026-11-16T09:12:00+08:00', dueAt: '2026-11-27T18:00:00+08:00' },
})

export const complaintAccepted = defineEvent({
  type: 'qinglian.complaint.accepted',
  title: '投诉受理',
  factKey: ['complaint'],
  data: Closed(step),
  example: { complaint: 'CP-2026-88', at: '2026-11-16T14:00:00+08:00' },
})

export const complaintClosed = defineEvent({
  type: 'qinglian.complaint.closed',
  title: '投诉办结：是否属实，回访是否满意；没有回访就不写 satisfied',
  factKey: ['complaint'],
  data: Closed({
    ...step,
    substantiated: Optional(Type.Boolean({ description: '是否属实' })),
    satisfied: Optional(Type.Boolean({ description: '回访是否满意；没有回访就不写' })),
  }),
  example: { complaint: 'CP-2026-88', at: '2026-11-20T16:30:00+08:00', substantiated: false, satisfied: true },
})

export const complaintReopened = defineEvent({
  type: 'qinglian.complaint.reopened',
  title: '投诉重新办理；与办结并存时以 at 较晚者为准',
  factKey: ['complaint'],
  data: Closed(step),
  example: { complaint: 'CP-2026-88', at: '2026-11-23T09:00:00+08:00' },
})
