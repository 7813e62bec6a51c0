/** `disposal.yaml`: by when steps on an alert are to be taken, and what an alert deducts from a unit's score (domain.md §3.12, §4). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed, Optional, Type } from '@qinglian/shared'
import { ListOf, WholeNumber } from './leaves.ts'

const TimeOfDay = Type.String({ pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$', description: '时刻，如 "08:30"，一天的结束写 "24:00"' })
/** Working days, or hours of work. */
export const LimitText = Type.String({ pattern: '^[1-9]\\d{0,2}(?:wd|wh)$', description: '时限，如 2wd 两个工作日、4wh 四个工作小时' })
const Limits = Closed({ sign: LimitText, verify: Optional(LimitText) })

export const DisposalFile = Closed({
  workHours: ListOf(Closed({ from: TimeOfDay, to: TimeOfDay }), 1),
  limits: Closed({ blue: Limits, yellow: Limits, orange: Limits, red: Limits }),
  score: Closed({
    yellow: WholeNumber(0, 100),
    orange: WholeNumber(0, 100),
    red: WholeNumber(0, 100),
    overdueStep: WholeNumber(0, 100),
    mostOverdueSteps: WholeNumber(0, 100),
    repeatedFinding: WholeNumber(0, 100),
    mostRepeatedFindings: WholeNumber(0, 100),
    conductComplaint: WholeNumber(0, 100),
    statutoryOverdue: WholeNumber(0, 100),
    tracePercent: WholeNumber(0, 100),
    traceHalfLifeDays: WholeNumber(1, 3650),
  }),
})
export type DisposalFile = Static<typeof DisposalFile>

/** Each span of work ends after it begins, and begins after the one before it has ended. */
export function checkDisposal({ workHours }: DisposalFile): ShapeProblem[] {
  return workHours.flatMap(({ from, to }, at) => {
    const before = workHours[at - 1]
    return [
      ...to > from ? [] : [{ path: ['workHours', at, 'to'], message: `应晚于 from 的 ${from}` }],
      ...before === undefined || from >= before.to ? [] : [{ path: ['workHours', at, 'from'], message: `应不早于上一段的 ${before.to}` }],
    ]
  })
}
