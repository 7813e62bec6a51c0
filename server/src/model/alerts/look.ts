/** One look at the tables: every condition that stands now, rule by rule, and what to remember for the next look. */
import type { Store } from '../../db/store.ts'
import type { WorkingDays } from '../calendar/workingDays.ts'
import type { RuleId } from '../config/alertRules.ts'
import type { ModelConfig } from '../config/loadModelConfig.ts'
import type { OrgStore } from '../org/orgStore.ts'
import type { Holds } from './holds.ts'
import type { CoverageOf } from './rules/uncoveredPledges.ts'
import type { Standing } from './standing.ts'
import { StoreUnavailable } from '../../db/store.ts'
import { RULE_IDS } from '../config/alertRules.ts'
import { held, readHolds } from './holds.ts'
import { overdueRectifications } from './rules/overdueRectifications.ts'
import { overdueTasks } from './rules/overdueTasks.ts'
import { silentSources } from './rules/silentSources.ts'
import { uncoveredPledges } from './rules/uncoveredPledges.ts'

export interface Watch {
  readonly store: Store
  readonly config: Pick<ModelConfig, 'alertRules'>
  readonly workingDays: WorkingDays
  readonly org: Pick<OrgStore, 'current'>
  readonly coverage: CoverageOf
  readonly log: { error: (details: object, message: string) => void }
  /** Since when this server has been able to hear its sources. */
  readonly listeningSinceMs: number
}

export interface Found {
  /** The rules that could be looked at. */
  readonly rules: ReadonlySet<string>
  readonly standings: readonly Standing[]
  readonly holds: Holds
}

export async function look(watch: Watch, nowMs: number): Promise<Found> {
  const before = await readHolds(watch.store.reader)
  const found: Standing[] = []
  const rules = new Set<string>()
  for (const id of RULE_IDS) {
    try {
      found.push(...await conditionsOf(id, watch, nowMs))
      rules.add(id)
    }
    catch (error) {
      if (error instanceof StoreUnavailable)
        throw error
      watch.log.error({ err: error, rule: id }, 'alert rule failed')
    }
  }
  const holds = (standing: Standing): boolean => watch.config.alertRules.get(standing.rule)?.hold !== undefined
  const dated = held(found.filter(holds), before, nowMs)
  return { rules, standings: [...found.filter(standing => !holds(standing)), ...dated.standings], holds: rules.size === RULE_IDS.length ? dated.holds : before }
}

async function conditionsOf(id: RuleId, watch: Watch, nowMs: number): Promise<Standing[]> {
  const { workingDays, listeningSinceMs: sinceMs } = watch
  const scene = { db: watch.store.reader, org: watch.org.current(), nowMs }
  const rule = watch.config.alertRules.get(id)
  if (rule === undefined)
    return []
  switch (id) {
    case 'R02': return overdueTasks(scene)
    case 'R03': return overdueRectifications(scene)
    case 'R08': return uncoveredPledges(scene, watch.coverage)
    case 'R26': return silentSources(scene, { rule, workingDays, sinceMs })
  }
}
