/**
 * How each indicator is listed. One that is made of records can be listed as soon as its subject names it; whoever counts in
 * another way adds a lister here. `listFacts.test.ts` fails for an indicator that is a sum and cannot be listed.
 */
import type { IndicatorKinds, IndicatorSubject } from '../metrics/indicatorsOf.ts'
import type { FactLister } from './fact.ts'
import { subjectOfCode } from '../metrics/indicatorsOf.ts'
import { recordSubject } from '../records/catalogue.ts'
import { ALERT_FACTS } from './alertFacts.ts'
import { PLEDGE_FACTS } from './pledgeFacts.ts'
import { recordLister } from './recordFacts.ts'
import { SUPERVISION_FACTS } from './supervisionFacts.ts'

const SUPERVISION: ReadonlyMap<string, FactLister> = new Map(Object.entries(SUPERVISION_FACTS))

/** `undefined` for a code that nothing makes, or whose facts cannot be told one by one. */
export function factLister(code: string, kinds: IndicatorKinds): FactLister | undefined {
  const subject = subjectOfCode(code)
  return subject === undefined ? undefined : listerOf(subject, code, kinds)
}

function listerOf(subject: IndicatorSubject, code: string, kinds: IndicatorKinds): FactLister | undefined {
  if (subject === 'supervision')
    return SUPERVISION.get(code)
  if (subject === 'pledges')
    return PLEDGE_FACTS.get(code)
  return subject === 'alerts' ? ALERT_FACTS.get(code) : recordLister(recordSubject(subject), code, kinds)
}
