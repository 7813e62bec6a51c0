/** The four responsibilities (四责协同): each holder has a list of tasks. A holder is a post, never a person. */
import { Closed, Instant, ObjectId, OneOf, Text } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 党支部, 所部负责人, 支部书记, 支部纪检委员. */
export const DUTY_HOLDERS = ['party_branch', 'station_head', 'branch_secretary', 'discipline_member'] as const
export type DutyHolder = (typeof DUTY_HOLDERS)[number]

export const dutyTaskAssigned = defineEvent({
  type: 'qinglian.duty.task-assigned',
  title: '四责任务下达；再次陈述可改期',
  factKey: ['task'],
  data: Closed({
    holder: OneOf(DUTY_HOLDERS, { description: '党支部、所部负责人、支部书记、支部纪检委员' }),
    task: ObjectId,
    name: Text(120),
    dueAt: Instant,
  }),
  example: { holder: 'discipline_member', task: 'D-2026-11-4', name: '开展本月廉洁风险抽查', dueAt: '2026-11-30T18:00:00+08:00' },
})

export const dutyTaskDone = defineEvent({
  type: 'qinglian.duty.task-done',
  title: '四责任务完成',
  factKey: ['task'],
  data: Closed({ task: ObjectId, at: Instant }),
  example: { task: 'D-2026-11-4', at: '2026-11-24T17:00:00+08:00' },
})
