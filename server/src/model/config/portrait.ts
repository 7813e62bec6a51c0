/** `portrait.yaml`: what a portrait is made of, and how its points are read (domain.md §3.13). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed, Optional, Type } from '@qinglian/shared'
import { INDICATOR_CODES } from './indicators.ts'
import { CodeText, ListOf, Percent, WholeNumber, WordOf, Words } from './leaves.ts'
import { repeated } from './repeated.ts'

const Share = Type.Number({ minimum: 0, maximum: 1, multipleOf: 0.0001, description: '0 到 1 的数，至多四位小数' })
const CodeOfIndicator = WordOf(INDICATOR_CODES)

const Member = Closed({ code: Optional(CodeOfIndicator), codes: Optional(ListOf(CodeOfIndicator, 2)), weight: Share })

const Dimension = Closed({ id: CodeText, name: Words(20), weight: Share, band: WholeNumber(1, 20), members: ListOf(Member, 1) })

export const PortraitFile = Closed({
  version: Words(40),
  dimensions: ListOf(Dimension, 1),
  grades: Closed({ A: Percent, B: Percent, C: Percent }),
  enoughForPoints: Share,
  enoughForGrade: Share,
  enoughForRank: Share,
  opinions: ListOf(CodeOfIndicator),
  veto: Closed({ cap: Percent, months: WholeNumber(1, 120) }),
  frozenAfterDays: WholeNumber(1, 365),
  fewestPeople: WholeNumber(3, 1000),
})
export type PortraitFile = Static<typeof PortraitFile>

/** Weights are compared in ten-thousandths, so that .1 + .2 is .3. */
const WHOLE = 10_000

/** What the schema cannot say: weights that come to 1, one of `code` and `codes`, each indicator once, grades in order. */
export function checkPortrait({ dimensions, grades }: PortraitFile): ShapeProblem[] {
  const members = dimensions.flatMap((dimension, at) => dimension.members.map((member, i) => ({ ...member, path: ['dimensions', at, 'members', i] })))
  const named = members.flatMap(member => [...member.code === undefined ? [] : [member.code], ...member.codes ?? []].map(code => ({ code, path: member.path })))
  return [
    ...isWhole(dimensions) ? [] : [{ path: ['dimensions'], message: '各维度的权重之和应为 1' }],
    ...dimensions.flatMap(({ members: own }, at) => isWhole(own) ? [] : [{ path: ['dimensions', at, 'members'], message: '一个维度之内各指标的权重之和应为 1' }]),
    ...repeated(dimensions.map(({ id }) => id)).map(at => ({ path: ['dimensions', at, 'id'], message: `${dimensions[at]?.id} 只应出现一次` })),
    ...members.filter(({ code, codes }) => (code === undefined) === (codes === undefined)).map(({ path }) => ({ path, message: 'code 与 codes 应写其中一个' })),
    ...repeated(named.map(({ code }) => code)).map(at => ({ path: named[at]!.path, message: `${named[at]!.code} 只应出现一次` })),
    ...grades.A > grades.B && grades.B > grades.C ? [] : [{ path: ['grades'], message: '应为 A 高于 B，B 高于 C' }],
  ]
}

function isWhole(parts: readonly { readonly weight: number }[]): boolean {
  return parts.reduce((sum, { weight }) => sum + Math.round(weight * WHOLE), 0) === WHOLE
}

/** The indicators of a dimension with the share each has of it. */
export function membersOf({ members }: PortraitFile['dimensions'][number]): { readonly code: string, readonly weight: number, readonly group: readonly string[] }[] {
  return members.flatMap(({ code, codes, weight }) => {
    const group = codes ?? [code!]
    return group.map(one => ({ code: one, weight, group }))
  })
}
