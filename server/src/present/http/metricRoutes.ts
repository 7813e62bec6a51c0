/** `GET /api/v1/metrics/{code}/units/{unit}`: why a number is what it is (contract.md §3, domain.md §3). */
import type { Audience, TSchema } from '@qinglian/shared'
import type { AllowedAudience } from '../../access/audience.ts'
import type { Days } from '../../model/calendar/days.ts'
import type { MetricQuestion } from '../metrics/explainMetric.ts'
import type { HttpApp } from './server.ts'
import { AUDIENCES, Day, ErrorBody, grantedAudience, MetricExplained, OneOf, Optional, Type, UnitCode } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { TREND_STEPS } from '../metrics/trend.ts'

export interface MetricRoutesOptions {
  readonly explain: (question: MetricQuestion) => Promise<MetricExplained | undefined>
  readonly isDeclared: (unit: string) => boolean
  readonly days: Pick<Days, 'dayOf' | 'parse'>
  readonly allowedAudience: AllowedAudience
}

const Query = Type.Object({
  at: Optional(Day),
  trend: Optional(OneOf(TREND_STEPS, { description: '走势按日、按月末或按年末给出，默认按日' })),
  audience: Optional(OneOf(AUDIENCES, { description: '要看的受众，默认 public；给出的是所求与所许之低者' })),
})
const Params = Type.Object({ code: Type.String({ maxLength: 60, description: '指标代码，如 sup.plan_rate' }), unit: UnitCode })
const ANSWERS: Record<string, TSchema> = { 200: MetricExplained, 404: ErrorBody }

export function metricRoutes(app: HttpApp, { explain, isDeclared, days, allowedAudience }: MetricRoutesOptions): void {
  app.get('/api/v1/metrics/:code/units/:unit', {
    schema: {
      summary: '一个数字为什么是这样：口径、分子分母、由谁相加、数据来源、走势',
      description: '`at` 为过去的一天（或其中的时刻）时，给出那一天结束时的数字；不写或为将来则为现值。关于人的指标，公开受众只能看到现值，且不给走势。',
      tags: ['目录'],
      security: [],
      params: Params,
      querystring: Query,
      response: ANSWERS,
    },
  }, async (request, reply) => {
    const { code, unit } = request.params
    const allowed = allowedAudience({ headers: request.headers })
    const audience: Audience = grantedAudience(request.query.audience ?? 'public', allowed)
    if (!isDeclared(unit))
      throw new AppError('unit.unknown')
    const { at, trend } = request.query
    const explained = await explain({ code, unit, audience, trend, day: at === undefined ? undefined : days.dayOf(days.parse(at)!) })
    if (explained === undefined)
      throw new AppError('metric.unknown')
    reply.headers({ 'vary': 'Cookie, Authorization', 'cache-control': 'no-cache' })
    return explained
  })
}
