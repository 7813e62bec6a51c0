/** `talks`: who has been talked with and visited this year; what was owed and followed up is for the house. */
import type { Audience, TalksTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { rateOf, TALK_TIERS } from '@qinglian/shared'
import { talks } from '../../../model/records/talks.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeTalks(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<TalksTopic> {
  const { count, rate, level, freshness } = await recordFigures(talks, question, { scene, disclosure })
  return {
    coverage: rate('tlk.coverage'),
    visited: rate('vis.coverage'),
    held: count('held'),
    visits: count('visits'),
    tiers: {
      rate: rate('tlk.tier_rate'),
      byTier: TALK_TIERS.map(tier => ({ tier, rate: rateOf(count(`tier.held.${tier}`), count(`tier.due.${tier}`)) })),
    },
    remindersFollowedUp: rate('tlk.reminder_followup'),
    visitsFollowedUp: rate('vis.followup'),
    level,
    freshness,
  }
}
