/** Alerts: what the engine recorded, folded into the state of each (domain.md §5). People's steps join the same set later. */
import type { Row } from '../../db/store.ts'
import type { Fact, Projection } from './projection.ts'
import { alertConditionChanged, alertEscalated, alertRaised, alertWrittenOff, SEVERITIES } from '@qinglian/shared'
import { isLater } from '../statementOrder.ts'
import { instant, text, TIMELESS } from './projection.ts'

type Alert = Row<'alert'>
type StepKind = 'severity' | 'condition' | 'written_off'
type Step = [kind: StepKind, atMs: number, value: string, stmt: string]

export const alerts: Projection<'alert'> = {
  table: 'alert',
  types: [alertRaised.type, alertEscalated.type, alertConditionChanged.type, alertWrittenOff.type],
  key: fact => [text(fact, 'alert')],
  fold(row, fact, days) {
    const known = row ?? emptyAlert(text(fact, 'alert'))
    const folded = fact.type === alertRaised.type ? foldRaised(known, fact, { raisedMs: instant(fact, 'at', days), dueMs: instant(fact, 'dueAt', days) }) : foldStep(known, fact, instant(fact, 'at', days))
    return folded === known ? known : { ...folded, ...standing(folded) }
  },
  /** `alert|<state>|<severity>|<rule>…`, of any date; nothing before the alert itself is known. */
  tallies: alert => alert.unit === null ? [] : [{ measure: `alert|${alert.state}|${alert.severity!}|${alertKind(alert)}`, day: TIMELESS, n: 1 }],
}

/**
 * The rule, and for an alert about a campaign also unit and campaign: such an alert is about people, and whether the
 * public may count it depends on how many they are.
 */
export function alertKind({ rule, unit, object }: Pick<Alert, 'rule' | 'unit' | 'object'>): string {
  return object?.startsWith('campaign/') === true ? `${rule}|${unit}|${object}` : String(rule)
}

function foldRaised(alert: Alert, fact: Fact, { raisedMs, dueMs }: { raisedMs: number, dueMs: number }): Alert {
  if (!isLater(fact.stmt, alert.stmt))
    return alert
  return { ...alert, unit: fact.subject, rule: text(fact, 'rule'), object: text(fact, 'object'), raised_severity: text(fact, 'severity'), raised_ms: raisedMs, due_ms: dueMs, stmt: fact.stmt }
}

function foldStep(alert: Alert, fact: Fact, atMs: number): Alert {
  const steps = JSON.parse(alert.steps) as Step[]
  const step: Step = [...stepOf(fact, atMs), fact.stmt]
  const same = steps.findIndex(([kind, at]) => kind === step[0] && at === atMs)
  if (same >= 0 && !isLater(fact.stmt, steps[same]![3]))
    return alert
  const others = same < 0 ? steps : steps.toSpliced(same, 1)
  return { ...alert, steps: JSON.stringify([...others, step].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))) }
}

function stepOf(fact: Fact, atMs: number): [StepKind, number, string] {
  if (fact.type === alertEscalated.type)
    return ['severity', atMs, text(fact, 'severity')]
  return fact.type === alertConditionChanged.type ? ['condition', atMs, text(fact, 'condition')] : ['written_off', atMs, '']
}

function standing(alert: Alert): Pick<Alert, 'severity' | 'max_severity' | 'condition' | 'condition_ms' | 'state'> {
  const steps = JSON.parse(alert.steps) as Step[]
  const severities = [...(alert.raised_severity === null ? [] : [alert.raised_severity]), ...valuesOf(steps, 'severity')]
  const condition = steps.findLast(([kind]) => kind === 'condition')
  return {
    severity: severities.at(-1) ?? null,
    max_severity: SEVERITIES.findLast(severity => severities.includes(severity)) ?? null,
    condition: condition?.[2] ?? 'standing',
    condition_ms: condition?.[1] ?? alert.raised_ms,
    state: steps.some(([kind]) => kind === 'written_off') ? 'written_off' : 'triage',
  }
}

function valuesOf(steps: readonly Step[], kind: StepKind): string[] {
  return steps.filter(step => step[0] === kind).map(step => step[2])
}

function emptyAlert(alert: string): Alert {
  return { alert, unit: null, rule: null, object: null, raised_severity: null, severity: null, max_severity: null, raised_ms: null, due_ms: null, stmt: null, steps: '[]', condition: 'standing', condition_ms: null, state: 'triage' }
}
