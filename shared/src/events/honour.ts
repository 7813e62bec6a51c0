/** Thanks of retailers and honours of units. Who thanks and what for is not taken in; an honour is a unit's, not a person's. */
import { Closed, Instant, ObjectId, OneOf, Text, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 感谢信, 感谢电话, 锦旗. */
export const APPRECIATION_KINDS = ['letter', 'call', 'banner'] as const
export type AppreciationKind = (typeof APPRECIATION_KINDS)[number]
export const HONOUR_LEVELS = ['national', 'province', 'city', 'district'] as const
export type HonourLevel = (typeof HONOUR_LEVELS)[number]

export const appreciationReceived = defineEvent({
  type: 'qinglian.appreciation.received',
  title: '收到感谢：只有形式与时刻',
  factKey: ['appreciation'],
  data: Closed({ appreciation: ObjectId, kind: OneOf(APPRECIATION_KINDS, { description: '感谢信、感谢电话、锦旗' }), at: Instant }),
  example: { appreciation: 'AP-2026-5', kind: 'letter', at: '2026-11-05T10:00:00+08:00' },
})

export const honourAwarded = defineEvent({
  type: 'qinglian.honour.awarded',
  title: '集体荣誉：级别、授予单位、名称与年度；名称经控制台核准后才公开',
  factKey: ['honour'],
  data: Closed({
    honour: ObjectId,
    level: OneOf(HONOUR_LEVELS, { description: '全国、省、市、区' }),
    issuer: Text(60, '授予单位'),
    name: Text(120),
    year: Type.Integer({ minimum: 1950, maximum: 2200 }),
  }),
  example: { honour: 'H-2023-1', level: 'national', issuer: '中国质量协会', name: '全国质量信得过班组', year: 2023 },
})
