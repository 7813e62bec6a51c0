/** `pledge-types.yaml`: kinds of pledges, their public names, and which indicator shows each (domain.md §3.2). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed, Optional } from '@qinglian/shared'
import { INDICATOR_CODES } from './indicators.ts'
import { CodeText, ListOf, WordOf, Words, YesOrNo } from './leaves.ts'
import { repeated } from './repeated.ts'

export const PledgeType = Closed({
  code: CodeText,
  name: Words(40),
  mandatory: YesOrNo,
  indicator: Optional(WordOf(INDICATOR_CODES)),
})
export type PledgeType = Static<typeof PledgeType>

export const PledgeTypesFile = Closed({ pledgeTypes: ListOf(PledgeType) })
export type PledgeTypesFile = Static<typeof PledgeTypesFile>

export function checkPledgeTypes({ pledgeTypes }: PledgeTypesFile): ShapeProblem[] {
  return repeated(pledgeTypes.map(type => type.code)).map(at => ({ path: ['pledgeTypes', at, 'code'], message: `${pledgeTypes[at]?.code} 只应出现一次` }))
}
