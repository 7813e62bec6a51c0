/** Which stations the table lists, and how closely it is set. */
import type { StationRow } from '@qinglian/shared'
import { LEVELS } from '@qinglian/shared'
import { WORST_FIRST } from '../panels/disposalFlow.ts'

export type Density = 'airy' | 'normal' | 'tight'

export function density(rows: number): Density {
  return rows <= 9 ? 'airy' : rows <= 14 ? 'normal' : 'tight'
}

/**
 * The order of the server as long as all fit. Beyond that the stations that need attention most stay: by open
 * alerts, worst colour first, then by the worse level.
 */
export function listedStations(stations: readonly StationRow[], maxRows: number): StationRow[] {
  if (stations.length <= maxRows)
    return [...stations]
  const worst = [...stations].sort(byNeed).slice(0, maxRows)
  return stations.filter(station => worst.includes(station))
}

function byNeed(a: StationRow, b: StationRow): number {
  for (const severity of WORST_FIRST) {
    if (a.alerts[severity] !== b.alerts[severity])
      return b.alerts[severity] - a.alerts[severity]
  }
  return levelRank(b) - levelRank(a)
}

function levelRank(station: StationRow): number {
  return Math.max(LEVELS.indexOf(station.supervisionLevel), LEVELS.indexOf(station.pledgesLevel))
}
