/** Gathers what the portrait of a unit is drawn from: the present value of each indicator, how its sources do, the last portrait. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Days } from '../calendar/days.ts'
import type { Indicator } from '../config/indicators.ts'
import type { PortraitFile } from '../config/portrait.ts'
import type { SourceView } from '../freshness.ts'
import type { IndicatorSubject } from '../metrics/indicatorsOf.ts'
import type { OrgTree } from '../org/orgTree.ts'
import type { Part, PartSubject } from '../parts/part.ts'
import type { Fraction } from '../records/recordSubject.ts'
import type { LastPortrait, Sitting } from './drawPortrait.ts'
import type { Reading } from './reading.ts'
import { membersOf } from '../config/portrait.ts'
import { engineFreshness, freshnessOf } from '../freshness.ts'
import { subjectOfCode } from '../metrics/indicatorsOf.ts'
import { judgedAs } from '../metrics/judgedAs.ts'
import { sourcesOf } from '../parts/arrivals.ts'
import { VETO_PREFIX } from '../records/portrait.ts'

/** What portraits are drawn by. */
export interface PortraitRules { readonly config: PortraitFile, readonly indicators: ReadonlyMap<string, Indicator>, readonly version: string }

export interface SittingScene {
  readonly db: Kysely<Database>
  readonly org: OrgTree
  readonly days: Days
  readonly atMs: number
  readonly sources: SourceView
  /** What a unit and everything below it amount to. */
  readonly total: (unit: string, subject: PartSubject) => Promise<Part>
  /** The unit's own part, without what lies below. */
  readonly own: (unit: string, subject: PartSubject) => Promise<Part>
  readonly rules: PortraitRules
}

/** @param last the portrait drawn before */
export async function sittingOf(unit: string, last: LastPortrait | undefined, scene: SittingScene): Promise<Sitting> {
  const { db, org, days, atMs, rules } = scene
  const about = org.describe(unit, atMs)!
  const today = days.dayOf(atMs)
  const codes = rules.config.dimensions.flatMap(membersOf).map(({ code }) => code)
  const fractions = await fractionsOf(unit, codes, db)
  const readings = new Map<string, Reading>()
  for (const [subject, ofSubject] of Map.groupBy(codes, subjectOfCode)) {
    const telling = await tellingOf(unit, subject, scene)
    ofSubject.forEach(code => readings.set(code, { fraction: fractions.get(code), ...telling }))
  }
  return {
    config: rules.config,
    indicators: rules.indicators,
    readings,
    judgedAs: (code, fraction) => judgedAs(code, fraction, { days, atMs }),
    last,
    kind: about.kind ?? undefined,
    stations: Math.max(1, org.at(atMs).subtree(unit).filter(code => org.describe(code, atMs)?.level === 'station').length),
    today,
    vetoed: await isVetoed(unit, { db, today, since: monthsBefore(today, rules.config.veto.months, days) }),
  }
}

async function fractionsOf(unit: string, codes: readonly string[], db: Kysely<Database>): Promise<Map<string, Fraction>> {
  const rows = await db.selectFrom('metric_now').select(['code', 'num', 'den']).where('unit', '=', unit).where('code', 'in', codes).execute()
  return new Map(rows.map(({ code, num, den }) => [code, { num, den }]))
}

/**
 * How the sources of a subject do: those that speak of the unit, and those that speak of units above it, for a district publishes
 * lists and holds talks for its stations. What is made of alerts comes from the engine itself.
 */
async function tellingOf(unit: string, subject: IndicatorSubject | undefined, { total, own, org, atMs, sources, days }: SittingScene): Promise<Omit<Reading, 'fraction'>> {
  if (subject === undefined)
    return { state: 'never', newestDay: null }
  if (subject === 'alerts')
    return { state: engineFreshness(sources).state, newestDay: null }
  const above = org.at(atMs).path(unit).filter(code => code !== unit)
  const newest = sourcesOf([await total(unit, subject), ...await Promise.all(above.map(code => own(code, subject)))], true)
  const { state } = freshnessOf(newest, sources)
  return { state, newestDay: newest.size === 0 ? null : days.dayOf(Math.max(...newest.values())) }
}

async function isVetoed(unit: string, { db, today, since }: { db: Kysely<Database>, today: number, since: number }): Promise<boolean> {
  const row = await db.selectFrom('tally').select('n')
    .where('unit', '=', unit)
    .where('measure', '>=', VETO_PREFIX)
    .where('measure', '<', `${VETO_PREFIX}~`)
    .where('day', '>', since)
    .where('day', '<=', today)
    .where('n', '>', 0)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The same day of the month so many months before; the last of a month that is shorter. */
export function monthsBefore(day: number, months: number, days: Days): number {
  let start = days.monthStart(day)
  for (let i = 0; i < months; i += 1)
    start = days.monthStart(start - 1)
  return Math.min(start + day - days.monthStart(day), days.nextMonth(start) - 1)
}
