/** `scenarios`: digital scenarios, their use, and the challenges taken up. Names of scenarios, postings and teams are not shown. */
import type { Audience, ScenariosTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { SCENARIO_STAGES } from '@qinglian/shared'
import { scenarios } from '../../../model/records/scenarios.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeScenarios(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<ScenariosTopic> {
  const { count, value, rate, level, freshness } = await recordFigures(scenarios, question, { scene, disclosure })
  return {
    live: value('dig.live'),
    byStage: SCENARIO_STAGES.map(stage => ({ stage, count: count(`stage.${stage}`) })),
    used: value('dig.usage'),
    challenges: { claimed: rate('dig.challenge_rate'), accepted: rate('dig.challenge_done') },
    level,
    freshness,
  }
}
