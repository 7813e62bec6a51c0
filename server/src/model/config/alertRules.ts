/** `alert-rules.yaml`: when an alert is raised, how it climbs, and who has to act (domain.md §4). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed, Optional, SEVERITIES } from '@qinglian/shared'
import { CodeText, ListOf, Percent, SpanText, WholeNumber, WordOf, Words, YesOrNo } from './leaves.ts'
import { repeated } from './repeated.ts'

/** Every rule that this version evaluates. */
export const RULE_IDS = ['R02', 'R03', 'R08', 'R26'] as const
export type RuleId = (typeof RULE_IDS)[number]

/** Rules whose alerts point at a person: whatever a file says, the public never counts them (domain.md §4). */
export const NEVER_PUBLIC_RULES: ReadonlySet<string> = new Set(['R05', 'R10', 'R14', 'R15', 'R17', 'R24', 'R29'])

export const LadderStep = Closed({
  after: Optional(SpanText),
  below: Optional(Percent),
  returns: Optional(WholeNumber(1, 99)),
  severity: WordOf(SEVERITIES),
  handler: CodeText,
})
export type LadderStep = Static<typeof LadderStep>

export const AlertRule = Closed({
  id: WordOf(RULE_IDS),
  name: Words(40),
  condition: Words(200),
  severity: WordOf(SEVERITIES),
  grace: Optional(SpanText),
  hold: Optional(SpanText),
  cadences: Optional(WholeNumber(1, 1000)),
  settle: Optional(SpanText),
  ladder: ListOf(LadderStep),
  countFrom: WordOf(['raised', 'start']),
  handler: CodeText,
  finishWorkingDays: WholeNumber(1, 250),
  audience: WordOf(['public', 'internal']),
  selfEvident: YesOrNo,
  text: Closed({ public: Words(40), internal: Words(120) }),
})
export type AlertRule = Static<typeof AlertRule>

export const AlertRulesFile = Closed({
  handlers: ListOf(Closed({ code: CodeText, name: Words(40) }), 1),
  rules: ListOf(AlertRule, 1),
})
export type AlertRulesFile = Static<typeof AlertRulesFile>

/** Members that only one rule reads; elsewhere they would promise what nobody does. */
const ONLY_OF: Readonly<Record<'cadences' | 'settle', RuleId>> = { cadences: 'R26', settle: 'R26' }
const STEP_ONLY_OF: Readonly<Record<'below' | 'returns', RuleId>> = { below: 'R08', returns: 'R03' }

/** Each rule once and all of them, handlers that exist, a ladder that climbs, members that the rule knows. */
export function checkAlertRules({ handlers, rules }: AlertRulesFile): ShapeProblem[] {
  const missing = RULE_IDS.filter(id => !rules.some(rule => rule.id === id))
  const codes = new Set(handlers.map(handler => handler.code))
  return [
    ...repeated(handlers.map(handler => handler.code)).map(at => ({ path: ['handlers', at, 'code'], message: `${handlers[at]?.code} 只应出现一次` })),
    ...missing.map(id => ({ path: ['rules'], message: `缺少规则 ${id}` })),
    ...repeated(rules.map(rule => rule.id)).map(at => ({ path: ['rules', at, 'id'], message: `${rules[at]?.id} 只应出现一次` })),
    ...rules.flatMap((rule, at) => ruleProblems(rule, codes).map(problem => ({ ...problem, path: ['rules', at, ...problem.path] }))),
  ]
}

function ruleProblems(rule: AlertRule, handlers: ReadonlySet<string>): ShapeProblem[] {
  const problems: ShapeProblem[] = []
  const checkHandler = (path: ShapeProblem['path'], code: string): void => {
    if (!handlers.has(code))
      problems.push({ path, message: `应为 handlers 中的代码，没有 ${code}` })
  }
  checkHandler(['handler'], rule.handler)
  for (const member of ['cadences', 'settle'] as const) {
    if (rule[member] !== undefined && ONLY_OF[member] !== rule.id)
      problems.push({ path: [member], message: `只用于 ${ONLY_OF[member]}` })
  }
  for (const [at, step] of rule.ladder.entries()) {
    checkHandler(['ladder', at, 'handler'], step.handler)
    if (SEVERITIES.indexOf(step.severity) <= SEVERITIES.indexOf(rule.severity))
      problems.push({ path: ['ladder', at, 'severity'], message: `应重于初次触发的 ${rule.severity}` })
    if (step.after === undefined && step.below === undefined && step.returns === undefined)
      problems.push({ path: ['ladder', at], message: '应至少写明 after、below、returns 之一' })
    for (const member of ['below', 'returns'] as const) {
      if (step[member] !== undefined && STEP_ONLY_OF[member] !== rule.id)
        problems.push({ path: ['ladder', at, member], message: `只用于 ${STEP_ONLY_OF[member]}` })
    }
  }
  return problems
}
