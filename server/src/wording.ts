/** The bureau's judgements and words, as the presenter asks for them, from the model files. */
import type { Indicator } from './model/config/indicators.ts'
import type { ModelConfig } from './model/config/loadModelConfig.ts'
import type { Wording } from './present/topics/compose/scene.ts'
import { levelOf } from './model/config/levelOf.ts'

export function wordingOf(config: ModelConfig): Wording {
  const indicators = new Map<string, Indicator>(config.indicators)
  const rules = new Map<string, { name: string, countsPublicly: boolean }>()
  for (const rule of config.alertRules.values())
    rules.set(rule.id, { name: rule.name, countsPublicly: rule.audience === 'public' && rule.selfEvident })
  const judged = [...config.indicators.values()].filter(indicator => indicator.judged).map(indicator => indicator.code)

  return {
    level(code, value, stations) {
      const indicator = indicators.get(code)
      return indicator === undefined ? 'none' : levelOf(indicator, value, stations)
    },
    judged: prefix => judged.filter(code => code.startsWith(prefix)),
    pledgeType: code => config.pledgeTypes.get(code),
    rule: id => rules.get(id),
    sourceName: system => config.sources.get(system) ?? config.otherSourceName,
  }
}
