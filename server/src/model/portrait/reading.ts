/**
 * What is known of an indicator at an instant, for a portrait: its figure, and whether that is to be believed (domain.md §3.13).
 *
 * - `na`: it does not apply to this kind of unit, or its sources talk and there has never been anything to judge.
 * - `missing`: no source ever told of its subject, or one that did is silent (contract.md §3: more than three intervals).
 * - `stale`: sources without a cadence have said nothing for twice its period.
 * - idle: its sources talk, and there is nothing to judge now, as on the first of a month. The last points stay; they are as
 *   good as data for twice the period.
 */
import type { FreshnessState, Quality } from '@qinglian/shared'
import type { Indicator } from '../config/indicators.ts'
import type { PeriodKind } from '../metrics/period.ts'
import type { Fraction } from '../records/recordSubject.ts'
import { FEW } from './points.ts'

export interface Reading {
  /** Undefined where nothing was ever counted. */
  readonly fraction: Fraction | undefined
  /** Of the sources of its subject. */
  readonly state: FreshnessState
  /** Day of their newest statement; null where there is none. */
  readonly newestDay: number | null
}

/** The points that an indicator had last, and the day on which they were made of data. */
export interface Score { readonly points: number, readonly seen: number }

const PERIOD_DAYS: Record<PeriodKind, number | null> = { D: 1, W: 7, M: 31, Q: 92, H: 184, Y: 366, R30: 30, R90: 90, R180: 180, R365: 365, N: null }
/** A figure is old after so many of its periods. */
const STALE_AFTER = 2

export type Standing
  = | { readonly how: 'judged', readonly quality: Extract<Quality, 'ok' | 'zero' | 'small_n'>, readonly fraction: Fraction }
    /** The last points stay; `usable` where they are as good as data. */
    | { readonly how: 'carried', readonly quality: Quality, readonly usable: boolean }
    | { readonly how: 'left out', readonly quality: Quality, readonly applies: boolean }

export interface ReadingScene {
  readonly indicator: Indicator
  /** Kind of the unit; undefined for a bureau, to which everything applies. */
  readonly kind: string | undefined
  readonly last: Score | undefined
  readonly today: number
}

export function standingOf({ fraction, state, newestDay }: Reading, scene: ReadingScene): Standing {
  const { indicator, kind, last, today } = scene
  if (kind !== undefined && !new Set<string>(indicator.scope).has(kind))
    return { how: 'left out', quality: 'na', applies: false }
  if (state === 'silent' || state === 'never')
    return without('missing', last)
  const days = PERIOD_DAYS[indicator.period]
  if (days !== null && newestDay !== null && today - newestDay > STALE_AFTER * days)
    return without('stale', last)
  if (fraction === undefined || (fraction.den === 0 && indicator.unit !== 'count'))
    return idle(last, { days, today })
  return { how: 'judged', quality: qualityOf(fraction, indicator), fraction }
}

function without(quality: 'missing' | 'stale', last: Score | undefined): Standing {
  return last === undefined ? { how: 'left out', quality, applies: true } : { how: 'carried', quality, usable: false }
}

function idle(last: Score | undefined, { days, today }: { days: number | null, today: number }): Standing {
  if (last === undefined)
    return { how: 'left out', quality: 'na', applies: false }
  const isOld = days !== null && today - last.seen > STALE_AFTER * days
  return { how: 'carried', quality: isOld ? 'stale' : 'na', usable: !isOld }
}

function qualityOf({ num, den }: Fraction, { unit }: Indicator): 'ok' | 'zero' | 'small_n' {
  if (num === 0)
    return 'zero'
  return unit === 'percent' && den < FEW ? 'small_n' : 'ok'
}
