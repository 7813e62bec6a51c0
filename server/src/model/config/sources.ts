/** `sources.yaml`: what source systems are called where everybody can read it; their own texts stay inside (domain.md §6.1). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed } from '@qinglian/shared'
import { CodeText, ListOf, Words } from './leaves.ts'
import { repeated } from './repeated.ts'

export const SourcesFile = Closed({
  otherName: Words(40),
  sources: ListOf(Closed({ code: CodeText, name: Words(40) })),
})
export type SourcesFile = Static<typeof SourcesFile>

export function checkSources({ sources }: SourcesFile): ShapeProblem[] {
  return repeated(sources.map(source => source.code)).map(at => ({ path: ['sources', at, 'code'], message: `${sources[at]?.code} 只应出现一次` }))
}
