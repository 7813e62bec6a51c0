/** What lies behind the indicators of pledges: who should sign what, duty by duty. */
import type { IndicatorCode } from '../config/indicators.ts'
import type { Duty } from '../pledges/duties.ts'
import type { Fraction } from '../records/recordSubject.ts'
import type { FactLister, FactScene } from './fact.ts'
import { dutiesOf } from '../pledges/duties.ts'
import { listStretch } from './fact.ts'

/** What one duty adds. */
type Weigh = (duty: Duty, scene: FactScene) => Fraction

const NOTHING: Fraction = { num: 0, den: 0 }

function coverage({ covered }: Duty): Fraction {
  return { num: covered ? 1 : 0, den: 1 }
}

const ofIndicator: Weigh = (duty, { code, kinds }) => kinds.pledgeType(duty.pledgeType)?.indicator === code ? coverage(duty) : NOTHING

const WEIGHTS: Readonly<Partial<Record<Extract<IndicatorCode, `plg.${string}`>, Weigh>>> = {
  'plg.coverage': (duty, { kinds }) => kinds.pledgeType(duty.pledgeType)?.mandatory ?? true ? coverage(duty) : NOTHING,
  'plg.antidrug': ofIndicator,
  'plg.business': ofIndicator,
  'plg.integrity': ofIndicator,
  'plg.expiring': ({ ending, covered }) => ({ num: ending && covered ? 1 : 0, den: 0 }),
}

export const PLEDGE_FACTS: ReadonlyMap<string, FactLister> = new Map(Object.entries(WEIGHTS).map(([code, weigh]) => [code, scene => [dutyStretch(scene, weigh)]]))

function dutyStretch(scene: FactScene, weigh: Weigh) {
  const { unit, context } = scene
  return listStretch(async () => {
    const { duties } = await dutiesOf(unit.code, context)
    return duties.flatMap((duty) => {
      const { num, den } = weigh(duty, scene)
      const { campaign, staffNo, dueMs } = duty
      return num === 0 && den === 0 ? [] : [{ id: `${campaign}\t${staffNo}`, share: { kind: 'pledge', id: campaign, staffNo, isPersonal: true, num, den, day: context.days.dayOf(dueMs), atMs: dueMs } }]
    })
  })
}
