/** Supervision tasks, the findings they raise, and the rectification of findings (contract.md §2). */
import { Closed, Code, Instant, ObjectId, OneOf, Optional, Text, UnitCode } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

export const TASK_KINDS = ['routine', 'special', 'cross', 'double_random', 'unannounced'] as const
export type TaskKind = (typeof TASK_KINDS)[number]
export const FINDING_SEVERITIES = ['low', 'medium', 'high'] as const
/** Order matters: of two steps at the same instant the later stage stands (contract.md §2). */
export const RECTIFICATION_STAGES = ['submitted', 'returned', 'verified', 'written_off'] as const
export type RectificationStage = (typeof RECTIFICATION_STAGES)[number]

export const taskPlanned = defineEvent({
  type: 'qinglian.supervision.task-planned',
  title: '监督检查任务下达；再次陈述可改期，按期与否以最先陈述的 dueAt 为准',
  factKey: ['task'],
  data: Closed({ task: ObjectId, topic: Text(120), kind: OneOf(TASK_KINDS), dueAt: Instant, inspectingUnit: Optional(UnitCode) }),
  example: { task: 'T-1001', topic: '零售市场检查', kind: 'double_random', dueAt: '2026-11-30T18:00:00+08:00' },
})

export const taskCompleted = defineEvent({
  type: 'qinglian.supervision.task-completed',
  title: '监督检查任务完成',
  factKey: ['task'],
  data: Closed({ task: ObjectId, at: Instant }),
  example: { task: 'T-1001', at: '2026-11-20T16:00:00+08:00' },
})

export const taskCancelled = defineEvent({
  type: 'qinglian.supervision.task-cancelled',
  title: '监督检查任务取消；与完成并存时以 at 较晚者为准，同时则为完成',
  factKey: ['task'],
  data: Closed({ task: ObjectId, at: Instant, reason: Text(200) }),
  example: { task: 'T-1001', at: '2026-11-18T10:00:00+08:00', reason: '并入专项检查' },
})

export const findingRaised = defineEvent({
  type: 'qinglian.supervision.finding-raised',
  title: '检查发现问题，附整改期限',
  factKey: ['finding'],
  data: Closed({ finding: ObjectId, task: Optional(ObjectId), category: Code, severity: OneOf(FINDING_SEVERITIES), raisedAt: Instant, dueAt: Instant }),
  example: { finding: 'F-201', task: 'T-1001', category: 'ledger', severity: 'low', raisedAt: '2026-11-20T16:00:00+08:00', dueAt: '2026-12-05T18:00:00+08:00' },
})

const step = { finding: ObjectId, at: Instant }

export const rectificationSubmitted = defineEvent({
  type: 'qinglian.rectification.submitted',
  title: '整改反馈',
  factKey: ['finding', 'at'],
  merge: 'set',
  data: Closed(step),
  example: { finding: 'F-201', at: '2026-11-25T10:00:00+08:00' },
})

export const rectificationReturned = defineEvent({
  type: 'qinglian.rectification.returned',
  title: '整改退回',
  factKey: ['finding', 'at'],
  merge: 'set',
  data: Closed({ ...step, reason: Text(200) }),
  example: { finding: 'F-201', at: '2026-11-26T10:00:00+08:00', reason: '佐证不足' },
})

export const rectificationVerified = defineEvent({
  type: 'qinglian.rectification.verified',
  title: '整改核验通过',
  factKey: ['finding', 'at'],
  merge: 'set',
  data: Closed(step),
  example: { finding: 'F-201', at: '2026-11-28T10:00:00+08:00' },
})

export const rectificationWrittenOff = defineEvent({
  type: 'qinglian.rectification.written-off',
  title: '销号；只在核验之后生效',
  factKey: ['finding', 'at'],
  merge: 'set',
  data: Closed(step),
  example: { finding: 'F-201', at: '2026-12-10T10:00:00+08:00' },
})
