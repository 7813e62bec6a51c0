/** `culture`: what was held this year, by kind. */
import type { Audience, CultureTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { CULTURE_KINDS } from '@qinglian/shared'
import { culture } from '../../../model/records/culture.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeCulture(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<CultureTopic> {
  const { count, freshness } = await recordFigures(culture, question, { scene, disclosure })
  return {
    activities: CULTURE_KINDS.map(kind => ({ kind, held: count(kind), participants: count(`${kind}.people`) })),
    freshness,
  }
}
