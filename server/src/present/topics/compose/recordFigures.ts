/**
 * The figures of a topic that is made of records, as an audience may see them. Rates over people are public as far as no small
 * group can be told from them; what is hidden colours nothing either, or its colour would tell of it.
 * Nor does what nobody has ever reported: none of the staff talked with is no failure where no system tells of talks.
 */
import type { Audience, Freshness, Level, Rate } from '@qinglian/shared'
import type { Least } from '../../../model/parts/least.ts'
import type { Fraction, RecordSubject } from '../../../model/records/recordSubject.ts'
import type { Disclosure } from './hidden.ts'
import type { Scene } from './scene.ts'
import { GUARDED_SUBJECTS, rateOf, suppressedRate, worseLevel } from '@qinglian/shared'
import { freshnessOf } from '../../../model/freshness.ts'
import { indicatorsOf, isIndicatorSubject } from '../../../model/metrics/indicatorsOf.ts'
import { judgedAs } from '../../../model/metrics/judgedAs.ts'
import { sourcesOf } from '../../../model/parts/arrivals.ts'
import { prefixesOf } from '../../../model/records/recordSubject.ts'
import { stationsBelow } from './scene.ts'

export interface RecordFigures {
  /** A figure that counts things, by its name in the sums. */
  readonly count: (name: string) => number
  /** An indicator that counts things. */
  readonly value: (code: string) => number
  /** An indicator as a rate; suppressed where this audience must not see it. */
  readonly rate: (code: string) => Rate
  /** Whose rate an indicator that takes the lowest is; `undefined` where none counts anything. */
  readonly least: (code: string) => Least | undefined
  /** The level of one indicator; `none` where it is hidden, and where it is 0 because nothing of the subject ever arrived. */
  readonly levelOf: (code: string) => Level
  /** The worst level of the indicators that colour the topic for this audience. */
  readonly level: Level
  readonly freshness: Freshness
}

export async function recordFigures({ subject, prefix, aboutPeople = [] }: RecordSubject, { unit, audience }: { readonly unit: string, readonly audience: Audience }, { scene, disclosure }: { readonly scene: Scene, readonly disclosure: Disclosure }): Promise<RecordFigures> {
  const total = await scene.total(unit, subject)
  const stations = stationsBelow(scene, unit)
  const count = (name: string): number => total.sums[name] ?? 0
  const indicators = isIndicatorSubject(subject) ? indicatorsOf(subject, total, scene.wording) : new Map<string, Fraction>()
  const fraction = (code: string): Fraction => indicators.get(code) ?? { num: 0, den: 0 }

  const hidden = new Set<string>()
  for (const code of audience === 'public' ? aboutPeople : []) {
    if (await disclosure.hidesRate(unit, { subject, code }, scene))
      hidden.add(code)
  }
  const isUntold = sourcesOf([total], true).size === 0
  const levelOf = (code: string): Level => hidden.has(code) || (isUntold && fraction(code).num === 0) ? 'none' : scene.wording.level(code, judgedAs(code, fraction(code), scene), stations)
  const freshness = freshnessOf(sourcesOf([total], audience !== 'public'), scene.sources)
  // When the last one was talked with is as telling as the figure.
  const isGuarded = audience === 'public' && GUARDED_SUBJECTS.includes(subject)
  return {
    count,
    value: code => fraction(code).num,
    rate: code => hidden.has(code) ? suppressedRate() : rateOf(fraction(code).num, fraction(code).den),
    least: code => total.least?.[code],
    levelOf,
    level: prefixesOf({ prefix }).flatMap(start => scene.wording.judged(start, audience)).map(levelOf).reduce(worseLevel, 'none'),
    freshness: isGuarded ? { newest: null, state: freshness.state } : freshness,
  }
}
