/**
 * The four lists (四张清单) and the powers that are exercised by them or beside them.
 *
 * An item is what the list says, not what anybody did: powers name the person by number and say only whether the
 * exercise stood on the list. An item about one person (`staffNo`, only in 个人廉洁评议清单) bears no basis, risk
 * or measure, so that nothing written about a person can be kept; the door holds that rule (`memberRules.ts`).
 * `owner` is the code of a post and not a text, so that no name stands there.
 */
import { Closed, Code, Instant, ObjectId, OneOf, Optional, Text, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 小微权力清单, 履职尽责负面清单, 个人廉洁评议清单, 廉洁风险防控清单. */
export const LIST_KINDS = ['micro_power', 'duty_negative', 'personal_review', 'risk_control'] as const
export type ListKind = (typeof LIST_KINDS)[number]
export const RISK_GRADES = ['high', 'medium', 'low'] as const
export type RiskGrade = (typeof RISK_GRADES)[number]

const listItem = {
  list: OneOf(LIST_KINDS, { description: '小微权力、履职尽责负面、个人廉洁评议、廉洁风险防控清单' }),
  item: ObjectId,
}

export const listItemPublished = defineEvent({
  type: 'qinglian.list.item-published',
  title: '清单条目发布；新版本以同一 item 再发布一次，staffNo 只用于个人廉洁评议清单，且不与依据、风险点、措施同写',
  factKey: ['list', 'item'],
  data: Closed({
    ...listItem,
    name: Text(120, '条目名称，不写人名'),
    staffNo: Optional(ObjectId),
    basis: Optional(Text(200, '权力来源或依据')),
    riskPoint: Optional(Text(200, '风险点')),
    riskGrade: Optional(OneOf(RISK_GRADES, { description: '高、中、低' })),
    measure: Optional(Text(200, '防控措施')),
    owner: Optional(Type.String({ ...Code, description: '责任岗位的代码' })),
    version: Code,
    at: Instant,
  }),
  example: {
    list: 'risk_control',
    item: 'RC-07',
    name: '零售许可现场核查',
    basis: '烟草专卖许可证管理办法',
    riskPoint: '核查结论与实际不符',
    riskGrade: 'high',
    measure: '两人核查，影像留存，按月抽查',
    owner: 'station_head',
    version: '2026.1',
    at: '2026-01-15T09:00:00+08:00',
  },
})

export const listItemReviewed = defineEvent({
  type: 'qinglian.list.item-reviewed',
  title: '清单条目复核；以最后一次陈述的时刻为准',
  factKey: ['list', 'item'],
  data: Closed({ ...listItem, at: Instant }),
  example: { list: 'risk_control', item: 'RC-07', at: '2026-07-10T09:00:00+08:00' },
})

export const listItemRetired = defineEvent({
  type: 'qinglian.list.item-retired',
  title: '清单条目停用',
  factKey: ['list', 'item'],
  data: Closed({ ...listItem, at: Instant }),
  example: { list: 'risk_control', item: 'RC-07', at: '2026-12-31T18:00:00+08:00' },
})

export const powerExercised = defineEvent({
  type: 'qinglian.list.power-exercised',
  title: '权力行使：insideList 说明是否在小微权力清单之内，item 为所依条目',
  factKey: ['exercise'],
  data: Closed({ exercise: ObjectId, item: Optional(ObjectId), staffNo: ObjectId, insideList: Type.Boolean(), at: Instant }),
  example: { exercise: 'X-20261120-3', item: 'MP-02', staffNo: 'S-001', insideList: true, at: '2026-11-20T10:20:00+08:00' },
})

export const powerConfirmed = defineEvent({
  type: 'qinglian.list.power-confirmed',
  title: '权力行使经核实：outside 为真即确属清单之外',
  factKey: ['exercise'],
  data: Closed({ exercise: ObjectId, outside: Type.Boolean(), at: Instant }),
  example: { exercise: 'X-20261120-9', outside: false, at: '2026-11-23T16:00:00+08:00' },
})
