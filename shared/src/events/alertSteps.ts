/**
 * The steps that people take on an alert, as facts (domain.md §5.1): who confirms and assigns it, signs for it, verifies, rectifies,
 * reports, reviews, closes and confirms the effect. They come by the ordinary door; which of them counts in the state that an alert
 * has reached is decided where they are folded (`server/src/model/alerts/disposal.ts`), so that they may arrive in any order.
 *
 * Nothing of what was found or said is taken in. A person is a staff number, and only where the four-eyes rule has to tell the
 * assigner, the handler and the reviewer apart. A reason is asked for only where the workflow asks for one; it stays in the log,
 * for the restricted audience, and stands in no table and no topic.
 */
import type { TProperties } from '../primitives.ts'
import { Closed, Code, Day, Instant, ObjectId, OneOf, Optional, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** Why an alert is taken up again (复发、回头看不合格、二次不满意). */
export const REOPEN_CAUSES = ['recurrence', 'lookback', 'dissatisfied'] as const
/** By what the effect is known: a recheck, or thirty days without recurrence. */
export const EFFECT_PROOFS = ['recheck', 'observation'] as const
export type EffectProof = (typeof EFFECT_PROOFS)[number]

/** Long enough that something is said. */
const Reason = Type.String({ minLength: 10, maxLength: 200, description: '理由，10 到 200 字；只供受限查阅，从不上屏' })
/** Told where four eyes are needed; where it is left out the sender vouches for them. */
const By = Optional(ObjectId)

function step<T extends TProperties>(word: string, { title, members, example }: { title: string, members: T, example: Record<string, unknown> }) {
  return defineEvent({
    type: `qinglian.alert.${word}`,
    title,
    factKey: ['alert', 'at'],
    merge: 'set',
    data: Closed({ alert: ObjectId, at: Instant, ...members }),
    example: { alert: 'R02-3f2a', ...example },
  })
}

export const alertAssigned = step('assigned', {
  title: '研判属实并交办',
  members: { by: By },
  example: { at: '2026-12-02T09:00:00+08:00', by: 'WC-001' },
})

export const alertReturnedToAssigner = step('returned-to-assigner', {
  title: '退回分办',
  members: { reason: Reason },
  example: { at: '2026-12-02T09:30:00+08:00', reason: '该事项属另一部所队管辖范围' },
})

export const alertSigned = step('signed', {
  title: '签收',
  members: { by: By },
  example: { at: '2026-12-02T10:00:00+08:00', by: 'WC-014' },
})

export const alertVerificationBegun = step('verification-begun', {
  title: '开始核查',
  members: {},
  example: { at: '2026-12-02T14:00:00+08:00' },
})

export const alertNotSubstantiated = step('not-substantiated', {
  title: '核查不属实，报审核',
  members: {},
  example: { at: '2026-12-03T10:00:00+08:00' },
})

export const alertRectificationBegun = step('rectification-begun', {
  title: '核查属实，开始处置整改',
  members: {},
  example: { at: '2026-12-03T10:00:00+08:00' },
})

export const alertExtended = step('extended', {
  title: '延期申请获批准；至多两次，每次不超过原时限',
  members: { workingDays: Type.Integer({ minimum: 1, maximum: 250 }), reason: Reason },
  example: { at: '2026-12-07T10:00:00+08:00', workingDays: 3, reason: '检查对象停业，需改期上门核实' },
})

export const alertReported = step('reported', {
  title: '反馈处置结果',
  members: {},
  example: { at: '2026-12-08T10:00:00+08:00' },
})

export const alertReviewPassed = step('review-passed', {
  title: '审核通过；红色须两人各审一次',
  members: { by: By },
  example: { at: '2026-12-08T15:00:00+08:00', by: 'WC-002' },
})

export const alertReviewReturned = step('review-returned', {
  title: '审核退回，继续整改',
  members: { by: By, reason: Reason },
  example: { at: '2026-12-08T15:00:00+08:00', by: 'WC-002', reason: '佐证材料不全，请补充后再反馈' },
})

export const alertClosed = step('closed', {
  title: '办结',
  members: {},
  example: { at: '2026-12-08T16:00:00+08:00' },
})

export const alertEffectConfirmed = step('effect-confirmed', {
  title: '效果确认，销号',
  members: { proof: OneOf(EFFECT_PROOFS) },
  example: { at: '2026-12-20T10:00:00+08:00', proof: 'recheck' },
})

export const alertReopened = step('reopened', {
  title: '办结或销号后重新启动',
  members: { cause: OneOf(REOPEN_CAUSES), reason: Reason },
  example: { at: '2026-12-28T10:00:00+08:00', cause: 'lookback', reason: '回头看发现同类问题仍然存在' },
})

export const alertCancelled = step('cancelled', {
  title: '误报，撤销',
  members: { reason: Reason },
  example: { at: '2026-12-02T09:00:00+08:00', reason: '上游系统补报，任务实已按期完成' },
})

export const alertMerged = step('merged', {
  title: '并入另一条预警',
  members: { into: ObjectId },
  example: { at: '2026-12-02T09:00:00+08:00', into: 'R02-77bc' },
})

export const alertTransferred = step('transferred', {
  title: '移送，只留文号',
  members: { reference: Code },
  example: { at: '2026-12-04T09:00:00+08:00', reference: 'YS-2026-017' },
})

export const alertSuspended = step('suspended', {
  title: '中止，写明复查日期',
  members: { reviewOn: Day, reason: Reason },
  example: { at: '2026-12-04T09:00:00+08:00', reviewOn: '2026-12-18', reason: '等待审计结论后再行处置' },
})

export const alertResumed = step('resumed', {
  title: '恢复办理',
  members: {},
  example: { at: '2026-12-18T09:00:00+08:00' },
})

/** All of them; at one instant they count in this order. */
export const ALERT_STEPS = [
  alertAssigned,
  alertReturnedToAssigner,
  alertSigned,
  alertVerificationBegun,
  alertNotSubstantiated,
  alertRectificationBegun,
  alertExtended,
  alertReported,
  alertReviewReturned,
  alertReviewPassed,
  alertClosed,
  alertEffectConfirmed,
  alertReopened,
  alertSuspended,
  alertResumed,
  alertCancelled,
  alertMerged,
  alertTransferred,
] as const
