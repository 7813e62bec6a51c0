/** Pledges: campaigns, the signatures under them, and the reviews of how they are kept (contract.md §2, "Pledges"). */
import { Closed, Code, Instant, ObjectId, OneOf, Optional, Text, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'
import { STAFF_LINES } from './org.ts'

export const SIGNING_METHODS = ['paper', 'onsite', 'electronic'] as const

/** Who should sign: exactly one of the four, read over the campaign's unit and everything below it. */
export const Signatories = Closed({
  staffNos: Optional(Type.Array(ObjectId, { minItems: 1, maxItems: 5_000 })),
  lines: Optional(Type.Array(OneOf(STAFF_LINES), { minItems: 1, maxItems: 3 })),
  roles: Optional(Type.Array(Code, { minItems: 1, maxItems: 50 })),
  all: Optional(Type.Literal(true)),
}, { minProperties: 1, maxProperties: 1, description: '应签人员：staffNos、lines、roles、all 四选一' })

export const campaignOpened = defineEvent({
  type: 'qinglian.pledge.campaign-opened',
  title: '承诺活动开始：类型、起止与应签人员',
  factKey: ['campaign'],
  data: Closed({
    campaign: ObjectId,
    pledgeType: Code,
    name: Text(100),
    openAt: Instant,
    dueAt: Instant,
    validUntil: Optional(Instant),
    signatories: Signatories,
  }),
  example: { campaign: 'C-2026-1', pledgeType: 'anti_drug', name: '2026 年禁毒承诺', openAt: '2026-01-05T00:00:00+08:00', dueAt: '2026-01-31T23:59:59+08:00', signatories: { all: true } },
})

export const pledgeSigned = defineEvent({
  type: 'qinglian.pledge.signed',
  title: '承诺签订',
  factKey: ['campaign', 'staffNo'],
  data: Closed({ campaign: ObjectId, staffNo: ObjectId, signedAt: Instant, method: OneOf(SIGNING_METHODS) }),
  example: { campaign: 'C-2026-1', staffNo: 'S-001', signedAt: '2026-01-08T09:30:00+08:00', method: 'onsite' },
})

export const pledgeRevoked = defineEvent({
  type: 'qinglian.pledge.revoked',
  title: '承诺撤销：撤销时刻不早于签订时刻才生效',
  factKey: ['campaign', 'staffNo'],
  data: Closed({ campaign: ObjectId, staffNo: ObjectId, revokedAt: Instant, reason: Text(200) }),
  example: { campaign: 'C-2026-1', staffNo: 'S-001', revokedAt: '2026-02-01T09:00:00+08:00', reason: '重签' },
})

export const pledgeFulfilmentReviewed = defineEvent({
  type: 'qinglian.pledge.fulfilment-reviewed',
  title: '践诺评议：某次承诺活动的一次评议，只记召开时刻',
  factKey: ['campaign', 'review'],
  data: Closed({ campaign: ObjectId, review: ObjectId, heldAt: Instant }),
  example: { campaign: 'C-2026-1', review: 'PR-2026-06', heldAt: '2026-06-30T15:00:00+08:00' },
})
