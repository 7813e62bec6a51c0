/**
 * What may happen next in the simulated district, and how soon.
 *
 * Life has no agenda: everything that is open waits for its next step at a rate, and new things begin at a rate,
 * so the district finds its balance by itself from any standing, also after days of standstill. In balance some
 * 60 tasks, 45 findings and 15 licence cases are open and about 800 facts happen a simulated day, 85 a unit. Rates are per day.
 */
import type { AlertEntry } from '@qinglian/shared'
import type { Calendar } from '../calendar.ts'
import type { Standing } from '../district/standing.ts'
import type { Random } from '../random.ts'
import type { Recorder } from '../recorder.ts'
import { actionable } from './alertLife.ts'

export interface Life {
  standing: Standing
  /** What waits on people's desks, as the server told last; steps taken since are noted in it. */
  alerts: AlertEntry[]
  random: Random
  recorder: Recorder
  calendar: Calendar
  /** Part of the ids of everything that begins in this run. */
  tag: string
  /** How many simulated days pass in a real one. */
  speed: number
  nowMs: number
  /** A number that was not given before in this run. */
  nextNumber: () => number
  nextName: () => string
}

export type Happening
  = | 'task-planned' | 'task-ended' | 'finding-submitted' | 'finding-judged' | 'finding-written-off'
    | 'pledge-sitting' | 'pledge-revocation' | 'staff-synced' | 'newcomer' | 'leaver' | 'move' | 'study-held'
    | 'rating' | 'rating-handled' | 'complaint' | 'complaint-closed' | 'thanks' | 'activity' | 'scenario-used'
    | 'talk-held' | 'visit-made' | 'licence-submitted' | 'licence-stepped' | 'kiosk-used' | 'alert-stepped'
    | 'duty-assigned' | 'duty-done'
    | 'power-exercised' | 'power-confirmed' | 'item-reviewed'
    | 'pledges-reviewed' | 'self-checked' | 'meeting-planned' | 'meeting-held'

/** Days that something open waits on average. */
const WAIT_DAYS = { task: 0.42, submission: 0.4, verification: 0.3, writeOff: 1.2, rating: 1.5, complaint: 2, licence: 0.25, alert: 0.15, duty: 2, power: 1.5, meeting: 1 }
const LARGEST_STAFF = 94
const SMALLEST_STAFF = 86

export function ratesOf(life: Life): [Happening, number][] {
  const { standing } = life
  const heads = standing.staff.length
  return [
    ['task-planned', 150],
    ['task-ended', ready(life, standing.tasks).length / WAIT_DAYS.task],
    ['finding-submitted', ready(life, findingsAt(standing, 'raised', 'returned')).length / WAIT_DAYS.submission],
    ['finding-judged', ready(life, findingsAt(standing, 'submitted')).length / WAIT_DAYS.verification],
    ['finding-written-off', findingsAt(standing, 'verified').length / WAIT_DAYS.writeOff],
    ['licence-submitted', 14],
    ['licence-stepped', standing.cases.length / WAIT_DAYS.licence],
    ['kiosk-used', 16],
    ['alert-stepped', actionable(life).length / WAIT_DAYS.alert],
    ['pledge-sitting', 6],
    ['pledge-revocation', 3],
    ['staff-synced', 6],
    ['newcomer', heads < LARGEST_STAFF ? 0.5 : 0],
    ['leaver', heads > SMALLEST_STAFF ? 0.5 : 0],
    ['move', 0.3],
    ['study-held', 3],
    ['rating', 60],
    ['rating-handled', standing.badRatings.length / WAIT_DAYS.rating],
    ['complaint', 2],
    ['complaint-closed', standing.complaints.length / WAIT_DAYS.complaint],
    ['thanks', 2],
    ['activity', 2],
    ['scenario-used', 15],
    ['talk-held', 3],
    ['visit-made', 1],
    ['duty-assigned', 4],
    ['duty-done', standing.duties.length / WAIT_DAYS.duty],
    ['power-exercised', 12],
    ['power-confirmed', standing.openPowers.length / WAIT_DAYS.power],
    ['item-reviewed', 3],
    ['pledges-reviewed', 1],
    ['self-checked', 2],
    ['meeting-planned', 1],
    ['meeting-held', standing.meetings.length / WAIT_DAYS.meeting],
  ]
}

/** The next happening and after how many simulated days it comes. */
export function drawNext(life: Life): { happening: Happening, afterDays: number } {
  const rates = ratesOf(life)
  const total = rates.reduce((sum, [, rate]) => sum + rate, 0)
  return { afterDays: life.random.exponential(1 / total), happening: life.random.weighted(rates) }
}

export function findingsAt(standing: Standing, ...stages: Standing['findings'][number]['stage'][]): Standing['findings'] {
  return standing.findings.filter(finding => stages.includes(finding.stage))
}

/** Those that nothing holds back. */
export function ready<T extends { notBeforeMs?: number }>({ nowMs }: Pick<Life, 'nowMs'>, items: readonly T[]): T[] {
  return items.filter(item => (item.notBeforeMs ?? 0) <= nowMs)
}

/** Mostly the one that is due first, sometimes any: people work by deadline, but not only. */
export function pickByDeadline<T extends { dueMs: number }>({ random }: Pick<Life, 'random'>, items: readonly T[]): T | undefined {
  if (items.length === 0)
    return undefined
  return random.chance(0.7) ? items.reduce((first, item) => item.dueMs < first.dueMs ? item : first) : random.pick(items)
}

/**
 * Whether what begins now will be late. The share falls with speed, so that a wall in demonstration sees some six
 * late things a **real** day at any speed: the demo's alerts are handled, but they must not pile up.
 */
export function willBeLate({ random, speed }: Pick<Life, 'random' | 'speed'>): boolean {
  return random.chance(0.04 / Math.max(1, speed))
}
