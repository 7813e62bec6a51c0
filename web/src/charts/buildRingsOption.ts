import type { Rate } from '@qinglian/shared'
import type { BarSeriesOption } from 'echarts/charts'
/**
 * The rings of a station: one for each pledge type, three quarters of a circle being everyone. The free quarter,
 * left of twelve o'clock, is where the page writes the names; so the picture itself bears no text.
 *
 * Pure: the same value and theme give an equal, fresh option. The outermost ring is the first one.
 */
import type { PolarComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { Tokens } from '../ui/tokens.ts'
import { rateView } from '../ui/rateView.ts'

export type RingsOption = ComposeOption<BarSeriesOption | PolarComponentOption>

/** Radii as parts of the half width; the labels of the page are placed by the same numbers. */
export const RINGS_INNER = 0.5
export const RINGS_OUTER = 1
/** The value that would close the circle: 1 stands for three quarters of it. */
const FULL_CIRCLE = 4 / 3

export interface RingsValue {
  rings: readonly { name: string, rate: Rate }[]
  isStill: boolean
}

export function buildRingsOption({ rings, isStill }: RingsValue, theme: Tokens): RingsOption {
  const shares = rings.map(({ rate }) => {
    const view = rateView(rate)
    return view.kind === 'none' ? null : view.share
  })
  return {
    animation: !isStill,
    animationDuration: 600,
    animationDurationUpdate: 600,
    animationEasing: 'cubicOut',
    polar: { radius: [`${RINGS_INNER * 100}%`, `${RINGS_OUTER * 100}%`] },
    angleAxis: { type: 'value', startAngle: 90, min: 0, max: FULL_CIRCLE, show: false },
    radiusAxis: { type: 'category', inverse: true, data: rings.map(ring => ring.name), show: false },
    series: [
      ring({ id: 'track', data: shares.map(() => 1), color: theme.track, isStill: true }),
      ring({ id: 'value', data: shares.map((share, i) => share === null || share === 0 ? '-' : fade(share, i)), color: theme.jade, isStill }),
    ],
  }
}

/** The rings step back towards the middle, where the figure stands. */
function fade(share: number, index: number): RingItem {
  return { value: share, itemStyle: { opacity: Math.max(0.5, 1 - index * 0.18) } }
}

interface RingItem { value: number, itemStyle: { opacity: number } }
interface RingSeries { id: string, data: (number | '-' | RingItem)[], color: string, isStill: boolean }

function ring({ id, data, color, isStill }: RingSeries): BarSeriesOption {
  return {
    id,
    type: 'bar',
    coordinateSystem: 'polar',
    roundCap: true,
    silent: true,
    animation: !isStill,
    barGap: '-100%',
    barCategoryGap: '58%',
    itemStyle: { color },
    data,
  }
}
