/** Units, staff and the source systems that speak about them. */
import { Closed, Code, Day, Nullable, ObjectId, OneOf, Optional, Text, Type, UnitCode } from '../primitives.ts'
import { defineEvent, EventId, SourceRef } from './envelope.ts'

export const UNIT_LEVELS = ['province', 'city', 'district', 'station'] as const
export type UnitLevel = (typeof UNIT_LEVELS)[number]
export const UNIT_KINDS = ['office', 'market_dept', 'office_and_dept', 'squad'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]
export const STAFF_LINES = ['monopoly', 'marketing', 'other'] as const
export type StaffLine = (typeof STAFF_LINES)[number]
export const STAFF_STATUSES = ['active', 'leave', 'transferred', 'retired'] as const
export type StaffStatus = (typeof STAFF_STATUSES)[number]

export const unitDeclared = defineEvent({
  type: 'qinglian.org.unit-declared',
  title: '单位登记：名称、层级、类型与上级；换上级时以新的 since 再登记一次',
  factKey: ['code', 'since'],
  data: Closed({
    code: UnitCode,
    name: Text(80),
    shortName: Optional(Text(40)),
    level: OneOf(UNIT_LEVELS),
    kind: Optional(OneOf(UNIT_KINDS)),
    parent: Optional(UnitCode),
    pilot: Optional(Type.Boolean()),
    since: Optional(Day),
    until: Optional(Day),
  }),
  example: { code: 'shouyi', name: '首义管理所(市场部)', shortName: '首义所(部)', level: 'station', kind: 'office_and_dept', parent: 'wuchang', pilot: true },
})

export const staffDeclared = defineEvent({
  type: 'qinglian.org.staff-declared',
  title: '人员登记：所在单位由 subject 指明；调动时以新的 since 再登记一次',
  factKey: ['staffNo', 'since'],
  personal: ['name'],
  data: Closed({
    staffNo: ObjectId,
    name: Text(60),
    line: OneOf(STAFF_LINES),
    roles: Optional(Type.Array(Code, { maxItems: 20 })),
    partyMember: Optional(Type.Boolean()),
    status: OneOf(STAFF_STATUSES),
    since: Optional(Day),
    until: Optional(Day),
  }),
  example: { staffNo: 'S-001', name: '示例', line: 'marketing', roles: ['client_manager'], status: 'active' },
})

export const sourceDeclared = defineEvent({
  type: 'qinglian.source.declared',
  title: '数据源登记：来源前缀与到达节奏，用来判断数据是否迟到',
  factKey: ['system'],
  data: Closed({
    system: Code,
    name: Text(60),
    sourcePrefix: SourceRef,
    everySec: Nullable(Type.Integer({ minimum: 1, maximum: 366 * 86_400 })),
    owner: Optional(Text(60)),
  }),
  example: { system: 'party', name: '党建系统', sourcePrefix: '/upstream/party', everySec: 3600, owner: '机关党委' },
})

export const factRetracted = defineEvent({
  type: 'qinglian.fact.retracted',
  title: '撤回：所指事件视为从未发出，先后到达皆可',
  factKey: ['source', 'id'],
  merge: 'set',
  data: Closed({ source: SourceRef, id: EventId, reason: Text(200) }),
  example: { source: '/upstream/party', id: 'sign-42', reason: '录入错误' },
})
