/** `GET /api/v1/notices`: facts that are kept but do not count, for the units that the source key may speak for. */
import type { FastifyInstance } from 'fastify'
import type { UnitReach } from '../../access/sourceScope.ts'
import type { Notice } from '../../model/notices.ts'
import { coversUnit } from '../../access/sourceScope.ts'
import { noticesSchema } from './openapi.ts'
import { keyOf } from './requireKey.ts'

export interface NoticeOptions {
  readonly notices: () => Promise<readonly Notice[]>
  readonly tree: () => UnitReach
  readonly clock: () => number
}

/** Register it where `requireKey` guards the routes. */
export function noticeRoutes(app: FastifyInstance, { notices, tree, clock }: NoticeOptions): void {
  app.get('/api/v1/notices', { schema: noticesSchema }, async (request) => {
    const { scope } = keyOf(request)
    const at = { tree: tree(), nowMs: clock() }
    return { notices: (await notices()).filter(notice => coversUnit(scope, notice.unit, at)) }
  })
}
