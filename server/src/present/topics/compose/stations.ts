/** `stations`: the units directly below, a row each, from the same totals as their own topics. */
import type { Audience, StationRow, StationsTopic } from '@qinglian/shared'
import type { Disclosure, Hidden } from './hidden.ts'
import type { Scene } from './scene.ts'
import { freshnessOf } from '../../../model/freshness.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'
import { unitLink } from './about.ts'
import { countedAlerts, openAlerts } from './alerts.ts'
import { pledgeFigures } from './pledges.ts'
import { composeSupervision } from './supervision.ts'

export interface StationsQuestion { readonly unit: string, readonly audience: Audience, readonly disclosure: Disclosure }

export async function composeStations({ unit, audience, disclosure }: StationsQuestion, scene: Scene): Promise<StationsTopic> {
  const hidden = await disclosure.hidden(unit, scene)
  const stations: StationRow[] = []
  for (const child of scene.tree.children(unit))
    stations.push(await stationRow({ unit: child, audience, hidden, disclosure }, scene))
  return { stations }
}

async function stationRow({ unit, audience, hidden, disclosure }: StationsQuestion & { hidden: Hidden }, scene: Scene): Promise<StationRow> {
  const supervision = await composeSupervision(unit, scene)
  const pledges = await pledgeFigures(await scene.total(unit, 'pledges'), { unit, audience, hidden }, scene)
  const alerts = await scene.total(unit, 'alerts')
  const { overdue: tasksOverdue, rate } = supervision.tasks
  const { open, overdue, rectified } = supervision.findings
  return {
    ...unitLink(unit, scene),
    tasks: { rate, overdue: tasksOverdue },
    findings: { open, overdue, rectified },
    supervisionLevel: supervision.level,
    coverage: pledges.coverage,
    pledgesLevel: pledges.level,
    alerts: openAlerts(alerts, await countedAlerts({ total: alerts, audience }, scene, disclosure)),
    freshness: freshnessOf(sourcesOf([await scene.total(unit, 'sources'), await scene.total(unit, 'pledges')], audience !== 'public'), scene.sources),
  }
}
