/**
 * A portrait (清廉画像, domain.md §3.13): a pure function of readings, configuration and the portrait drawn before.
 *
 * - Missing data never pays: what was seen before keeps its last points at full weight, only coverage falls. So a dimension
 *   with little data is shown as such, yet still counts in the total: left out, a weak one would lift it.
 * - What was never seen is left out and coverage falls; what does not apply is left out of both.
 * - While something has been missing for longer than `frozenAfterDays`, the total does not rise.
 * - A veto caps the total and is told to nobody but the restricted audience.
 */
import type { Grade, Quality } from '@qinglian/shared'
import type { Indicator } from '../config/indicators.ts'
import type { PortraitFile } from '../config/portrait.ts'
import type { Fraction } from '../records/recordSubject.ts'
import type { Reading, Score, Standing } from './reading.ts'
import { GRADES } from '@qinglian/shared'
import { membersOf } from '../config/portrait.ts'
import { pointsOf } from './points.ts'
import { standingOf } from './reading.ts'

export interface Member {
  readonly code: string
  readonly weight: number
  /** Null where it carries none: left out, or informative. */
  readonly points: number | null
  readonly quality: Quality
  readonly carried: boolean
  readonly fraction: Fraction | undefined
  /** Whether its points are made of data, or as good as. */
  readonly usable: boolean
  /** Whether it counts in what data could cover. */
  readonly applies: boolean
  readonly isFresh: boolean
  /** Day on which its points were last made of data. */
  readonly seen: number | null
}

export interface DimensionPortrait {
  readonly id: string
  readonly name: string
  readonly weight: number
  readonly band: number
  /** As it counts in the total; null where no member has points. */
  readonly points: number | null
  readonly coverage: number
  readonly members: readonly Member[]
}

export interface Portrait {
  readonly total: number | null
  readonly grade: Grade | null
  readonly coverage: number
  readonly confidence: number
  readonly vetoed: boolean
  readonly dimensions: readonly DimensionPortrait[]
}

/** What a portrait goes on from. */
export interface LastPortrait { readonly total: number | null, readonly scores: ReadonlyMap<string, Score> }

export interface Sitting {
  readonly config: PortraitFile
  readonly indicators: ReadonlyMap<string, Indicator>
  readonly readings: ReadonlyMap<string, Reading>
  /** What an indicator is judged as, see `metrics/judgedAs.ts`. */
  readonly judgedAs: (code: string, fraction: Fraction) => Fraction
  readonly last: LastPortrait | undefined
  readonly kind: string | undefined
  readonly stations: number
  readonly today: number
  readonly vetoed: boolean
}

export function drawPortrait(sitting: Sitting): Portrait {
  const { config, last, vetoed, today } = sitting
  const dimensions = config.dimensions.map(dimension => drawDimension(dimension, sitting))
  const members = dimensions.flatMap(dimension => dimension.members.map(member => ({ ...member, weight: member.weight * dimension.weight })))
  const coverage = rounded(coverageOf(members), 4)
  const shown = dimensions.filter(({ points }) => points !== null)
  const caps = [
    ...vetoed ? [config.veto.cap] : [],
    ...last?.total !== null && last?.total !== undefined && members.some(member => isLongMissing(member, today - config.frozenAfterDays)) ? [last.total] : [],
  ]
  const total = shown.length === 0 ? null : rounded(Math.min(...caps, mean(shown.map(({ points, weight }) => ({ weight, points: points! })))), 1)
  return { total, grade: total === null || coverage < config.enoughForGrade ? null : gradeOf(total, config), coverage, confidence: rounded(coverage * freshnessOf(members), 4), vetoed, dimensions }
}

/** The letter of a total. */
export function gradeOf(total: number, { grades }: Pick<PortraitFile, 'grades'>): Grade {
  return GRADES.find(grade => grade === 'D' || total >= grades[grade])!
}

/** What the next portrait goes on from: of each indicator that has points, these and since when they are known. */
export function scoresOf({ dimensions }: Portrait): Map<string, Score> {
  return new Map(dimensions.flatMap(({ members }) => members).flatMap(({ code, points, seen }) => points === null || seen === null ? [] : [[code, { points, seen }]]))
}

function drawDimension(dimension: PortraitFile['dimensions'][number], sitting: Sitting): DimensionPortrait {
  const all = membersOf(dimension).map(member => ({ ...member, standing: standing(member.code, sitting) }))
  const members = all.map(({ code, weight, group, standing: own }): Member => {
    // Of several indicators that are one member, those that do not apply leave their share to the others.
    const sharing = all.filter(other => group.includes(other.code) && doesApply(other.standing)).length
    return member(code, { standing: own, weight: weight / (sharing === 0 ? group.length : sharing) }, sitting)
  })
  const scored = members.filter(({ points }) => points !== null).map(({ points, weight }) => ({ weight, points: points! }))
  return {
    id: dimension.id,
    name: dimension.name,
    weight: dimension.weight,
    band: dimension.band,
    points: scored.length === 0 ? null : rounded(mean(scored), 2),
    coverage: rounded(coverageOf(members), 4),
    members,
  }
}

const NEVER_READ: Reading = { fraction: undefined, state: 'never', newestDay: null }

function standing(code: string, { indicators, readings, kind, last, today }: Sitting): Standing {
  return standingOf(readings.get(code) ?? NEVER_READ, { indicator: indicators.get(code)!, kind, last: last?.scores.get(code), today })
}

function doesApply(own: Standing): boolean {
  return own.how !== 'left out' || own.applies
}

function member(code: string, { standing: own, weight }: { standing: Standing, weight: number }, sitting: Sitting): Member {
  const reading = sitting.readings.get(code) ?? NEVER_READ
  const about = { code, weight, quality: own.quality, fraction: reading.fraction, isFresh: reading.state === 'fresh' }
  const last = sitting.last?.scores.get(code)
  switch (own.how) {
    case 'judged': {
      const indicator = sitting.indicators.get(code)!
      const points = pointsOf({ indicator, fraction: sitting.judgedAs(code, own.fraction), stations: sitting.stations, isOpinion: new Set<string>(sitting.config.opinions).has(code) })
      return { ...about, points, carried: false, usable: points !== null, applies: points !== null, seen: sitting.today }
    }
    case 'carried':
      return { ...about, points: last!.points, carried: true, usable: own.usable, applies: true, seen: last!.seen }
    case 'left out':
      return { ...about, points: null, carried: false, usable: false, applies: own.applies, seen: null }
  }
}

function isLongMissing({ carried, usable, seen }: Member, since: number): boolean {
  return carried && !usable && seen !== null && seen < since
}

function coverageOf(members: readonly Member[]): number {
  const applicable = sum(members.filter(({ applies }) => applies))
  return applicable === 0 ? 0 : sum(members.filter(({ usable }) => usable)) / applicable
}

/** Share of the usable weight whose sources are on time. */
function freshnessOf(members: readonly Member[]): number {
  const usable = members.filter(member => member.usable)
  return usable.length === 0 ? 0 : sum(usable.filter(({ isFresh }) => isFresh)) / sum(usable)
}

function sum(parts: readonly { readonly weight: number }[]): number {
  return parts.reduce((all, { weight }) => all + weight, 0)
}

function mean(parts: readonly { readonly weight: number, readonly points: number }[]): number {
  return parts.reduce((all, { weight, points }) => all + weight * points, 0) / sum(parts)
}

function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round(value * scale + 1e-7) / scale
}
