/** Joint meetings of monopoly and marketing (专卖营销联席会议): planned and held; minutes are not taken in. */
import { Closed, Instant, ObjectId } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

export const jointMeetingPlanned = defineEvent({
  type: 'qinglian.meeting.joint-planned',
  title: '专卖营销联席会议计划；再次陈述可改期',
  factKey: ['meeting'],
  data: Closed({ meeting: ObjectId, dueAt: Instant }),
  example: { meeting: 'JM-2026-Q4', dueAt: '2026-12-20T18:00:00+08:00' },
})

export const jointMeetingHeld = defineEvent({
  type: 'qinglian.meeting.joint-held',
  title: '专卖营销联席会议召开；没有计划的会议也可直接陈述',
  factKey: ['meeting'],
  data: Closed({ meeting: ObjectId, heldAt: Instant }),
  example: { meeting: 'JM-2026-Q4', heldAt: '2026-11-19T09:30:00+08:00' },
})
