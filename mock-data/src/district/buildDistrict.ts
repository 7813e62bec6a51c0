/**
 * The sample district: one year in the life of a bureau with eight units and about ninety people, as the events
 * that its upstream systems would have sent (contract.md §1–2, domain.md §2).
 *
 * **All of it is demo data.** Names are generated, numbers and lists are 示例, nothing is official and no real
 * person is meant; only the names of the bureau and its pilot station come from the published report.
 *
 * Repeatable: the same seed, instant and offset give the same events, byte for byte. Ids carry a tag of both, so
 * two loads of different instants never conflict. Events come in statement order, none is later than `nowMs`,
 * and any other order of sending leads to the same figures.
 */
import type { Seed } from '../random.ts'
import type { CloudEvent } from '../recorder.ts'
import type { DistrictContext } from './context.ts'
import type { Standing } from './standing.ts'
import { createCalendar, DAY_MS, HOUR_MS } from '../calendar.ts'
import { createRandom, runTag } from '../random.ts'
import { createRecorder, inStatementOrder } from '../recorder.ts'
import { recordComplaints } from './complaints.ts'
import { partOf } from './context.ts'
import { recordCorrections } from './corrections.ts'
import { recordDuties } from './duties.ts'
import { recordEducation } from './education.ts'
import { recordEvaluations } from './evaluation.ts'
import { buildFindings, recordFindings } from './findings.ts'
import { recordFulfilment } from './fulfilment.ts'
import { recordHonours } from './honours.ts'
import { recordKiosks } from './kiosks.ts'
import { buildLicences, recordLicences } from './licences.ts'
import { recordLists } from './lists.ts'
import { buildPeople } from './people.ts'
import { recordPeople, recordSources } from './personnel.ts'
import { recordPledges } from './pledges.ts'
import { recordRetailers } from './retailers.ts'
import { buildRounds, recordRounds } from './rounds.ts'
import { recordScenarios } from './scenarios.ts'
import { recordSelfchecks } from './selfchecks.ts'
import { standingOf } from './standing.ts'
import { recordTalks } from './talks.ts'
import { buildTasks, recordTasks } from './tasks.ts'
import { recordUnits } from './units.ts'

/** The demo's seed where none is given. */
export const DEFAULT_SEED = 'qinglian'

export interface DistrictOptions {
  seed: Seed
  /** The present: the year ends here. Ms since 1970, or RFC 3339. */
  now: number | string
  /** Offset from UTC in which times are written; `+08:00` by default. */
  timezoneOffset?: string | undefined
}

export interface District {
  /** In statement order. */
  events: CloudEvent[]
  /** What the simulator lives on from. */
  standing: Standing
}

/** Builds about 40,000 events in some 0.4 s. Throws a `RangeError` where `now` or the offset is no such thing. */
export function buildDistrict({ seed, now, timezoneOffset = '+08:00' }: DistrictOptions): District {
  const nowMs = instantMs(now)
  const calendar = createCalendar(timezoneOffset)
  const tag = runTag(seed, nowMs)
  const startMs = calendar.at(nowMs - 365 * DAY_MS, 0) + 7 * HOUR_MS
  const context: DistrictContext = { random: createRandom(seed), calendar, tag, startMs, nowMs, recorder: createRecorder({ tag, calendar, latestMs: nowMs }) }
  recordSources(context)
  recordUnits(context)
  const people = buildPeople(partOf(context, 'people'))
  recordPeople(partOf(context, 'personnel'), people)
  const rounds = buildRounds(context)
  recordRounds(context, rounds)
  const covered = recordPledges(partOf(context, 'pledges'), rounds, people)
  recordEducation(partOf(context, 'education'), people)
  const tasks = buildTasks(partOf(context, 'tasks'))
  recordTasks(partOf(context, 'task-events'), tasks)
  const findings = buildFindings(partOf(context, 'findings'), tasks)
  recordFindings(partOf(context, 'finding-events'), findings)
  recordRetailers(partOf(context, 'retailers'))
  const badRatings = recordEvaluations(partOf(context, 'evaluation'))
  const complaints = recordComplaints(partOf(context, 'complaints'))
  recordHonours(partOf(context, 'honours'))
  recordScenarios(partOf(context, 'scenarios'))
  recordTalks(partOf(context, 'talks'), people)
  const licences = buildLicences(partOf(context, 'licences'))
  recordLicences(partOf(context, 'licence-events'), licences)
  recordKiosks(partOf(context, 'kiosks'))
  const duties = recordDuties(partOf(context, 'duties'))
  const lists = recordLists(partOf(context, 'lists'), people)
  recordFulfilment(partOf(context, 'fulfilment'), rounds)
  const meetings = recordSelfchecks(partOf(context, 'selfchecks'))
  recordCorrections(partOf(context, 'corrections'), { tasks, findings })
  return {
    events: inStatementOrder(context.recorder.events),
    standing: standingOf({ people, rounds, covered, tasks, findings, badRatings, complaints, licences, duties, lists, meetings }, nowMs, calendar.day),
  }
}

/** @throws RangeError where it is not an instant */
export function instantMs(now: number | string): number {
  const ms = typeof now === 'number' ? now : Date.parse(now)
  if (!Number.isSafeInteger(ms))
    throw new RangeError(`not an instant: ${now}`)
  return ms
}
