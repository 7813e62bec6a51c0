/** One figure that is asked about: whether it may be, and with the scene it is read from. */
import type { Audience } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Terms } from '../../model/calendar/terms.ts'
import type { Indicator } from '../../model/config/indicators.ts'
import type { IndicatorSubject } from '../../model/metrics/indicatorsOf.ts'
import type { OrgTree } from '../../model/org/orgTree.ts'
import type { Disclosure } from '../topics/compose/hidden.ts'
import type { Scene, Wording } from '../topics/compose/scene.ts'
import { maySee } from '@qinglian/shared'
import { subjectOfCode } from '../../model/metrics/indicatorsOf.ts'

/** What questions about figures are answered from. */
export interface ExplainOptions {
  readonly db: Kysely<Database>
  readonly org: () => OrgTree
  readonly days: Terms
  readonly wording: Wording
  readonly indicators: ReadonlyMap<string, Indicator>
  readonly disclosure: Disclosure
  readonly clock: () => number
}

export interface Ask {
  readonly indicator: Indicator
  readonly unit: string
  readonly scene: Scene
  /** A closed day; the present where it is absent. */
  readonly day: number | undefined
}

/** An indicator with the subject whose parts make it; `undefined` where there is none of this code for this audience. */
export function indicatorFor(code: string, audience: Audience, indicators: ReadonlyMap<string, Indicator>): { indicator: Indicator, subject: IndicatorSubject } | undefined {
  const indicator = indicators.get(code)
  const subject = subjectOfCode(code)
  return indicator === undefined || subject === undefined || !maySee(audience, indicator.audience) ? undefined : { indicator, subject }
}
