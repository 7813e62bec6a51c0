/** Self checks (廉政自律自查) of the two lines: how many issues each found in a period, never which. */
import { Closed, Instant, OneOf, Type } from '../primitives.ts'
import { defineEvent } from './envelope.ts'

/** The two lines, 专卖 and 营销 (domain.md §1.1). */
export const SELFCHECK_LINES = ['monopoly', 'marketing'] as const
export type SelfcheckLine = (typeof SELFCHECK_LINES)[number]

/** A year, a quarter or a month: `2026`, `2026-Q4`, `2026-11`. */
export const Period = Type.String({ pattern: '^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$', description: '年、季或月，如 2026、2026-Q4、2026-11' })

export const selfcheckSubmitted = defineEvent({
  type: 'qinglian.selfcheck.submitted',
  title: '廉政自律自查：每个单位（subject）每条线每期一件，只记发现问题的个数',
  factKey: ['line', 'period'],
  data: Closed({
    line: OneOf(SELFCHECK_LINES, { description: '专卖、营销' }),
    period: Period,
    issues: Type.Integer({ minimum: 0, maximum: 10_000, description: '自查发现的问题数' }),
    at: Instant,
  }),
  example: { line: 'marketing', period: '2026-Q4', issues: 2, at: '2026-11-20T17:00:00+08:00' },
})
