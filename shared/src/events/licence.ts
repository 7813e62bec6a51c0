/**
 * Licence cases (零售许可办件), stage by stage: 申请, 受理, 补正, 中止, 恢复, 延期, 核查, 决定, 送达, 撤回.
 *
 * What the case is about (`matter`, `channel`, `licenceExpiresAt`) is said once, with the application; the later
 * stages bear the case and their time, and `decided` its decision. A platform that knows no time of application
 * sends `submitted` with the time of acceptance. Stages of which a case has one are replaced by a later
 * statement; it may be paused, resumed and asked for corrections several times, so those count once for each
 * `at`. Limits are the model's: promised and statutory days are working days, pauses are subtracted, an
 * extension adds ten (行政许可法 42, 45, 50, 82). Applicant, address and licence number have no member.
 */
import { Closed, Day, Instant, ObjectId, OneOf, Optional, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 新办, 延续, 变更, 停业, 恢复营业, 歇业 (37号令 art. 10), 补办. */
export const LICENCE_MATTERS = ['new', 'renew', 'change', 'suspend', 'resume', 'close', 'reissue'] as const
export type LicenceMatter = (typeof LICENCE_MATTERS)[number]
export const LICENCE_CHANNELS = ['window', 'online', 'kiosk'] as const
export type LicenceChannel = (typeof LICENCE_CHANNELS)[number]
export const LICENCE_DECISIONS = ['granted', 'refused'] as const
export type LicenceDecision = (typeof LICENCE_DECISIONS)[number]

/** What a retailer applies for; the terminal's sessions speak of the same matters. */
export const Matter = OneOf(LICENCE_MATTERS, { description: '新办、延续、变更、停业、恢复营业、歇业、补办' })

const stage = { case: ObjectId, at: Instant }

export const licenceSubmitted = defineEvent({
  type: 'qinglian.licence.submitted',
  title: '许可申请：事项与渠道只在这里陈述；不知申请时刻的平台以受理时刻代替，延续事项写明原证有效期',
  factKey: ['case'],
  data: Closed({
    ...stage,
    matter: Matter,
    channel: OneOf(LICENCE_CHANNELS, { description: '窗口、网上、自助终端' }),
    licenceExpiresAt: Optional(Type.String({ ...Day, description: '原许可证有效期的最后一天，延续事项才有' })),
  }),
  example: { case: 'L-2026-310', at: '2026-11-16T09:40:00+08:00', matter: 'renew', channel: 'kiosk', licenceExpiresAt: '2026-12-31' },
})

export const licenceAccepted = defineEvent({
  type: 'qinglian.licence.accepted',
  title: '许可受理：承诺与法定时限由此起算',
  factKey: ['case'],
  data: Closed(stage),
  example: { case: 'L-2026-310', at: '2026-11-16T10:05:00+08:00' },
})

export const licenceCorrectionAsked = defineEvent({
  type: 'qinglian.licence.correction-asked',
  title: '告知补正；每个时刻计一次，应一次告知',
  factKey: ['case', 'at'],
  merge: 'set',
  data: Closed(stage),
  example: { case: 'L-2026-311', at: '2026-11-17T15:00:00+08:00' },
})

export const licencePaused = defineEvent({
  type: 'qinglian.licence.paused',
  title: '许可计时中止（听证、鉴定、专家评审等）；每个时刻计一次',
  factKey: ['case', 'at'],
  merge: 'set',
  data: Closed(stage),
  example: { case: 'L-2026-311', at: '2026-11-18T09:00:00+08:00' },
})

export const licenceResumed = defineEvent({
  type: 'qinglian.licence.resumed',
  title: '许可计时恢复；每个时刻计一次',
  factKey: ['case', 'at'],
  merge: 'set',
  data: Closed(stage),
  example: { case: 'L-2026-311', at: '2026-11-20T09:00:00+08:00' },
})

export const licenceExtended = defineEvent({
  type: 'qinglian.licence.extended',
  title: '许可经批准延期：法定时限加十个工作日，一件至多一次',
  factKey: ['case'],
  data: Closed(stage),
  example: { case: 'L-2026-311', at: '2026-12-04T09:00:00+08:00' },
})

export const licenceChecked = defineEvent({
  type: 'qinglian.licence.checked',
  title: '许可现场核查完成',
  factKey: ['case'],
  data: Closed(stage),
  example: { case: 'L-2026-310', at: '2026-11-17T14:30:00+08:00' },
})

export const licenceDecided = defineEvent({
  type: 'qinglian.licence.decided',
  title: '许可决定：准予或不予',
  factKey: ['case'],
  data: Closed({ ...stage, decision: OneOf(LICENCE_DECISIONS, { description: '准予、不予' }) }),
  example: { case: 'L-2026-310', at: '2026-11-18T11:00:00+08:00', decision: 'granted' },
})

export const licenceDelivered = defineEvent({
  type: 'qinglian.licence.delivered',
  title: '许可决定送达',
  factKey: ['case'],
  data: Closed(stage),
  example: { case: 'L-2026-310', at: '2026-11-20T10:00:00+08:00' },
})

export const licenceWithdrawn = defineEvent({
  type: 'qinglian.licence.withdrawn',
  title: '申请人撤回申请',
  factKey: ['case'],
  data: Closed(stage),
  example: { case: 'L-2026-312', at: '2026-11-19T16:00:00+08:00' },
})
