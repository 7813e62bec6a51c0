/** What lies behind the indicators of pledges: who should sign what, duty by duty, and which campaigns are to be reviewed. */
import type { IndicatorCode } from '../config/indicators.ts'
import type { Duty } from '../pledges/duties.ts'
import type { Fraction } from '../records/recordSubject.ts'
import type { FactLister, FactScene, Stretch } from './fact.ts'
import { dutiesOf } from '../pledges/duties.ts'
import { dueReviews } from '../pledges/reviews.ts'
import { listStretch } from './fact.ts'

/** What one duty adds. */
type Weigh = (duty: Duty, scene: FactScene) => Fraction

const NOTHING: Fraction = { num: 0, den: 0 }

function coverage({ covered }: Duty): Fraction {
  return { num: covered ? 1 : 0, den: 1 }
}

const ofIndicator: Weigh = (duty, { code, kinds }) => kinds.pledgeType(duty.pledgeType)?.indicator === code ? coverage(duty) : NOTHING

/** But for those that are no sum. */
type PledgeCode = Exclude<Extract<IndicatorCode, `plg.${string}`>, 'plg.two_roles_gap'>

const WEIGHTS: Readonly<Record<Exclude<PledgeCode, 'plg.fulfil_review'>, Weigh>> = {
  'plg.coverage': (duty, { kinds }) => kinds.pledgeType(duty.pledgeType)?.mandatory ?? true ? coverage(duty) : NOTHING,
  'plg.antidrug': ofIndicator,
  'plg.business': ofIndicator,
  'plg.integrity': ofIndicator,
  'plg.expiring': ({ ending, covered }) => ({ num: ending && covered ? 1 : 0, den: 0 }),
}

export const PLEDGE_FACTS: ReadonlyMap<string, FactLister> = new Map<PledgeCode, FactLister>([
  ...Object.entries(WEIGHTS).map(([code, weigh]): [PledgeCode, FactLister] => [code as PledgeCode, scene => [dutyStretch(scene, weigh)]]),
  ['plg.fulfil_review', scene => [reviewStretch(scene)]],
])

/** Each campaign of which a review is due, with the first that was held; one that names its signatories tells of them. */
function reviewStretch({ unit, context, kinds }: FactScene): Stretch {
  return listStretch(async () => {
    const { due } = await dueReviews(unit.code, context)
    return due.filter(({ pledgeType }) => kinds.pledgeType(pledgeType)?.mandatory ?? true).map(({ campaign, dueMs, reviewedMs, isInner }) => {
      const num = reviewedMs === null ? 0 : 1
      return { id: campaign, share: { kind: 'campaign', id: campaign, isPersonal: isInner, num, den: 1, day: context.days.dayOf(Math.max(dueMs, reviewedMs ?? dueMs)), atMs: reviewedMs ?? dueMs } }
    })
  })
}

function dutyStretch(scene: FactScene, weigh: Weigh): Stretch {
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
