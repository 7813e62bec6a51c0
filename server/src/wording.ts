/** The bureau's judgements and words, as the presenter asks for them, from the model files. */
import type { Indicator } from './model/config/indicators.ts'
import type { ModelConfig } from './model/config/loadModelConfig.ts'
import type { Wording } from './present/topics/compose/scene.ts'
import { maySee } from '@qinglian/shared'
import { NEVER_PUBLIC_RULES } from './model/config/alertRules.ts'
import { levelOf } from './model/config/levelOf.ts'
import { portraitRules } from './model/portrait/rules.ts'

export function wordingOf(config: ModelConfig): Wording {
  const indicators = new Map<string, Indicator>(config.indicators)
  const rules = new Map<string, { name: string, countsPublicly: boolean }>()
  for (const rule of config.alertRules.values())
    rules.set(rule.id, { name: rule.name, countsPublicly: rule.audience === 'public' && rule.selfEvident && !NEVER_PUBLIC_RULES.has(rule.id) })
  const judged = [...config.indicators.values()].filter(indicator => indicator.judged)

  const rulesOfPortraits = portraitRules(config)

  return {
    level(code, value, stations) {
      const indicator = indicators.get(code)
      return indicator === undefined ? 'none' : levelOf(indicator, value, stations)
    },
    judged: (prefix, audience) => judged.filter(indicator => indicator.code.startsWith(prefix) && maySee(audience, indicator.audience)).map(indicator => indicator.code),
    pledgeType: code => config.pledgeTypes.get(code),
    rule: id => rules.get(id),
    portrait: () => rulesOfPortraits,
    isIntegrityTag: tag => config.integrityTags.has(tag),
    sourceName: system => config.sources.get(system) ?? config.otherSourceName,
  }
}

/** The same of a configuration that may change while the server runs: each answer is by the one in force then. */
export function liveWording(current: () => ModelConfig): Wording {
  const wording = derived(current, wordingOf)
  return {
    level: (code, value, stations) => wording().level(code, value, stations),
    judged: (prefix, audience) => wording().judged(prefix, audience),
    pledgeType: code => wording().pledgeType(code),
    rule: id => wording().rule(id),
    portrait: () => wording().portrait(),
    isIntegrityTag: tag => wording().isIntegrityTag(tag),
    sourceName: system => wording().sourceName(system),
  }
}

/** What is made of the configuration in force, made anew only when that changes. */
export function derived<T>(current: () => ModelConfig, make: (config: ModelConfig) => T): () => T {
  let known: { readonly config: ModelConfig, readonly made: T } | undefined
  return () => {
    const config = current()
    if (known?.config !== config)
      known = { config, made: make(config) }
    return known.made
  }
}
