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

/** What waits for the next start where it was edited: tallies were counted by it. */
const FROM_THE_NEXT_START: ReadonlySet<string> = new Set<keyof ModelConfig>(['workdays', 'licence', 'disposal'])

/** Of what was edited, what the running server goes on counting by as it was. */
export function waitingForRestart(changed: readonly string[]): string[] {
  return changed.filter(part => FROM_THE_NEXT_START.has(part))
}

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

/** What two configurations say differently, by part and, where it has codes, by code. */
function differences(before: ModelConfig, after: ModelConfig): string[] {
  const old = new Map(partsOf(before))
  return partsOf(after).flatMap(([part, next]) => {
    const last = old.get(part)
    if (!(last instanceof Map && next instanceof Map))
      return text(last) === text(next) ? [] : [part]
    const codes = new Set<unknown>([...last.keys(), ...next.keys()])
    return [...codes].filter(code => text(last.get(code)) !== text(next.get(code))).map(code => `${part} ${String(code)}`)
  })
}

/** All that a configuration says, as one text: equal as long as it says the same. */
export function configText(config: ModelConfig): string {
  return text(partsOf(config).map(([part, value]) => [part, value instanceof Map ? [...value] : value]))
}

/** Where it was read from is no part of what it says. */
function partsOf(config: ModelConfig): [string, unknown][] {
  return Object.entries(config).filter(([part]) => part !== 'files')
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? ''
}
