/**
 * What lies behind the indicators of supervision. Tasks and findings are walked by the day they are due, from the part of the
 * index in which those that count can lie; where one may have been due at another time (a deadline that was moved, a finding
 * raised after its own due day) the rest of the index comes after it, and is reached only while the figure lacks something.
 */
import type { IndicatorCode } from '../config/indicators.ts'
import type { FactLister } from './fact.ts'
import { findingsFallenDue, findingsOverdue, findingsRaised, findingsRepeated } from './findingFacts.ts'
import { inspectedStation, tasksDueThisMonth, tasksOnTime } from './taskFacts.ts'

export const SUPERVISION_FACTS: Readonly<Partial<Record<Extract<IndicatorCode, `sup.${string}`>, FactLister>>> = {
  'sup.plan_rate': tasksDueThisMonth,
  'sup.ontime_rate': tasksOnTime,
  'sup.coverage': scene => [inspectedStation(scene)],
  'sup.finding_count': findingsRaised,
  'sup.rectify_rate': findingsFallenDue('due.rectified'),
  'sup.rectify_ontime': findingsFallenDue('due.ontime'),
  'sup.rectify_overdue': findingsOverdue,
  'sup.repeat_rate': findingsRepeated,
}
