/** `indicators.yaml`: what each indicator means and when it changes colour (domain.md §3). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { AUDIENCES, Closed, Optional, Type, UNIT_KINDS } from '@qinglian/shared'
import { ListOf, WholeNumber, WordOf, Words, YesOrNo } from './leaves.ts'
import { repeated } from './repeated.ts'

/** Every indicator that this version computes. */
export const INDICATOR_CODES = [
  'sup.plan_rate',
  'sup.ontime_rate',
  'sup.coverage',
  'sup.finding_count',
  'sup.rectify_rate',
  'sup.rectify_ontime',
  'sup.rectify_overdue',
  'sup.repeat_rate',
  'sup.cross_share',
  'sup.double_random',
  'sup.finding_per_task',
  'sup.selfcheck_rate',
  'sup.joint_meeting',
  'plg.coverage',
  'plg.antidrug',
  'plg.business',
  'plg.integrity',
  'plg.expiring',
  'plg.two_roles_gap',
  'plg.fulfil_review',
  'edu.plan_rate',
  'edu.attendance',
  'edu.assembly',
  'edu.committee',
  'edu.group',
  'edu.lesson',
  'edu.theme_day',
  'edu.training',
  'edu.exam_pass',
  'edu.red_activity',
  'evl.satisfaction',
  'evl.avg',
  'evl.participation',
  'evl.integrity_neg',
  'evl.bad_handled',
  'evl.democratic',
  'cmp.count',
  'cmp.ontime',
  'cmp.close_rate',
  'cmp.satisfied',
  'cmp.staff_related',
  'hon.count',
  'hon.appreciation',
  'dig.live',
  'dig.usage',
  'dig.challenge_rate',
  'dig.challenge_done',
  'lic.ontime_promised',
  'lic.ontime_legal',
  'lic.avg_days',
  'lic.near_due',
  'lic.deliver',
  'lic.correct_once',
  'lic.kiosk_share',
  'lic.kiosk_uptime',
  'tlk.coverage',
  'tlk.tier_rate',
  'tlk.reminder_followup',
  'vis.coverage',
  'vis.followup',
  'rsk.alert_open',
  'rsk.alert_ontime',
  'rsk.mttr',
  'rsk.sign_latency',
  'rsk.false_rate',
  'rsk.score',
  'duty.rate',
  'duty.min_holder',
  'lst.complete',
  'lst.reviewed',
  'lst.outside',
  'lst.personal_review',
  'rsk.points_high',
  'rsk.control_rate',
  'rsk.review_rate',
] as const
export type IndicatorCode = (typeof INDICATOR_CODES)[number]

/** Finer steps would be lost in the exact comparison of `levelOf`. */
export const THRESHOLD_STEP = 0.001
const Threshold = Type.Number({ minimum: 0, maximum: 1_000_000, multipleOf: THRESHOLD_STEP, description: '不小于 0 的数，至多三位小数' })

export const Thresholds = Closed({
  yellow: Optional(Threshold),
  orange: Optional(Threshold),
  red: Optional(Threshold),
  redAfterDays: Optional(WholeNumber(1, 3650)),
})

export const Indicator = Closed({
  code: WordOf(INDICATOR_CODES),
  name: Words(40),
  definition: Words(200),
  formula: Closed({ num: Words(80), den: Words(80) }),
  period: WordOf(['D', 'W', 'M', 'Q', 'H', 'Y', 'R30', 'R90', 'R180', 'R365', 'N']),
  unit: WordOf(['percent', 'count', 'mean']),
  direction: WordOf(['up', 'down']),
  target: Optional(Threshold),
  thresholds: Optional(Thresholds),
  perStation: Optional(YesOrNo),
  bySeverity: Optional(YesOrNo),
  audience: WordOf(AUDIENCES),
  rollup: WordOf(['sum', 'min', 'distinct', 'own']),
  scope: ListOf(WordOf(UNIT_KINDS), 1),
  cadence: WordOf(['live', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly']),
  owner: Words(40),
  judged: YesOrNo,
})
export type Indicator = Static<typeof Indicator>

export const IndicatorsFile = Closed({ indicators: ListOf(Indicator, 1) })
export type IndicatorsFile = Static<typeof IndicatorsFile>

/** What the schema cannot say: each code once and all of them, thresholds in order, rates within 100 %. */
export function checkIndicators({ indicators }: IndicatorsFile): ShapeProblem[] {
  const missing = INDICATOR_CODES.filter(code => !indicators.some(indicator => indicator.code === code))
  return [
    ...missing.map(code => ({ path: ['indicators'], message: `缺少指标 ${code}` })),
    ...repeated(indicators.map(indicator => indicator.code)).map(at => ({ path: ['indicators', at, 'code'], message: `${indicators[at]?.code} 只应出现一次` })),
    ...indicators.flatMap((indicator, at) => thresholdProblems(indicator).map(problem => ({ ...problem, path: ['indicators', at, ...problem.path] }))),
  ]
}

function thresholdProblems(indicator: Indicator): ShapeProblem[] {
  const { target, thresholds = {}, unit, direction, judged, perStation, bySeverity } = indicator
  const problems: ShapeProblem[] = []
  const steps = (['yellow', 'orange', 'red'] as const).flatMap(level => thresholds[level] === undefined ? [] : [{ level, value: thresholds[level] }])
  for (const [i, { level, value }] of steps.entries()) {
    const path = ['thresholds', level]
    const before = steps[i - 1]
    if (unit === 'percent' && value > 100)
      problems.push({ path, message: '百分率的阈值应不超过 100' })
    if (unit === 'count' && !Number.isInteger(value))
      problems.push({ path, message: '件数的阈值应为整数' })
    if (bySeverity !== true && before !== undefined && (direction === 'up' ? value > before.value : value < before.value))
      problems.push({ path, message: `应${direction === 'up' ? '不高于' : '不低于'} ${before.level} 的 ${before.value}` })
  }
  if (unit === 'percent' && target !== undefined && target > 100)
    problems.push({ path: ['target'], message: '百分率的目标值应不超过 100' })
  if (judged && steps.length === 0)
    problems.push({ path: ['judged'], message: '没有阈值的指标应为 false' })
  if (perStation === true && unit !== 'count')
    problems.push({ path: ['perStation'], message: '只用于件数，百分率与平均数应不写' })
  if (bySeverity === true && (unit !== 'count' || perStation === true))
    problems.push({ path: ['bySeverity'], message: '只用于件数，且不与 perStation 同用' })
  return problems
}
