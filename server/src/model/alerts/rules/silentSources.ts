import type { WorkingDays } from '../../calendar/workingDays.ts'
/**
 * R26: source systems with a cadence from which nothing has arrived for some cadences (three in the samples). A system
 * that never sent anything is not connected yet, which is no interruption. While this server was away it could hear
 * nobody: after a start a source has one cadence, at most `settle`, to be heard again before an alert is raised.
 */
import type { AlertRule } from '../../config/alertRules.ts'
import type { Scene, Standing } from '../standing.ts'
import { addSpan } from '../../calendar/span.ts'
import { sourceView } from '../../freshness.ts'

export interface Listening {
  readonly rule: AlertRule
  readonly workingDays: WorkingDays
  /** Since when this server has been able to hear anybody. */
  readonly sinceMs: number
}

const DEFAULT_CADENCES = 3

export async function silentSources({ db, nowMs }: Scene, { rule, workingDays, sinceMs }: Listening): Promise<Standing[]> {
  const view = await sourceView(db, nowMs)
  const settledMs = addSpan(sinceMs, rule.settle ?? '0min', workingDays)
  return view.systems.flatMap((system): Standing[] => {
    const startMs = view.arrivedMs(system)
    if (system.every_sec === null || startMs === null)
      return []
    const cadenceMs = system.every_sec * 1000
    const waitMs = (rule.cadences ?? DEFAULT_CADENCES) * cadenceMs
    if (nowMs - startMs <= waitMs)
      return []
    return [{ rule: 'R26', unit: system.unit, object: `source/${system.system}`, startMs, waitMs, notBeforeMs: Math.min(settledMs, sinceMs + cadenceMs) }]
  })
}
