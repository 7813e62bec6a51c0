/**
 * How a figure moved: a value for each closed day, or for each month or year as it stood at its end, the present one as it stood
 * last. Days are kept for good, so one indexed query gives any of them. The value of a month is never an average of its days.
 */
import type { MetricExplained } from '@qinglian/shared'
import type { Days } from '../../model/calendar/days.ts'
import type { Ask } from './ask.ts'
import { figureOf } from './figure.ts'

export const TREND_STEPS = ['day', 'month', 'year'] as const
export type TrendStep = (typeof TREND_STEPS)[number]

/** How many of each are given at most. */
const MOST = { day: 400, month: 60, year: 20 } as const

export async function trendOf({ indicator, unit, scene, day, by }: Ask & { readonly by: TrendStep }): Promise<NonNullable<MetricExplained['trend']>> {
  const last = day ?? scene.days.dayOf(scene.atMs) - 1
  const of = scene.db.selectFrom('metric_day').select(['day', 'num', 'den']).where('unit', '=', unit).where('code', '=', indicator.code)
  const chosen = by === 'day' ? of.where('day', '>', last - MOST.day).where('day', '<=', last) : of.where('day', 'in', endsOf(by, last, scene.days))
  return (await chosen.orderBy('day').execute()).map(({ day: on, num, den }) => {
    const told = figureOf({ num, den }, indicator.unit === 'count')
    return { day: scene.days.format(on), num, den: told.den, value: told.value }
  })
}

/** The last day, and the last days of the months (years) before. */
function endsOf(by: 'month' | 'year', last: number, days: Days): number[] {
  const ends = [last]
  while (ends.length < MOST[by])
    ends.push((by === 'month' ? days.monthStart(ends.at(-1)!) : days.yearStart(ends.at(-1)!)) - 1)
  return ends
}
