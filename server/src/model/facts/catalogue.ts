/**
 * How each indicator is listed. One that is made of records can be listed as soon as its subject names it; whoever counts in
 * another way adds a lister here. `catalogue.test.ts` fails for an indicator that is a sum and cannot be listed.
 */
import type { IndicatorCode } from '../config/indicators.ts'
import type { IndicatorKinds, IndicatorSubject } from '../metrics/indicatorsOf.ts'
import type { FactLister } from './fact.ts'
import { subjectOfCode } from '../metrics/indicatorsOf.ts'
import { recordSubject } from '../records/catalogue.ts'
import { PLEDGE_FACTS } from './pledgeFacts.ts'
import { recordLister } from './recordFacts.ts'
import { SUPERVISION_FACTS } from './supervisionFacts.ts'

/** Sums whose facts cannot be told one by one yet; of each a lister is missing, or a listing where its subject asks. */
export const NOT_YET_LISTED: ReadonlySet<string> = new Set<IndicatorCode>(['sup.cross_share', 'sup.double_random', 'sup.finding_per_task', 'sup.selfcheck_rate', 'sup.joint_meeting', 'plg.fulfil_review', 'rsk.alert_open', 'rsk.alert_ontime', 'rsk.mttr', 'rsk.sign_latency', 'rsk.false_rate', 'lst.complete', 'lst.reviewed', 'lst.outside', 'lst.personal_review', 'rsk.points_high', 'rsk.control_rate', 'rsk.review_rate', 'duty.rate'])

/** `undefined` for a code that nothing makes, or whose facts cannot be told one by one. */
export function factLister(code: string, kinds: IndicatorKinds): FactLister | undefined {
  const subject = subjectOfCode(code)
  return subject === undefined || NOT_YET_LISTED.has(code) ? undefined : listerOf(subject, code, kinds)
}

function listerOf(subject: IndicatorSubject, code: string, kinds: IndicatorKinds): FactLister | undefined {
  if (subject === 'supervision')
    return new Map(Object.entries(SUPERVISION_FACTS)).get(code)
  if (subject === 'pledges')
    return PLEDGE_FACTS.get(code)
  return subject === 'alerts' ? undefined : recordLister(recordSubject(subject), code, kinds)
}
