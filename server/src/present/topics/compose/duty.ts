/** `duty`: how many of the tasks that are due are done. The public sees all four holders together; each of them, and the weakest, is for the house. */
import type { Audience, DutyHolder, DutyTopic } from '@qinglian/shared'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { DUTY_HOLDERS, rateOf } from '@qinglian/shared'
import { duty } from '../../../model/records/duty.ts'
import { recordFigures } from './recordFigures.ts'

export async function composeDuty(question: { readonly unit: string, readonly audience: Audience }, scene: Scene, disclosure: Disclosure): Promise<DutyTopic> {
  const { count, rate, least, level, freshness } = await recordFigures(duty, question, { scene, disclosure })
  const weakest = least('duty.min_holder')
  return {
    rate: rate('duty.rate'),
    holders: DUTY_HOLDERS.map(holder => ({ holder, rate: rateOf(count(`done.${holder}`), count(`due.${holder}`)) })),
    weakest: weakest === undefined
      ? null
      : {
          unit: weakest.unit,
          unitName: scene.org.describe(weakest.unit, scene.atMs)?.shortName ?? weakest.unit,
          holder: holderOf(weakest.of),
          rate: rateOf(weakest.num, weakest.den),
        },
    level,
    freshness,
  }
}

/** @throws where parts name somebody who is no holder */
function holderOf(name: string): DutyHolder {
  const holder = DUTY_HOLDERS.find(known => known === name)
  if (holder === undefined)
    throw new Error(`no holder of duties: ${name}`)
  return holder
}
