/**
 * Alerts: what the engine recorded and the steps that people took, folded into the state of each (domain.md §5).
 *
 * The row keeps every step, each kind, instant and unit once, by its latest statement; the state is a function of them
 * (`alerts/disposal/`). Steps that another unit than the alert's states are kept and do not count. Reasons stay in the log.
 */
import type { Severity } from '@qinglian/shared'
import type { Row } from '../../db/store.ts'
import type { Disposal, Step } from '../alerts/disposal/disposal.ts'
import type { Terms } from '../calendar/terms.ts'
import type { Fact, Projection, Tally } from './projection.ts'
import { ALERT_STEPS, alertConditionChanged, alertEscalated, alertRaised, alertWrittenOff } from '@qinglian/shared'
import { disposalOf, STEP_KINDS } from '../alerts/disposal/disposal.ts'
import { handledKind, trailTallies } from '../alerts/disposal/tallies.ts'
import { compareBytes, isLater } from '../statementOrder.ts'
import { instant, text, TIMELESS } from './projection.ts'

type Alert = Row<'alert'>
/** What a step says beside its kind and instant. */
type Said = Pick<Step, 'severity' | 'by' | 'days' | 'proof'> & { readonly condition?: string }
type KeptStep = [kind: string, atMs: number, unit: string, stmt: string, said: Said]

const PREFIX = 'qinglian.alert.'

export const alerts: Projection<'alert'> = {
  table: 'alert',
  types: [alertRaised.type, alertEscalated.type, alertConditionChanged.type, alertWrittenOff.type, ...ALERT_STEPS.map(step => step.type)],
  key: fact => [text(fact, 'alert')],
  fold(row, fact, terms) {
    const known = row ?? emptyAlert(text(fact, 'alert'))
    const folded = fact.type === alertRaised.type ? foldRaised(known, fact, terms) : foldStep(known, fact, terms)
    return folded === known ? known : restandAlert(folded, terms)
  },
  /** `alert|<state>|<severity>|<rule>…`, of any date, and what the disposal counts; nothing before the alert itself is known. */
  tallies: (alert, terms) => alert.unit === null ? [] : [{ measure: `alert|${alert.state}|${alert.severity!}|${alertKind(alert)}`, day: TIMELESS, n: 1 }, ...disposalTallies(alert, terms)],
}

/**
 * The rule, and for an alert about a campaign also unit and campaign: such an alert is about people, and whether the
 * public may count it depends on how many they are.
 */
export function alertKind({ rule, unit, object }: Pick<Alert, 'rule' | 'unit' | 'object'>): string {
  return object?.startsWith('campaign/') === true ? `${rule}|${unit}|${object}` : String(rule)
}

/** The row as its steps give it, for when what it is derived by has changed. */
export function restandAlert(alert: Alert, terms: Terms): Alert {
  const steps = stepsOf(alert)
  const disposal = disposalOfRow(alert, terms)
  const condition = steps.findLast(([kind, , unit]) => kind === 'condition-changed' && unit === alert.unit)
  return {
    ...alert,
    severity: disposal?.severity ?? null,
    max_severity: disposal?.maxSeverity ?? null,
    due_ms: disposal?.dueMs ?? null,
    cycle: disposal?.cycle ?? 0,
    state: disposal?.state ?? 'triage',
    condition: condition?.[4].condition ?? 'standing',
    condition_ms: condition?.[1] ?? alert.raised_ms,
    misplaced: alert.unit !== null && steps.some(([, , unit]) => unit !== alert.unit) ? 1 : 0,
  }
}

function disposalOfRow(alert: Alert, terms: Terms): Disposal | undefined {
  if (alert.unit === null)
    return undefined
  const steps = stepsOf(alert).filter(([, , unit]) => unit === alert.unit).map(([kind, atMs, , , said]): Step => ({ kind, atMs, ...said }))
  return disposalOf({ severity: alert.raised_severity as Severity, atMs: alert.raised_ms!, dueMs: alert.raised_due_ms! }, steps, terms)
}

function disposalTallies(alert: Alert, terms: Terms): Tally[] {
  return trailTallies(disposalOfRow(alert, terms)!.trail, handledKind(alert), terms)
}

function foldRaised(alert: Alert, fact: Fact, terms: Terms): Alert {
  if (!isLater(fact.stmt, alert.stmt))
    return alert
  return { ...alert, unit: fact.subject, rule: text(fact, 'rule'), object: text(fact, 'object'), raised_severity: text(fact, 'severity'), raised_ms: instant(fact, 'at', terms), raised_due_ms: instant(fact, 'dueAt', terms), stmt: fact.stmt }
}

function foldStep(alert: Alert, fact: Fact, terms: Terms): Alert {
  const steps = stepsOf(alert)
  const step: KeptStep = [fact.type.slice(PREFIX.length), instant(fact, 'at', terms), fact.subject, fact.stmt, saidBy(fact)]
  const same = steps.findIndex(([kind, atMs, unit]) => kind === step[0] && atMs === step[1] && unit === step[2])
  if (same >= 0 && !isLater(fact.stmt, steps[same]![3]))
    return alert
  const others = same < 0 ? steps : steps.toSpliced(same, 1)
  return { ...alert, steps: JSON.stringify([...others, step].sort((a, b) => a[1] - b[1] || STEP_KINDS.indexOf(a[0]) - STEP_KINDS.indexOf(b[0]) || compareBytes(a[2], b[2]))) }
}

function saidBy({ data }: Fact): Said {
  const { severity, condition, by, workingDays: days, proof } = data as { workingDays?: number } & Said
  return { ...severity !== undefined && { severity }, ...condition !== undefined && { condition }, ...by !== undefined && { by }, ...days !== undefined && { days }, ...proof !== undefined && { proof } }
}

function stepsOf(alert: Alert): KeptStep[] {
  return JSON.parse(alert.steps) as KeptStep[]
}

function emptyAlert(alert: string): Alert {
  return {
    alert,
    unit: null,
    rule: null,
    object: null,
    raised_severity: null,
    severity: null,
    max_severity: null,
    raised_ms: null,
    raised_due_ms: null,
    due_ms: null,
    cycle: 0,
    stmt: null,
    steps: '[]',
    condition: 'standing',
    condition_ms: null,
    state: 'triage',
    misplaced: 0,
  }
}
