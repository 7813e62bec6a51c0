/** Rules between members of one event that a schema cannot say (contract.md §1–2). Asked of data that is valid by its schema. */
import type { Problem } from './memberProblem.ts'
import { campaignOpened, findingRaised, staffDeclared, unitDeclared } from '@qinglian/shared'

type Members = Readonly<Record<string, unknown>>
type Rule = (data: Members, about: About) => Problem | undefined

export interface About {
  readonly subject: string
  /** Milliseconds of an instant, or of the first instant of a day in the installation's calendar. */
  readonly parseDay: (text: string) => number | undefined
}

const RULES: ReadonlyMap<string, readonly Rule[]> = new Map([
  [unitDeclared.type, [codeIsSubject, parentIsAnother, ordered('since', 'until', 'after')]],
  [staffDeclared.type, [ordered('since', 'until', 'after')]],
  [campaignOpened.type, [ordered('openAt', 'dueAt', 'notBefore')]],
  [findingRaised.type, [ordered('raisedAt', 'dueAt', 'notBefore')]],
])

/** The first rule that is broken. */
export function brokenRule(type: string, data: Members, about: About): Problem | undefined {
  for (const rule of RULES.get(type) ?? []) {
    const problem = rule(data, about)
    if (problem !== undefined)
      return problem
  }
  return undefined
}

function codeIsSubject(data: Members, { subject }: About): Problem | undefined {
  return data.code === subject ? undefined : { pointer: '/data/code', detail: 'code 须与 subject 相同' }
}

function parentIsAnother(data: Members): Problem | undefined {
  return data.parent === data.code ? { pointer: '/data/parent', detail: 'parent 不能是单位自己' } : undefined
}

function ordered(earlier: string, later: string, order: 'after' | 'notBefore'): Rule {
  return (data, { parseDay }) => {
    const from = parsed(data[earlier], parseDay)
    const to = parsed(data[later], parseDay)
    if (from === undefined || to === undefined || to > from || (order === 'notBefore' && to === from))
      return undefined
    return { pointer: `/data/${later}`, detail: `${later} ${order === 'after' ? '须晚于' : '不能早于'} ${earlier}` }
  }
}

function parsed(text: unknown, parseDay: About['parseDay']): number | undefined {
  return typeof text === 'string' ? parseDay(text) : undefined
}
