/** Indicators over people as the public may see them today: by the same disclosure control as the topics that show them. */
import type { PledgesTopic, Rate } from '@qinglian/shared'
import type { Indicator } from '../../model/config/indicators.ts'
import type { Disclosure } from '../topics/compose/hidden.ts'
import type { Scene } from '../topics/compose/scene.ts'
import type { Figure } from './figure.ts'
import { rateOf } from '@qinglian/shared'
import { GAP_LINES, gapOf, LINES_GAP } from '../../model/metrics/linesGap.ts'
import { reviewFigure } from '../../model/pledges/reviews.ts'
import { RECORD_SUBJECTS } from '../../model/records/catalogue.ts'
import { pledgeFigures } from '../topics/compose/pledges.ts'
import { figureOf, HIDDEN, UNKNOWN } from './figure.ts'

const PLEDGES = 'plg.'

export function isAboutPeople(code: string): boolean {
  return code.startsWith(PLEDGES) || RECORD_SUBJECTS.some(subject => subject.aboutPeople?.includes(code))
}

export interface PublicScene {
  readonly scene: Scene
  readonly disclosure: Disclosure
  /** The unit whose children are told beside it. */
  readonly parent: string
}

export async function publicFigures(indicator: Indicator, units: readonly string[], shown: PublicScene): Promise<Map<string, Figure>> {
  const found = new Map<string, Figure>()
  for (const unit of units)
    found.set(unit, indicator.code.startsWith(PLEDGES) ? await pledgeFigure(indicator, unit, shown) : await recordFigure(indicator, unit, shown))
  return found
}

async function recordFigure(indicator: Indicator, unit: string, { scene, disclosure }: PublicScene): Promise<Figure> {
  const { subject } = RECORD_SUBJECTS.find(known => known.aboutPeople?.includes(indicator.code))!
  if (await disclosure.hidesRate(unit, { subject, code: indicator.code }, scene))
    return HIDDEN
  const { sums } = await scene.total(unit, subject)
  const den = sums[`m:${indicator.code}.den`]
  return den === undefined ? UNKNOWN : figureOf({ num: sums[`m:${indicator.code}.num`] ?? 0, den }, indicator.unit === 'count')
}

/** The public figures of a unit's pledges leave campaigns out that name their signatories one by one, as the topic does. */
async function pledgeFigure(indicator: Indicator, unit: string, { scene, disclosure, parent }: PublicScene): Promise<Figure> {
  const hidden = await disclosure.hidden(parent, scene)
  const total = await scene.total(unit, 'pledges')
  const { coverage, byType, byLine, expiring30d } = await pledgeFigures(total, { unit, audience: 'public', hidden }, scene)
  if (indicator.code === 'plg.coverage')
    return coverage
  if (indicator.code === 'plg.expiring')
    return expiring30d === undefined ? HIDDEN : figureOf({ num: expiring30d, den: 0 }, true)
  if (indicator.code === 'plg.fulfil_review')
    return figureOf(reviewFigure(total, type => scene.wording.pledgeType(type)?.mandatory ?? true, false), false)
  if (indicator.code === LINES_GAP)
    return publicGap(byLine)
  const types = byType.filter(row => scene.wording.pledgeType(row.type)?.indicator === indicator.code)
  // Two types under one indicator would be a sum that no topic shows.
  return types.length === 0 ? figureOf({ num: 0, den: 0 }, false) : types.length === 1 ? types[0]!.coverage : HIDDEN
}

/** Those of some indicators whose figure the public must not see of a unit. */
export async function hiddenFigures(unit: string, indicators: readonly Indicator[], { scene, disclosure }: Pick<PublicScene, 'scene' | 'disclosure'>): Promise<Set<string>> {
  const hidden = new Set<string>()
  for (const indicator of indicators.filter(({ code }) => isAboutPeople(code))) {
    const shown = await publicFigures(indicator, [unit], { scene, disclosure, parent: unit })
    if (shown.get(unit)?.suppressed === true)
      hidden.add(indicator.code)
  }
  return hidden
}

/** As far as both lines are shown, of which it then tells nothing new. */
function publicGap(byLine: PledgesTopic['byLine']): Figure {
  const [first, second] = GAP_LINES.map(line => byLine.find(row => row.line === line)?.coverage ?? rateOf(0, 0)) as [Rate, Rate]
  return first.num === null || first.den === null || second.num === null || second.den === null
    ? HIDDEN
    : figureOf(gapOf({ num: first.num, den: first.den }, { num: second.num, den: second.den }), false)
}
