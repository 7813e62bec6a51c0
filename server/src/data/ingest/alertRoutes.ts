/**
 * `GET /api/v1/alerts`: the alerts on which a system may state steps (`qinglian.alert.*`), so that it learns of them at the same
 * door. For keys that may state such steps, within their unit; ids, states and times only.
 */
import type { AlertEntry } from '@qinglian/shared'
import type { FastifyInstance } from 'fastify'
import type { UnitReach } from '../../access/sourceScope.ts'
import { ALERT_STEPS } from '@qinglian/shared'
import { coversType, coversUnit } from '../../access/sourceScope.ts'
import { AppError } from '../../errors.ts'
import { alertsSchema } from './openapi.ts'
import { keyOf } from './requireKey.ts'

export interface AlertOptions {
  readonly alerts: () => Promise<readonly AlertEntry[]>
  readonly tree: () => UnitReach
  readonly clock: () => number
}

const MOST_ALERTS = 500

/** Register it where `requireKey` guards the routes. */
export function alertRoutes(app: FastifyInstance, { alerts, tree, clock }: AlertOptions): void {
  app.get('/api/v1/alerts', { schema: alertsSchema }, async (request) => {
    const { scope } = keyOf(request)
    if (!ALERT_STEPS.some(step => coversType(scope, step.type)))
      throw new AppError('scope.denied')
    const at = { tree: tree(), nowMs: clock() }
    return { alerts: (await alerts()).filter(alert => coversUnit(scope, alert.unit, at)).slice(0, MOST_ALERTS) }
  })
}
