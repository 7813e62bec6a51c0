/** `stations`: the units directly below, a row each, from the same totals as their own topics. */
import type { Audience, StationRow, StationsTopic } from '@qinglian/shared'
import type { Hidden } from './hidden.ts'
import type { Scene } from './scene.ts'
import { freshnessOf } from '../../../model/freshness.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'
import { unitLink } from './about.ts'
import { openAlerts } from './alerts.ts'
import { pledgeFigures } from './pledges.ts'
import { composeSupervision } from './supervision.ts'

export async function composeStations(unit: string, { audience, hidden }: { audience: Audience, hidden: Hidden }, scene: Scene): Promise<StationsTopic> {
  const stations: StationRow[] = []
  for (const child of scene.tree.children(unit))
    stations.push(await stationRow(child, { audience, hidden }, scene))
  return { stations }
}

async function stationRow(unit: string, { audience, hidden }: { audience: Audience, hidden: Hidden }, scene: Scene): Promise<StationRow> {
  const supervision = await composeSupervision(unit, scene)
  const pledges = await pledgeFigures(await scene.total(unit, 'pledges'), { unit, audience, hidden }, scene)
  const counted = (rule: string): boolean => audience !== 'public' || scene.wording.rule(rule)?.countsPublicly === true
  const { overdue: tasksOverdue, rate } = supervision.tasks
  const { open, overdue, rectified } = supervision.findings
  return {
    ...unitLink(unit, scene),
    tasks: { rate, overdue: tasksOverdue },
    findings: { open, overdue, rectified },
    supervisionLevel: supervision.level,
    coverage: pledges.coverage,
    pledgesLevel: pledges.level,
    alerts: openAlerts(await scene.total(unit, 'alerts'), counted),
    freshness: freshnessOf(sourcesOf((await scene.total(unit, 'sources')).latest), scene.sources),
  }
}
