/** What the public topics publish of pledges, each figure with the people who are behind it by the truth of the events. */
import type { PledgesTopic, Rate, StationsTopic } from '@qinglian/shared'
import type { Published } from './attacker.ts'
import type { Truth } from './figures.ts'
import { groupsOf } from './figures.ts'

/** Where the public topics of a unit come from. */
export interface PublicTopics { pledges: (unit: string) => PledgesTopic, stations: (unit: string) => StationsTopic }

export interface Shown extends Published { readonly rate: Rate }

/** The rates of a pledges topic by the names that `groupsOf` gives them. */
export function ratesOf({ coverage, byType, byLine }: Pick<PledgesTopic, 'coverage' | 'byType' | 'byLine'>): [string, Rate][] {
  return [['total', coverage], ...byType.map((row): [string, Rate] => [`type ${row.type}`, row.coverage]), ...byLine.map((row): [string, Rate] => [`line ${row.line}`, row.coverage])]
}

/** Every figure of every unit, hidden ones too, wherever it stands. */
export function figuresOn(topics: PublicTopics, truth: Truth, isMandatory: (type: string) => boolean): Shown[] {
  const shown: Shown[] = []
  const of = new Map(truth.codes.map(code => [code, new Map(groupsOf(truth.dutiesIn(code).filter(duty => !duty.isNamed), isMandatory))]))
  for (const unit of truth.codes) {
    for (const [name, rate] of ratesOf(topics.pledges(unit)))
      shown.push({ unit, name, rate, duties: of.get(unit)!.get(name) ?? [] })
    for (const { code, coverage } of topics.stations(unit).stations)
      shown.push({ unit: code, name: 'total', rate: coverage, duties: of.get(code)!.get('total') ?? [] })
  }
  return shown
}

export function isShown({ rate }: Shown): boolean {
  return rate.suppressed !== true && rate.den !== 0
}
