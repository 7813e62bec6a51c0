/** Findings and their rectification, in one row: the steps are a set, the state is a function of them (contract.md §2). */
import type { RectificationStage } from '@qinglian/shared'
import type { Row } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { Fact, Projection, Tally } from './projection.ts'
import { findingRaised, RECTIFICATION_STAGES, rectificationReturned, rectificationSubmitted, rectificationVerified, rectificationWrittenOff } from '@qinglian/shared'
import { compareBytes, isLater } from '../statementOrder.ts'
import { during, instant, optionalText, text, TIMELESS } from './projection.ts'

type Finding = Row<'supervision_finding'>

/** One step: its stage, when it happened, the unit that stated it, the statement that stands for it. */
type Step = [stage: RectificationStage, atMs: number, unit: string, stmt: string]

const STAGE_OF: Record<string, RectificationStage> = {
  [rectificationSubmitted.type]: 'submitted',
  [rectificationReturned.type]: 'returned',
  [rectificationVerified.type]: 'verified',
  [rectificationWrittenOff.type]: 'written_off',
}

/** Findings due within so many days, the present one included, are looked at (R90, domain.md §3.1). */
export const RECTIFY_WINDOW_DAYS = 90

export const findings: Projection<'supervision_finding'> = {
  table: 'supervision_finding',
  types: [findingRaised.type, ...Object.keys(STAGE_OF)],
  key: fact => [text(fact, 'finding')],
  fold(row, fact, days) {
    const known = row ?? emptyFinding(text(fact, 'finding'))
    const folded = fact.type === findingRaised.type ? foldRaised(known, fact, days) : foldStep(known, fact, days)
    return folded === known ? known : { ...folded, ...standing(folded) }
  },
  tallies: findingTallies,
}

function foldRaised(finding: Finding, fact: Fact, days: Days): Finding {
  if (!isLater(fact.stmt, finding.stmt))
    return finding
  return {
    ...finding,
    unit: fact.subject,
    task: optionalText(fact, 'task'),
    category: text(fact, 'category'),
    severity: text(fact, 'severity'),
    raised_ms: instant(fact, 'raisedAt', days),
    due_ms: instant(fact, 'dueAt', days),
    stmt: fact.stmt,
  }
}

function foldStep(finding: Finding, fact: Fact, days: Days): Finding {
  const step: Step = [STAGE_OF[fact.type]!, instant(fact, 'at', days), fact.subject, fact.stmt]
  const steps = JSON.parse(finding.steps) as Step[]
  const same = steps.findIndex(([stage, atMs, unit]) => stage === step[0] && atMs === step[1] && unit === step[2])
  if (same >= 0 && !isLater(step[3], steps[same]![3]))
    return finding
  const others = same < 0 ? steps : steps.toSpliced(same, 1)
  return { ...finding, steps: JSON.stringify([...others, step].sort(byTimeThenStage)) }
}

function byTimeThenStage(a: Step, b: Step): number {
  return a[1] - b[1] || RECTIFICATION_STAGES.indexOf(a[0]) - RECTIFICATION_STAGES.indexOf(b[0]) || compareBytes(a[2], b[2])
}

/** What the steps amount to. Steps of another unit than the finding's are kept and do not count. */
function standing(finding: Finding): Pick<Finding, 'state' | 'rectified_ms' | 'written_off_ms' | 'written_off_stmt' | 'returns' | 'misplaced'> {
  let state: string = finding.unit === null ? 'unraised' : 'open'
  let rectifiedMs: number | null = null
  let writtenOff: Step | undefined
  let verified = false
  let returns = 0
  let misplaced = 0
  for (const step of JSON.parse(finding.steps) as Step[]) {
    const [stage, atMs, unit] = step
    if (unit !== finding.unit)
      misplaced = finding.unit === null ? 0 : 1
    if (unit !== finding.unit || (stage === 'written_off' && !verified))
      continue
    verified ||= stage === 'verified'
    state = stage
    returns += stage === 'returned' ? 1 : 0
    rectifiedMs = stage === 'verified' || stage === 'written_off' ? rectifiedMs ?? atMs : null
    writtenOff = stage === 'written_off' ? writtenOff ?? step : undefined
  }
  return { state, rectified_ms: rectifiedMs, written_off_ms: writtenOff?.[1] ?? null, written_off_stmt: writtenOff?.[3] ?? null, returns, misplaced }
}

/**
 * - `findings.open`: not verified, of any date. `findings.overdue`: open past the due day.
 * - `raised`, `raised:<category>`, `off`, `off:<category>`, `due`: flows by day.
 * - `due.rectified`, `due.written_off`, `due.ontime`: of the findings due before today and within 90 days, those that are.
 */
function findingTallies(finding: Finding, days: Days): Tally[] {
  if (finding.unit === null)
    return []
  const raisedDay = days.dayOf(finding.raised_ms!)
  const dueDay = days.dayOf(finding.due_ms!)
  const leave = dueDay + RECTIFY_WINDOW_DAYS
  const tallies: Tally[] = [
    { measure: 'raised', day: raisedDay, n: 1 },
    { measure: `raised:${finding.category!}`, day: raisedDay, n: 1 },
    { measure: 'due', day: dueDay, n: 1 },
  ]
  if (finding.rectified_ms === null) {
    tallies.push({ measure: 'findings.open', day: TIMELESS, n: 1 }, { measure: 'findings.overdue', day: dueDay + 1, n: 1 })
    return tallies
  }
  const rectifiedDay = days.dayOf(finding.rectified_ms)
  tallies.push(...during('findings.overdue', dueDay + 1, rectifiedDay), ...during('due.rectified', Math.max(dueDay + 1, rectifiedDay), leave))
  if (finding.rectified_ms <= finding.due_ms!)
    tallies.push(...during('due.ontime', dueDay + 1, leave))
  if (finding.written_off_ms !== null) {
    const offDay = days.dayOf(finding.written_off_ms)
    tallies.push(...during('due.written_off', Math.max(dueDay + 1, offDay), leave), { measure: 'off', day: offDay, n: 1 }, { measure: `off:${finding.category!}`, day: offDay, n: 1 })
  }
  return tallies
}

function emptyFinding(finding: string): Finding {
  return {
    finding,
    unit: null,
    task: null,
    category: null,
    severity: null,
    raised_ms: null,
    due_ms: null,
    stmt: null,
    steps: '[]',
    state: 'unraised',
    rectified_ms: null,
    written_off_ms: null,
    written_off_stmt: null,
    returns: 0,
    misplaced: 0,
  }
}
