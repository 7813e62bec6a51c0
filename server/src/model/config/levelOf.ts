/**
 * The colour of an indicator's value (domain.md §3).
 *
 * A rate or a mean exactly at a threshold belongs to the better level; a count reaches a level at the number the file writes
 * (“≥1 yellow”). Compared in whole numbers, so 294 of 300 is exactly 98 %. Nothing to count, or no thresholds: `none`.
 */
import type { Level } from '@qinglian/shared'
import type { Indicator } from './indicators.ts'

export type BySeverity = Readonly<Record<'yellow' | 'orange' | 'red', number>>

export interface IndicatorValue {
  readonly num: number
  /** What was counted among; 0 where there was nothing to count, and with a count where that is not known. */
  readonly den: number
  /** Whole days since the oldest of the counted things fell due, where the indicator has `redAfterDays`. */
  readonly oldestDays?: number
  /** How many of each colour there are, where the indicator is judged by severity. */
  readonly bySeverity?: BySeverity
}

const JUDGED_LEVELS = ['red', 'orange', 'yellow'] as const
/** Thresholds have at most three decimals (`THRESHOLD_STEP`). */
const SCALE = 1000

/** @param stations how many stations the value covers; counts judged per station grow with it. */
export function levelOf(indicator: Indicator, value: IndicatorValue, stations: number): Level {
  const { thresholds } = indicator
  if (thresholds !== undefined && indicator.bySeverity === true)
    return severityLevel(thresholds, value.bySeverity)
  if (thresholds === undefined || isNothing(indicator, value))
    return 'none'
  if (thresholds.redAfterDays !== undefined && value.oldestDays !== undefined && value.oldestDays > thresholds.redAfterDays)
    return 'red'
  for (const level of JUDGED_LEVELS) {
    const threshold = thresholds[level]
    if (threshold !== undefined && isPast(indicator, value, threshold * (indicator.perStation === true ? Math.max(1, stations) : 1)))
      return level
  }
  return 'green'
}

/** Each threshold counts what is of its own colour: three yellow ones are yellow, a single red one is red. None at all is good news. */
function severityLevel(thresholds: NonNullable<Indicator['thresholds']>, counts: BySeverity | undefined): Level {
  if (counts === undefined)
    return 'none'
  return JUDGED_LEVELS.find(level => thresholds[level] !== undefined && counts[level] >= thresholds[level]) ?? 'green'
}

/** A rate or a mean of nothing; a count of none among none. What has been counted is there, whatever it was counted among. */
function isNothing({ unit }: Indicator, { num, den }: IndicatorValue): boolean {
  return den === 0 && (unit !== 'count' || num === 0)
}

/** Before its deadline a campaign's missing signatures are progress, not failure: never worse than blue (domain.md §3.2). */
export function levelBeforeDue(level: Level): Level {
  return level === 'none' || level === 'green' ? level : 'blue'
}

function isPast({ unit, direction }: Indicator, { num, den }: IndicatorValue, threshold: number): boolean {
  if (unit === 'count')
    return direction === 'down' ? num >= threshold : num <= threshold
  const scaled = num * (unit === 'percent' ? 100 : 1) * SCALE
  const limit = Math.round(threshold * SCALE) * den
  return direction === 'up' ? scaled < limit : scaled > limit
}
