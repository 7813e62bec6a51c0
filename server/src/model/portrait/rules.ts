/** What portraits are drawn by, and which version of it. */
import type { ModelConfig } from '../config/loadModelConfig.ts'
import type { PortraitRules } from './sitting.ts'
import { createHash } from 'node:crypto'
import { membersOf } from '../config/portrait.ts'

const DIGEST_LENGTH = 8

/** The file's own version name, and a digest of all that has a say in points: an edited threshold shows in it too. */
export function portraitRules({ portrait, indicators }: Pick<ModelConfig, 'portrait' | 'indicators'>): PortraitRules {
  const known = new Map<string, NonNullable<ReturnType<typeof indicators.get>>>(indicators)
  const judged = portrait.dimensions.flatMap(membersOf).map(({ code }) => {
    const { direction, unit, target, thresholds, perStation, scope } = known.get(code)!
    return [code, direction, unit, target, thresholds, perStation, scope]
  })
  const digest = createHash('sha256').update(JSON.stringify([portrait, judged])).digest('hex').slice(0, DIGEST_LENGTH)
  return { config: portrait, indicators: known, version: `${portrait.version}+${digest}` }
}
