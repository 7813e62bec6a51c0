/**
 * How the public sees portraits (domain.md §6.1): whole points once a day, discipline in bands, no mark of a veto. The total
 * is made of the shown dimensions alone, so that it says nothing that they do not.
 */
import type { PortraitFile } from '../config/portrait.ts'
import type { DimensionPortrait, Portrait } from './drawPortrait.ts'
import { gradeOf } from './drawPortrait.ts'

export interface PublicForm {
  readonly points: number | null
  readonly grade: Portrait['grade']
  readonly dimensions: readonly { readonly id: string, readonly points: number | null }[]
}

export interface Showing {
  readonly config: PortraitFile
  /** On the rolls of the unit and of what lies below. */
  readonly people: number
  /** Indicators of people whose figure the public may not see of this unit: points made of them would tell it. */
  readonly hidden: ReadonlySet<string>
}

export function publicForm(portrait: Portrait, { config, people, hidden }: Showing): PublicForm {
  const isKept = portrait.vetoed || portrait.total === null || portrait.coverage < config.enoughForGrade || people < config.fewestPeople
  const dimensions = portrait.dimensions.map(dimension => ({ id: dimension.id, weight: dimension.weight, band: dimension.band, points: isKept ? null : shownPoints(dimension, { config, hidden }) }))
  const shown = dimensions.flatMap(({ weight, band, points }) => points === null ? [] : [{ weight, points: points + (band - 1) / 2 }])
  const points = shown.length === 0 ? null : Math.round(Math.min(100, shown.reduce((sum, one) => sum + one.weight * one.points, 0) / shown.reduce((sum, one) => sum + one.weight, 0)))
  return { points, grade: points === null ? null : gradeOf(points, config), dimensions: dimensions.map(({ id, points: own }) => ({ id, points: own })) }
}

/** Whole points, or the lower end of the band. */
function shownPoints({ coverage, members, band }: DimensionPortrait, { config, hidden }: { config: PortraitFile, hidden: ReadonlySet<string> }): number | null {
  const told = members.filter(({ code, points }) => points !== null && !hidden.has(code))
  if (coverage < config.enoughForPoints || told.length === 0)
    return null
  const points = told.reduce((sum, one) => sum + one.weight * one.points!, 0) / told.reduce((sum, one) => sum + one.weight, 0)
  return band === 1 ? Math.round(points) : Math.min(100 - band, Math.floor(points / band) * band)
}
