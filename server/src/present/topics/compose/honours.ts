/** `honours`: honours by level, and thanks. Names and issuers stay inside until a person has approved them (domain.md §6.1). */
import type { Audience, HonoursTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { HONOUR_LEVELS } from '@qinglian/shared'
import { honours } from '../../../model/records/honours.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeHonours(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<HonoursTopic> {
  const { count, value, level, freshness } = await recordFigures(honours, question, { scene, disclosure })
  return {
    all: value('hon.count'),
    year: count('year'),
    byLevel: HONOUR_LEVELS.map(of => ({ level: of, all: count(`all.${of}`), year: count(`year.${of}`) })),
    appreciations: value('hon.appreciation'),
    banners: count('banners'),
    level,
    freshness,
  }
}
