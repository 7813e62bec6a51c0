/** The lists: units with their tree, and the indicator catalogue (口径) (contract.md §3). */
import type { TObject } from '@qinglian/shared'
import type { AllowedAudience } from '../../access/audience.ts'
import type { HttpApp } from './server.ts'
import { Type, UnitEntry } from '@qinglian/shared'

export interface CatalogueRoutesOptions {
  readonly units: () => UnitEntry[]
  /** The indicators, each with at least its code and name. */
  readonly metrics: () => readonly MetricEntry[]
  readonly allowedAudience: AllowedAudience
}

export interface MetricEntry {
  readonly code: string
  readonly name: string
}

const Units = Type.Object({ units: Type.Array(UnitEntry) })
/** Further members differ by indicator. */
const Metrics: TObject = Type.Object({
  metrics: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }, { additionalProperties: true })),
})
const VARY = { 'vary': 'Cookie, Authorization', 'cache-control': 'no-cache' }

export function catalogueRoutes(app: HttpApp, { units, metrics, allowedAudience }: CatalogueRoutesOptions): void {
  app.get('/api/v1/units', { schema: { summary: '已登记的单位及其上下级', tags: ['目录'], security: [], response: { 200: Units } } }, async (request, reply) => {
    allowedAudience({ headers: request.headers })
    reply.headers(VARY)
    return { units: units() }
  })

  app.get('/api/v1/metrics', { schema: { summary: '指标目录（口径）', tags: ['目录'], security: [], response: { 200: Metrics } } }, async (request, reply) => {
    allowedAudience({ headers: request.headers })
    reply.headers(VARY)
    return { metrics: metrics() }
  })
}
