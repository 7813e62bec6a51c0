/**
 * Rules between members of one event that a schema cannot say (contract.md §1–2, domain.md §2). Asked of data that is
 * valid by its schema. Only what is certain is refused: who attends a session unasked, or a talk that nobody
 * planned, is a fact all the same.
 */
import type { Problem } from './memberProblem.ts'
import {
  campaignOpened,
  complaintReceived,
  evaluationSubmitted,
  findingRaised,
  listItemPublished,
  partyDeclared,
  staffDeclared,
  talkHeld,
  talkPlanned,
  unitDeclared,
  visitMade,
} from '@qinglian/shared'

type Members = Readonly<Record<string, unknown>>
type Rule = (data: Members, about: About) => Problem | undefined

export interface About {
  readonly subject: string
  /** Milliseconds of an instant, or of the first instant of a day in the installation's calendar. */
  readonly parseDay: (text: string) => number | undefined
}

const RULES: ReadonlyMap<string, readonly Rule[]> = new Map([
  [unitDeclared.type, [codeIsSubject, differs('parent', 'code', 'parent 不能是单位自己'), ordered('since', 'until', 'after')]],
  [staffDeclared.type, [ordered('since', 'until', 'after')]],
  [campaignOpened.type, [ordered('openAt', 'dueAt', 'notBefore')]],
  [findingRaised.type, [ordered('raisedAt', 'dueAt', 'notBefore')]],
  [partyDeclared.type, [differs('parent', 'org', 'parent 不能是党组织自己'), ordered('since', 'until', 'after')]],
  [listItemPublished.type, [personOnlyInPersonalReview, nothingWrittenAboutPerson]],
  [talkPlanned.type, [differs('talkee', 'talker', 'talkee 不能是谈话人自己')]],
  [talkHeld.type, [differs('talkee', 'talker', 'talkee 不能是谈话人自己'), ordered('heldAt', 'followUpDueAt', 'notBefore')]],
  [visitMade.type, [ordered('visitedAt', 'revisitDueAt', 'notBefore')]],
  [evaluationSubmitted.type, [differs('previousEvaluation', 'evaluation', 'previousEvaluation 不能是这一次评议自己')]],
  [complaintReceived.type, [ordered('at', 'dueAt', 'notBefore')]],
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

/** A member that is always there, and another that may be: they name two things. */
function differs(member: string, from: string, detail: string): Rule {
  return data => data[member] === data[from] ? { pointer: `/data/${member}`, detail } : undefined
}

/** An item of the other lists is about a power or a post; nobody's number is needed there (个人信息保护法 6). */
function personOnlyInPersonalReview(data: Members): Problem | undefined {
  return data.staffNo !== undefined && data.list !== 'personal_review' ? { pointer: '/data/staffNo', detail: 'staffNo 只用于个人廉洁评议清单（personal_review）' } : undefined
}

/** Texts and grades beside a person's number would be text and grades about that person (domain.md §6.1). */
function nothingWrittenAboutPerson(data: Members): Problem | undefined {
  const written = data.staffNo === undefined ? undefined : ['basis', 'riskPoint', 'riskGrade', 'measure'].find(member => data[member] !== undefined)
  return written === undefined ? undefined : { pointer: `/data/${written}`, detail: `写有 staffNo 的条目不收 ${written}` }
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
