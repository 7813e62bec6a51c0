/**
 * 揭榜领题: a department posts a need, a station's team claims it, delivers, and the department accepts. A posting
 * counts in the unit that posted it until it is claimed, then in the claiming unit; all its events carry the
 * posting unit as `subject`. A team is known by its name, not by its people.
 */
import { Closed, Instant, ObjectId, Text, UnitCode } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

const step = { posting: ObjectId, at: Instant }

export const challengePosted = defineEvent({
  type: 'qinglian.challenge.posted',
  title: '出题：题目、出题部门与期限；揭榜之前计在出题单位',
  factKey: ['posting'],
  data: Closed({ posting: ObjectId, title: Text(120), department: Text(60, '出题部门'), dueAt: Instant }),
  example: { posting: 'CH-2026-2', title: '零售户诚信档案一屏通览', department: '专卖监督管理科', dueAt: '2026-12-31T18:00:00+08:00' },
})

export const challengeClaimed = defineEvent({
  type: 'qinglian.challenge.claimed',
  title: '揭榜：揭榜单位与团队名称；此后计在揭榜单位，subject 仍为出题单位',
  factKey: ['posting'],
  data: Closed({ ...step, unit: UnitCode, team: Text(60, '团队名称，不写人名') }),
  example: { posting: 'CH-2026-2', unit: 'shouyi', team: '首义数字小队', at: '2026-03-10T09:00:00+08:00' },
})

export const challengeDelivered = defineEvent({
  type: 'qinglian.challenge.delivered',
  title: '揭榜成果提交',
  factKey: ['posting'],
  data: Closed(step),
  example: { posting: 'CH-2026-2', at: '2026-11-02T09:00:00+08:00' },
})

export const challengeAccepted = defineEvent({
  type: 'qinglian.challenge.accepted',
  title: '揭榜成果通过验收',
  factKey: ['posting'],
  data: Closed(step),
  example: { posting: 'CH-2026-2', at: '2026-11-16T15:00:00+08:00' },
})
