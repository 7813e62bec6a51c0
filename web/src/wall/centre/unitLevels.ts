/** Which lines of work of a unit call for attention, and how much. A level belongs to a line, not to one figure of it. */
import type { Level, Severity, StationRow } from '@qinglian/shared'
import { SEVERITIES, worseLevel } from '@qinglian/shared'

export interface WorkLevel { work: 'supervision' | 'pledges', severity: Severity }

type Levels = Pick<StationRow, 'supervisionLevel' | 'pledgesLevel'>

/** In the order of the panels; a line that is green, or has nothing to judge, is silent. */
export function unitLevels({ supervisionLevel, pledgesLevel }: Levels): WorkLevel[] {
  const lines = [['supervision', supervisionLevel], ['pledges', pledgesLevel]] as const
  return lines.flatMap(([work, level]) => {
    const severity = severityOf(level)
    return severity === undefined ? [] : [{ work, severity }]
  })
}

export function worstLevel({ supervisionLevel, pledgesLevel }: Levels): Severity | undefined {
  return severityOf(worseLevel(supervisionLevel, pledgesLevel))
}

function severityOf(level: Level): Severity | undefined {
  return SEVERITIES.find(severity => severity === level)
}
