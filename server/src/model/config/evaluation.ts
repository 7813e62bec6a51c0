/** `evaluation.yaml`: which tags of a rating are about integrity (domain.md §4, R17). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed } from '@qinglian/shared'
import { CodeText, ListOf, Words } from './leaves.ts'
import { repeated } from './repeated.ts'

export const EvaluationFile = Closed({
  integrityTags: ListOf(Closed({ code: CodeText, name: Words(40) })),
})
export type EvaluationFile = Static<typeof EvaluationFile>

export function checkEvaluation({ integrityTags }: EvaluationFile): ShapeProblem[] {
  return repeated(integrityTags.map(tag => tag.code)).map(at => ({ path: ['integrityTags', at, 'code'], message: `${integrityTags[at]?.code} 只应出现一次` }))
}
