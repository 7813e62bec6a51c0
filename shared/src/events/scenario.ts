/** Digital scenarios (数字应用场景): how far each has come, and how often it is used. Who uses it is not taken in. */
import { Closed, Instant, ObjectId, OneOf, Text, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 征集, 遴选, 建设, 落地, 退出. */
export const SCENARIO_STAGES = ['proposed', 'selected', 'building', 'live', 'retired'] as const
export type ScenarioStage = (typeof SCENARIO_STAGES)[number]

export const scenarioStageChanged = defineEvent({
  type: 'qinglian.scenario.stage-changed',
  title: '数字场景进入新阶段；以最后一次陈述的阶段为准',
  factKey: ['scenario'],
  data: Closed({ scenario: ObjectId, name: Text(80), stage: OneOf(SCENARIO_STAGES, { description: '征集、遴选、建设、落地、退出' }), at: Instant }),
  example: { scenario: 'DS-1', name: '标准运行数字化综合大屏', stage: 'live', at: '2024-06-01T00:00:00+08:00' },
})

export const scenarioUsed = defineEvent({
  type: 'qinglian.scenario.used',
  title: '数字场景使用次数：自上次上报以来的次数；同一场景每个时刻计一次',
  factKey: ['scenario', 'at'],
  merge: 'set',
  data: Closed({ scenario: ObjectId, at: Instant, count: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }),
  example: { scenario: 'DS-1', at: '2026-11-20T18:00:00+08:00', count: 14 },
})
