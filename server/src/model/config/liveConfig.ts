/**
 * The model configuration of a running server: a bureau edits its files, and they count within seconds, without a restart.
 *
 * Promise: what is in force was read whole and found right. A file with a mistake in it changes nothing; it is named once,
 * with line and key, and the last good configuration stays until the mistake is mended.
 */
import type { ModelConfig } from './loadModelConfig.ts'
import { loadModelConfig, ModelConfigInvalid, readConfigFiles } from './loadModelConfig.ts'

export type Reload
  /** The files say what they said when they were looked at last. */
  = | { readonly outcome: 'same' }
    /** In force from now on. `changed` names what: `indicators sup.plan_rate`, `workdays`. */
    | { readonly outcome: 'changed', readonly changed: readonly string[] }
    /** Not in force. Told once for each state of the files. */
    | { readonly outcome: 'refused', readonly problems: readonly string[] }

export interface LiveConfig {
  readonly current: () => ModelConfig
  /** Looks at the files again. Never throws for what stands in them. */
  readonly reload: () => Reload
  /** Whether the files hold something that is not in force. */
  readonly isRefused: () => boolean
}

/** @throws ModelConfigInvalid where the files are wrong from the beginning */
export function createLiveConfig(dir: string | undefined): LiveConfig {
  let seen = readConfigFiles(dir)
  let current = loadModelConfig(dir)
  let refused = false

  return {
    current: () => current,
    isRefused: () => refused,
    reload() {
      const now = readConfigFiles(dir)
      if (now === seen)
        return { outcome: 'same' }
      seen = now
      try {
        const next = loadModelConfig(dir)
        const changed = differences(current, next)
        current = next
        refused = false
        return changed.length === 0 ? { outcome: 'same' } : { outcome: 'changed', changed }
      }
      catch (error) {
        if (!(error instanceof ModelConfigInvalid))
          throw error
        refused = true
        return { outcome: 'refused', problems: error.problems }
      }
    },
  }
}

/** What two configurations say differently, by part and code. */
function differences(before: ModelConfig, after: ModelConfig): string[] {
  const text = (value: unknown): string | undefined => JSON.stringify(value)
  const inMaps = (['indicators', 'pledgeTypes', 'alertRules', 'handlers', 'sources', 'integrityTags'] as const).flatMap((part) => {
    const [old, next] = [before[part] as ReadonlyMap<string, unknown>, after[part] as ReadonlyMap<string, unknown>]
    return [...new Set([...old.keys(), ...next.keys()])].filter(code => text(old.get(code)) !== text(next.get(code))).map(code => `${part} ${code}`)
  })
  const inValues = (['otherSourceName', 'workdays', 'licence'] as const).filter(part => text(before[part]) !== text(after[part]))
  return [...inMaps, ...inValues]
}
