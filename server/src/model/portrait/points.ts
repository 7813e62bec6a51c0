/**
 * The points of one indicator, 0 to 100 (domain.md §3.13): a line through target, yellow, orange and red at 100, 80, 60 and 40,
 * and on to 0. A level that is not used is skipped and its neighbours joined; where two stand at one value the better stands,
 * so that a target that is also the yellow threshold falls smoothly from 100. A count whose target is 0 has the points of the
 * level it has reached.
 */
import type { Indicator } from '../config/indicators.ts'
import type { Fraction } from '../records/recordSubject.ts'
import { levelOf } from '../config/levelOf.ts'

const POINTS_OF_LEVEL = { none: 100, green: 100, blue: 100, yellow: 80, orange: 60, red: 40 } as const
const HUNDRED_PERCENT = 100
/** Two-sided 80 %: the normal deviate that leaves a tenth on either side. */
const Z = 1.2815515655446004
/** Below so many a figure is `small_n`. */
export const FEW = 5

export interface Judged {
  readonly indicator: Indicator
  /** What it is judged as, see `metrics/judgedAs.ts`. */
  readonly fraction: Fraction
  /** Stations that the figure covers; counts judged per station grow with it. */
  readonly stations: number
  /** Whether it is made of opinions: few of them count by the lower bound of what they may stand for. */
  readonly isOpinion: boolean
}

/** With two decimals; null where the indicator is informative, or there is nothing to count. */
export function pointsOf({ indicator, fraction, stations, isOpinion }: Judged): number | null {
  const { thresholds, target, unit, direction } = indicator
  if (thresholds === undefined || (unit !== 'count' && fraction.den === 0))
    return null
  if (unit === 'count' && direction === 'down')
    return POINTS_OF_LEVEL[levelOf(indicator, fraction, stations)]
  const scale = unit === 'percent' ? HUNDRED_PERCENT : 1
  const value = unit === 'count' ? fraction.num : scale * (isOpinion && unit === 'percent' && fraction.den < FEW ? wilsonLow(fraction) : fraction.num / fraction.den)
  const perStation = indicator.perStation === true ? Math.max(1, stations) : 1
  // Without a target of its own, the first threshold is where it ends.
  const best = target ?? thresholds.yellow ?? thresholds.orange ?? thresholds.red
  const anchors = [[best, 100], [thresholds.yellow, 80], [thresholds.orange, 60], [thresholds.red, 40]] as const
  const known = anchors.flatMap(([at, points]) => at === undefined ? [] : [{ at: at * perStation, points }])
  if (known.length === 0)
    return null
  return Math.round(HUNDRED_PERCENT * onLine(value, withFloor(known, { direction, isPercent: unit === 'percent' }))) / HUNDRED_PERCENT
}

interface Anchor { readonly at: number, readonly points: number }

/** Each value once, the better points first, and where the line ends at 0: at nothing, or for what should be low at all there is, or at twice the worst threshold. */
function withFloor(anchors: readonly Anchor[], { direction, isPercent }: { direction: Indicator['direction'], isPercent: boolean }): Anchor[] {
  const best = anchors.filter(({ at }, i) => anchors.findIndex(other => other.at === at) === i)
  const worst = best.at(-1)!.at
  const floor = direction === 'up' ? 0 : isPercent ? HUNDRED_PERCENT : 2 * worst
  return floor === worst ? best : [...best, { at: floor, points: 0 }]
}

function onLine(value: number, anchors: readonly Anchor[]): number {
  const better = (a: number, b: number): boolean => anchors[0]!.at < anchors.at(-1)!.at ? a <= b : a >= b
  if (better(value, anchors[0]!.at))
    return 100
  for (const [i, to] of anchors.entries()) {
    const from = anchors[i - 1]
    if (from !== undefined && better(value, to.at))
      return from.points + (to.points - from.points) * (value - from.at) / (to.at - from.at)
  }
  return anchors.length > 1 ? anchors.at(-1)!.points : 0
}

/** Lower end of Wilson's interval for a share. */
function wilsonLow({ num, den }: Fraction): number {
  const share = num / den
  const z2 = Z * Z
  return (share + z2 / (2 * den) - Z * Math.sqrt((share * (1 - share) + z2 / (4 * den)) / den)) / (1 + z2 / den)
}
