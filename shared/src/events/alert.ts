/**
 * What the alert engine did, recorded as facts of its own so that a rebuild replays and never re-raises
 * (domain.md §4–5). The steps that people take stand in `alertSteps.ts`.
 */
import { Closed, Code, Instant, ObjectId, OneOf, Text } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** In order: each is worse than the one before. */
export const SEVERITIES = ['blue', 'yellow', 'orange', 'red'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Whether what raised the alert still holds. */
export const CONDITIONS = ['standing', 'gone'] as const
export type Condition = (typeof CONDITIONS)[number]

/** The states of the disposal workflow (domain.md §5.1). */
export const ALERT_STATES = [
  'triage',
  'assigned',
  'signed',
  'verifying',
  'rectifying',
  'reported',
  'review',
  'closed',
  'written_off',
  'not_substantiated',
  'suspended',
  'transferred',
  'merged',
  'cancelled',
] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** States in which nobody has to act any more; the others are open (在办). */
export const FINAL_ALERT_STATES: readonly AlertState[] = ['closed', 'written_off', 'transferred', 'merged', 'cancelled']

/** The source under which the engine records what it did. */
export const ENGINE_SOURCE = '/qinglian/engine'

export const alertRaised = defineEvent({
  type: 'qinglian.alert.raised',
  title: '预警触发',
  origin: 'engine',
  factKey: ['alert'],
  data: Closed({ alert: ObjectId, rule: Code, object: Text(200), severity: OneOf(SEVERITIES), at: Instant, dueAt: Instant }),
  example: { alert: 'R02-3f2a', rule: 'R02', object: 'task/T-1001', severity: 'yellow', at: '2026-12-02T00:00:00+08:00', dueAt: '2026-12-09T18:00:00+08:00' },
})

export const alertEscalated = defineEvent({
  type: 'qinglian.alert.escalated',
  title: '预警升级',
  origin: 'engine',
  factKey: ['alert', 'at'],
  merge: 'set',
  data: Closed({ alert: ObjectId, severity: OneOf(SEVERITIES), at: Instant }),
  example: { alert: 'R02-3f2a', severity: 'orange', at: '2026-12-09T00:00:00+08:00' },
})

export const alertConditionChanged = defineEvent({
  type: 'qinglian.alert.condition-changed',
  title: '预警条件消失或再现',
  origin: 'engine',
  factKey: ['alert', 'at'],
  merge: 'set',
  data: Closed({ alert: ObjectId, condition: OneOf(CONDITIONS), at: Instant }),
  example: { alert: 'R02-3f2a', condition: 'gone', at: '2026-12-10T09:00:00+08:00' },
})

export const alertWrittenOff = defineEvent({
  type: 'qinglian.alert.written-off',
  title: '系统自己销号，只销蓝色',
  origin: 'engine',
  factKey: ['alert', 'at'],
  merge: 'set',
  data: Closed({ alert: ObjectId, at: Instant }),
  example: { alert: 'R26-77aa', at: '2026-12-11T09:00:00+08:00' },
})
