/** `GET /api/v1/metrics/{code}/units/{unit}`: why a number is what it is; below it `/facts`, what lies behind it (contract.md §3, domain.md §3). */
import type { Audience, TSchema } from '@qinglian/shared'
import type { IncomingHttpHeaders } from 'node:http'
import type { AllowedAudience } from '../../access/audience.ts'
import type { Days } from '../../model/calendar/days.ts'
import type { MetricQuestion } from '../metrics/explainMetric.ts'
import type { FactsQuestion } from '../metrics/listFacts.ts'
import type { HttpApp } from './server.ts'
import { AUDIENCES, Day, ErrorBody, grantedAudience, MetricExplained, MetricFacts, OneOf, Optional, Type, UnitCode } from '@qinglian/shared'
import { AppError } from '../../errors.ts'
import { TREND_STEPS } from '../metrics/trend.ts'

export interface MetricRoutesOptions {
  readonly explain: (question: MetricQuestion) => Promise<MetricExplained | undefined>
  readonly listFacts: (question: FactsQuestion) => Promise<MetricFacts | undefined>
  readonly isDeclared: (unit: string) => boolean
  readonly days: Pick<Days, 'dayOf' | 'parse'>
  readonly allowedAudience: AllowedAudience
}

/** The widest page, and the usual one. */
const MOST_FACTS = 200
const USUAL_FACTS = 50

const audienceAsked = Optional(OneOf(AUDIENCES, { description: '要看的受众，默认 public；给出的是所求与所许之低者' }))
const Query = Type.Object({
  at: Optional(Day),
  trend: Optional(OneOf(TREND_STEPS, { description: '走势按日、按月末或按年末给出，默认按日' })),
  audience: audienceAsked,
})
const FactsQuery = Type.Object({
  at: Optional(Day),
  after: Optional(Type.String({ minLength: 1, maxLength: 4000, description: '上一页的 next' })),
  limit: Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$', description: `一页至多几条，1 至 ${MOST_FACTS}，默认 ${USUAL_FACTS}` })),
  audience: audienceAsked,
})
const Params = Type.Object({ code: Type.String({ maxLength: 60, description: '指标代码，如 sup.plan_rate' }), unit: UnitCode })
const ANSWERS: Record<string, TSchema> = { 200: MetricExplained, 404: ErrorBody }
const FACTS_ANSWERS: Record<string, TSchema> = { 200: MetricFacts, 400: ErrorBody, 404: ErrorBody }
const HEADERS = { 'vary': 'Cookie, Authorization', 'cache-control': 'no-cache' }

export function metricRoutes(app: HttpApp, options: MetricRoutesOptions): void {
  const { explain, listFacts, isDeclared, days, allowedAudience } = options

  /** Whom it is for, of a unit that is declared. */
  function audienceOf({ headers, query, params }: { headers: IncomingHttpHeaders, query: { audience?: Audience }, params: { unit: string } }): Audience {
    const audience = grantedAudience(query.audience ?? 'public', allowedAudience({ headers }))
    if (!isDeclared(params.unit))
      throw new AppError('unit.unknown')
    return audience
  }

  function dayOf(at: string | undefined): number | undefined {
    return at === undefined ? undefined : days.dayOf(days.parse(at)!)
  }

  app.get('/api/v1/metrics/:code/units/:unit', {
    schema: {
      summary: '一个数字为什么是这样：口径、分子分母、由谁相加、数据来源、走势',
      description: '`at` 为过去的一天（或其中的时刻）时，给出那一天结束时的数字；不写或为将来则为现值。关于人的指标，公开受众只能看到现值，且不给走势。`facts` 是逐条列出其事实的地址。',
      tags: ['目录'],
      security: [],
      params: Params,
      querystring: Query,
      response: ANSWERS,
    },
  }, async (request, reply) => {
    const explained = await explain({ ...request.params, audience: audienceOf(request), trend: request.query.trend, day: dayOf(request.query.at) })
    if (explained === undefined)
      throw new AppError('metric.unknown')
    reply.headers(HEADERS)
    return explained
  })

  app.get('/api/v1/metrics/:code/units/:unit/facts', {
    schema: {
      summary: '一个数字由哪些事实得来：计入的与看过而未计的，逐条，分页',
      description: '各页的 `num`、`den` 之和就是同一时刻的那个数字（本单位与全部下级）。每页的工作量有上限：可能不足 `limit` 条、甚至一条也没有，只要 `next` 不为 null 就还没有完，用 `after` 接着取。各页说的是第一页的时刻。公开受众只看到单位、种类与日期，关于人的指标、受保护的主题与预警不列（`withheld`）；编号只给内部，指向个人的编号与工号只给 restricted。400 天以前的数字不再重算，也不列。',
      tags: ['目录'],
      security: [],
      params: Params,
      querystring: FactsQuery,
      response: FACTS_ANSWERS,
    },
  }, async (request, reply) => {
    const { at, after, limit } = request.query
    const most = limit === undefined ? USUAL_FACTS : Number(limit)
    if (most > MOST_FACTS)
      throw new AppError('request.invalid')
    const facts = await listFacts({ ...request.params, audience: audienceOf(request), day: dayOf(at), after, limit: most })
    if (facts === undefined)
      throw new AppError('metric.unknown')
    reply.headers(HEADERS)
    return facts
  })
}
