/** The own part of a topic that is made of records: what was counted by days, what was listed beside it, and the indicators of both. */
import type { RecordSubject } from '../records/recordSubject.ts'
import type { Least } from './least.ts'
import type { OwnPart, PartContext, PartUnit } from './part.ts'
import { listedFigures } from '../records/recordSubject.ts'
import { newestBySource } from './arrivals.ts'
import { earliest, leastMember, part } from './part.ts'
import { stocksOfSubject } from './stocks.ts'

export async function recordPart({ subject, indicators, least = {}, listed = [], wakeMs }: RecordSubject, unit: PartUnit, context: PartContext): Promise<OwnPart> {
  const { db, days, atMs } = context
  const today = days.dayOf(atMs)
  const figures: Record<string, number> = { ...Object.fromEntries(await stocksOfSubject(db, { unit: unit.code, day: today }, subject)), ...await listedFigures(listed, unit, context) }
  const sums = { ...figures }
  for (const [code, { num, den }] of Object.entries(indicators)) {
    sums[`m:${code}.num`] = figures[num] ?? 0
    sums[`m:${code}.den`] = den === undefined ? 0 : figures[den] ?? 0
  }
  return {
    part: part({ sums, ...leastMember(ratesOf(least, figures, unit.code)), latest: await newestBySource(db, { unit: unit.code, domain: subject }) }),
    wakeMs: earliest(days.startOf(today + 1), wakeMs?.(figures, context)),
  }
}

/** Each rate of which an indicator is the lowest, by the indicator's code. */
function ratesOf(least: NonNullable<RecordSubject['least']>, figures: Readonly<Record<string, number>>, unit: string): [code: string, rate: Least][] {
  return Object.entries(least).flatMap(([code, rates]) => Object.entries(rates).map(([of, { num, den }]): [string, Least] => [code, { num: figures[num] ?? 0, den: figures[den] ?? 0, of, unit }]))
}
