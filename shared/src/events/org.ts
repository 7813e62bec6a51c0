/**
 * Who there is: units, staff, party organisations, retailers, and the source systems that speak about them.
 *
 * A retailer is known here by a hash alone, and only to count how many there are and how many rate: name, address
 * and licence number stay in the licensing system (domain.md §2.1, 个人信息保护法 6).
 */
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
/** 党总支, 党支部, 党小组. */
export const PARTY_ORG_KINDS = ['general_branch', 'branch', 'group'] as const
export type PartyOrgKind = (typeof PARTY_ORG_KINDS)[number]
export const RETAILER_STATUSES = ['open', 'suspended', 'closed'] as const
export type RetailerStatus = (typeof RETAILER_STATUSES)[number]

/**
 * A retailer: 128 to 256 bits in lowercase hex. A licence number has 12 digits, so it never passes for one. The
 * sender hashes with a key of its own (HMAC): there are so few licence numbers that a bare hash can be guessed.
 */
export const RetailerHash = Type.String({ pattern: '^[0-9a-f]{32,64}$', description: '许可证号的带密钥散列（如 HMAC-SHA-256），小写十六进制；不收许可证号本身' })

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

export const partyDeclared = defineEvent({
  type: 'qinglian.org.party-declared',
  title: '党组织登记：名称、类型、上级党组织与所辖单位；再次登记即整体替换',
  factKey: ['org'],
  data: Closed({
    org: ObjectId,
    name: Text(80),
    kind: OneOf(PARTY_ORG_KINDS, { description: '党总支、党支部、党小组' }),
    parent: Optional(ObjectId),
    units: Type.Array(UnitCode, { minItems: 1, maxItems: 200, uniqueItems: true }),
    since: Optional(Day),
    until: Optional(Day),
  }),
  example: { org: 'P-01', name: '首义联合党支部', kind: 'branch', parent: 'P-00', units: ['shouyi', 'ziyang'], since: '2024-01-01' },
})

export const retailerDeclared = defineEvent({
  type: 'qinglian.org.retailer-declared',
  title: '零售户登记：只有散列与状态，所属单位由 subject 指明',
  factKey: ['retailer'],
  data: Closed({ retailer: RetailerHash, status: OneOf(RETAILER_STATUSES, { description: '营业、停业、歇业' }) }),
  example: { retailer: '9f86d081884c7d659a2feaa0c55ad015', status: 'open' },
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
