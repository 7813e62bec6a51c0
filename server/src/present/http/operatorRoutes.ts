/** For operators: alive, ready, and the figures. Exempt from the read limits. */
import type { HttpApp } from './server.ts'
import { Type } from '@qinglian/shared'
import { AppError } from '../../errors.ts'

export type Phase = 'starting' | 'ready' | 'stopping'

export interface OperatorRoutesOptions {
  readonly phase: () => Phase
  /** The figures as text. */
  readonly figures: () => Promise<string>
  readonly figuresType: string
}

const Alive = Type.Object({ status: Type.String({ enum: ['ok'] }) })
const open = { security: [], tags: ['运维'] }

export function operatorRoutes(app: HttpApp, { phase, figures, figuresType }: OperatorRoutesOptions): void {
  app.get('/healthz', { schema: { ...open, summary: '进程是否存活', response: { 200: Alive } } }, async () => ({ status: 'ok' }))

  app.get('/readyz', { schema: { ...open, summary: '主题是否已可读取', response: { 200: Alive } } }, async () => {
    const now = phase()
    if (now !== 'ready')
      throw new AppError(now === 'starting' ? 'server.starting' : 'server.stopping')
    return { status: 'ok' }
  })

  app.get('/metrics', { schema: { ...open, summary: 'Prometheus 指标', produces: ['text/plain'] } }, async (_request, reply) => {
    return reply.type(figuresType).send(await figures())
  })
}
