/**
 * What lies behind the indicators of supervision. Tasks and findings are walked by the day they are due, from the part of the
 * index in which those that count can lie; where one may have been due at another time (a deadline that was moved, a finding
 * raised after its own due day) the rest of the index comes after it, and is reached only while the figure lacks something.
 */
import type { IndicatorCode } from '../config/indicators.ts'
import type { FactLister, FactScene, Stretch } from './fact.ts'
import { findingsFallenDue, findingsOverdue, findingsRaisedThisMonth, findingsRaisedThisQuarter, findingsRepeated } from './findingFacts.ts'
import { jointMeetings, selfchecks } from './selfcheckFacts.ts'
import { inspectedStation, tasksCrossed, tasksDoubleRandom, tasksDueThisMonth, tasksInspected, tasksOnTime } from './taskFacts.ts'

export const SUPERVISION_FACTS: Readonly<Record<Extract<IndicatorCode, `sup.${string}`>, FactLister>> = {
  'sup.plan_rate': tasksDueThisMonth,
  'sup.ontime_rate': tasksOnTime,
  'sup.coverage': scene => [inspectedStation(scene)],
  'sup.finding_count': findingsRaisedThisMonth,
  'sup.rectify_rate': findingsFallenDue('due.rectified'),
  'sup.rectify_ontime': findingsFallenDue('due.ontime'),
  'sup.rectify_overdue': findingsOverdue,
  'sup.repeat_rate': findingsRepeated,
  'sup.cross_share': tasksCrossed,
  'sup.double_random': tasksDoubleRandom,
  'sup.finding_per_task': findingsPerTask,
  'sup.selfcheck_rate': scene => [selfchecks(scene)],
  'sup.joint_meeting': jointMeetings,
}

/** Findings above the line and tasks below it: both where they are likely first, then where they are less so. */
function findingsPerTask(scene: FactScene): Stretch[] {
  const findings = findingsRaisedThisQuarter(scene)
  return tasksInspected(scene).flatMap((tasks, i) => [tasks, findings[i]!])
}
