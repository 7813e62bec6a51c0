/**
 * Family visits for integrity (廉政家访): whose family was visited, when, and whether something remains to be done.
 * Health, family and whereabouts are sensitive (个人信息保护法 28–29), so **the content is never taken in**; no
 * member could hold it.
 */
import { Closed, Instant, ObjectId, OneOf, Optional } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** 无异常, 需关注, 需回访. */
export const VISIT_RESULTS = ['none', 'attention', 'follow_up'] as const
export type VisitResult = (typeof VISIT_RESULTS)[number]

export const visitMade = defineEvent({
  type: 'qinglian.visit.made',
  title: '廉政家访：staffNo 为受访职工，只记时刻与结果等次，不收家访内容',
  factKey: ['visit'],
  data: Closed({
    visit: ObjectId,
    staffNo: ObjectId,
    visitedAt: Instant,
    result: OneOf(VISIT_RESULTS, { description: '无异常、需关注、需回访' }),
    revisitDueAt: Optional(Instant),
  }),
  example: { visit: 'HV-2026-12', staffNo: 'S-007', visitedAt: '2026-10-17T10:00:00+08:00', result: 'follow_up', revisitDueAt: '2026-11-17T18:00:00+08:00' },
})

export const visitFollowedUp = defineEvent({
  type: 'qinglian.visit.followed-up',
  title: '家访回访完成，不收内容',
  factKey: ['visit'],
  data: Closed({ visit: ObjectId, at: Instant }),
  example: { visit: 'HV-2026-12', at: '2026-11-12T10:00:00+08:00' },
})
