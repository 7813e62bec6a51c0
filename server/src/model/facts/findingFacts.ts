/** Findings behind a figure, by the day they are due. */
import type { Row } from '../../db/store.ts'
import type { Fraction } from '../records/recordSubject.ts'
import type { Range } from './byInstant.ts'
import type { FactScene, Share, Stretch } from './fact.ts'
import { sql } from 'kysely'
import { DAY_MS } from '../calendar/days.ts'
import { uncoveredDays, windowFrom } from '../parts/repeats.ts'
import { findings, RECTIFY_WINDOW_DAYS } from '../projections/supervisionFinding.ts'
import { around, newestFirst } from './byInstant.ts'
import { lastingOf, stockOf } from './fact.ts'

type Finding = Row<'supervision_finding'>

/** What a finding adds, and since when; `undefined` where it was not looked at. */
type Weigh = (finding: Finding) => Fraction & { readonly atMs: number } | undefined

const DUE = { ms: 'due_ms', id: 'finding' }
/** Most are due, and written off, within so many days; the others are found too, only later. */
const USUAL_DAYS = 60

export function findingsRaisedThisMonth(scene: FactScene): Stretch[] {
  return findingsRaised(scene, scene.context.days.monthStart(dayOf(scene).today))
}

export function findingsRaisedThisQuarter(scene: FactScene): Stretch[] {
  return findingsRaised(scene, scene.context.days.quarterStart(dayOf(scene).today))
}

function findingsRaised(scene: FactScene, firstDay: number): Stretch[] {
  const { days } = scene.context
  const { today } = dayOf(scene)
  const weigh: Weigh = ({ raised_ms }) => {
    const day = days.dayOf(raised_ms!)
    return day < firstDay || day > today ? undefined : { num: 1, den: 0, atMs: raised_ms! }
  }
  return around({ fromMs: days.startOf(firstDay), untilMs: days.startOf(today + 1 + USUAL_DAYS) }).map(range => findingStretch(scene, { range }, async () => weigh))
}

/** Of the findings that fell due within the window, those rectified, or rectified by their day. What falls due today counts from its instant on. */
export function findingsFallenDue(measure: 'due.rectified' | 'due.ontime') {
  return (scene: FactScene): Stretch[] => {
    const { days, atMs } = scene.context
    const { today, fromMs, endMs } = dayOf(scene)
    const firstDay = today - RECTIFY_WINDOW_DAYS + 1
    const weigh: Weigh = (finding) => {
      const { rectified_ms } = finding
      const dueMs = finding.due_ms!
      const isDueToday = dueMs >= fromMs && dueMs <= atMs && dueMs < endMs
      if (!isDueToday && days.dayOf(dueMs) >= today)
        return undefined
      const isKeptToday = isDueToday && rectified_ms !== null && (measure === 'due.ontime' ? rectified_ms <= dueMs : rectified_ms < endMs)
      const num = stockOf(findings.tallies!(finding, days), measure, today) + (isKeptToday ? 1 : 0)
      return { num, den: 1, atMs: num > 0 ? rectified_ms! : dueMs }
    }
    return [findingStretch(scene, { range: { fromMs: days.startOf(firstDay), untilMs: days.startOf(today + 1) } }, async () => weigh)]
  }
}

/** Past their due instant and not rectified, as things stood: of what is rectified by now only those that were not then. */
export function findingsOverdue(scene: FactScene): Stretch[] {
  const { days, atMs } = scene.context
  const { today, fromMs, endMs } = dayOf(scene)
  const weigh: Weigh = (finding) => {
    const { rectified_ms } = finding
    const dueMs = finding.due_ms!
    const tallies = findings.tallies!(finding, days)
    const isLateToday = dueMs >= fromMs && dueMs < Math.min(atMs, endMs) && (rectified_ms === null || rectified_ms >= endMs)
    const num = lastingOf(tallies, 'findings.open') + stockOf(tallies, 'findings.overdue', today) + (isLateToday ? 1 : 0)
    return num === 0 ? undefined : { num, den: 0, atMs: dueMs }
  }
  return [true, false].map(isOpen => findingStretch(scene, { range: { untilMs: atMs }, isOpen }, async () => weigh))
}

/** Those written off in the window below the line; above it those raised in it again. */
export function findingsRepeated(scene: FactScene): Stretch[] {
  const { db, days } = scene.context
  const { today } = dayOf(scene)
  const first = windowFrom(today)
  const isIn = (day: number): boolean => day >= first && day <= today
  const weigher = async (): Promise<Weigh> => {
    const uncovered = await uncoveredDays(db, scene.unit.code, today)
    return ({ category, raised_ms, written_off_ms }) => {
      const raisedDay = days.dayOf(raised_ms!)
      const known = uncovered.get(category!)
      const num = isIn(raisedDay) && !(known !== undefined && raisedDay >= known.since && raisedDay <= known.until) ? 1 : 0
      const den = written_off_ms !== null && isIn(days.dayOf(written_off_ms)) ? 1 : 0
      return num === 0 && den === 0 ? undefined : { num, den, atMs: num > 0 ? raised_ms! : written_off_ms! }
    }
  }
  return around({ fromMs: days.startOf(first - USUAL_DAYS), untilMs: days.startOf(today + 1 + USUAL_DAYS) }).map(range => findingStretch(scene, { range }, weigher))
}

function findingStretch({ unit, context }: FactScene, { range, isOpen }: { readonly range: Range, readonly isOpen?: boolean }, weigher: () => Promise<Weigh>): Stretch {
  return {
    async read(after, most) {
      const weigh = await weigher()
      const all = context.db.selectFrom('supervision_finding').selectAll().where('unit', '=', unit.code)
      // The condition is the very one of the partial index.
      const some = isOpen === undefined ? all : all.where(isOpen ? sql<boolean>`rectified_ms is null` : sql<boolean>`rectified_ms is not null`)
      const rows = await some.where(newestFirst(DUE, range, after)).orderBy('due_ms', 'desc').orderBy('finding', 'desc').limit(most).execute()
      return rows.map((finding) => {
        const weight = weigh(finding)
        return { place: { ms: finding.due_ms, id: finding.finding }, share: weight === undefined ? undefined : shareOf(finding, weight, context.days.dayOf(weight.atMs)) }
      })
    },
  }
}

function shareOf({ finding }: Finding, { num, den, atMs }: Fraction & { readonly atMs: number }, day: number): Share {
  return { kind: 'finding', id: finding, isPersonal: false, num, den, day, atMs }
}

/** The day that is asked about, as the parts have it. */
function dayOf({ context: { days, atMs } }: FactScene) {
  const today = days.dayOf(atMs)
  const fromMs = days.startOf(today)
  return { today, fromMs, endMs: fromMs + DAY_MS }
}
