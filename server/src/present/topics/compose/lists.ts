/** `lists`: whether the four lists are there and looked after. What was done beside them, the risks and who was reviewed are for the house. */
import type { Audience, Level, ListsTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { LIST_KINDS, worseLevel } from '@qinglian/shared'
import { lists } from '../../../model/records/lists.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeLists(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<ListsTopic> {
  const { count, value, rate, level, freshness } = await recordFigures(lists, question, { scene, disclosure })
  // A high risk point without a measure is red whatever the rate, and a power beside the list is orange before anybody confirmed it (domain.md §3.3, §3.9).
  const bare: Level = count('risk.bare') > 0 ? 'red' : 'none'
  const unconfirmed: Level = count('outside.open') > 0 ? 'orange' : 'none'
  return {
    complete: rate('lst.complete'),
    reviewed: rate('lst.reviewed'),
    byList: LIST_KINDS.map(list => ({ list, items: count(`active.${list}`) })),
    powers: { exercised: count('powers'), outside: value('lst.outside'), unconfirmed: count('outside.open') },
    personal: rate('lst.personal_review'),
    risks: { high: value('rsk.points_high'), controlled: rate('rsk.control_rate'), reviewed: rate('rsk.review_rate'), highUncontrolled: count('risk.bare') },
    level: question.audience === 'public' ? level : [bare, unconfirmed].reduce(worseLevel, level),
    freshness,
  }
}
