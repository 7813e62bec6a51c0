/**
 * Indicators of a total: numerators and denominators by code (domain.md §3). A total adds up its children's, so an
 * indicator of a parent is the sum of numerators and of denominators, never an average of rates; where the weakest is asked
 * for it is the lowest of all.
 */
import type { Subject } from '@qinglian/shared'
import type { Part } from '../parts/part.ts'
import type { Cell } from '../parts/pledgesPart.ts'
import type { Fraction, RecordSubjectName, RecordWords } from '../records/recordSubject.ts'
import { PRIVATE_KIND } from '../alerts/disposal/tallies.ts'
import { cellsOf } from '../parts/pledgesPart.ts'
import { reviewFigure } from '../pledges/reviews.ts'
import { isRecordSubject, RECORD_SUBJECTS, recordSubject } from '../records/catalogue.ts'
import { prefixesOf } from '../records/recordSubject.ts'
import { lineFigures, withGap } from './linesGap.ts'

export type { Fraction } from '../records/recordSubject.ts'

/** What indicators take from the bureau's configuration: which pledge types and alert rules each counts, and what records are judged by. */
export interface IndicatorKinds extends RecordWords {
  readonly rule: (id: string) => { readonly countsPublicly: boolean } | undefined
  readonly pledgeType: (code: string) => { readonly mandatory: boolean, readonly indicator?: string | undefined } | undefined
}

/** Subjects that carry indicators, and how the codes of each begin: `rsk.` belongs to several, so each names its own. */
export type IndicatorSubject = 'supervision' | 'pledges' | 'alerts' | RecordSubjectName
export const CODE_PREFIXES: ReadonlyMap<IndicatorSubject, readonly string[]> = new Map<IndicatorSubject, readonly string[]>([
  ['supervision', ['sup.']],
  ['pledges', ['plg.']],
  ['alerts', ['rsk.alert_', 'rsk.mttr', 'rsk.sign_latency', 'rsk.false_rate', 'rsk.score']],
  ...RECORD_SUBJECTS.filter(({ indicators }) => Object.keys(indicators).length > 0).map(subject => [subject.subject, prefixesOf(subject)] as const),
])
export const INDICATOR_SUBJECTS: readonly IndicatorSubject[] = [...CODE_PREFIXES.keys()]

/** Indicators that a parent has of its own facts only, and not of what lies below it (`rollup: own`). */
export const OF_UNIT_ITSELF: ReadonlySet<string> = new Set(['rsk.score'])

export function isIndicatorSubject(subject: Subject): subject is IndicatorSubject {
  return CODE_PREFIXES.has(subject as IndicatorSubject)
}

/** The subject whose indicator a code is; no code begins as two subjects' do. */
export function subjectOfCode(code: string): IndicatorSubject | undefined {
  return INDICATOR_SUBJECTS.find(subject => isCodeOf(subject, code))
}

export function isCodeOf(subject: IndicatorSubject, code: string): boolean {
  return CODE_PREFIXES.get(subject)!.some(prefix => code.startsWith(prefix))
}

export function indicatorsOf(subject: IndicatorSubject, total: Part, kinds: IndicatorKinds): Map<string, Fraction> {
  if (subject === 'pledges')
    return pledgeIndicators(total, kinds)
  if (subject === 'alerts')
    return new Map([...summedIndicators(total), ...handlingIndicators(total, kinds)])
  if (!isRecordSubject(subject))
    return summedIndicators(total)
  return new Map([...summedIndicators(total), ...leastIndicators(subject, total), ...configuredIndicators(subject, total, kinds)])
}

/** Indicators that are the lowest rate of several; nothing of nothing where none of them counts anything. */
function leastIndicators(subject: RecordSubjectName, { least }: Part): [string, Fraction][] {
  return Object.keys(recordSubject(subject).least ?? {}).map((code) => {
    const { num, den } = least?.[code] ?? { num: 0, den: 0 }
    return [code, { num, den }]
  })
}

/** Indicators of records that a bureau's configuration has a say in: made of the sums when asked for, so that they follow its files. */
function configuredIndicators(subject: RecordSubjectName, { sums }: Part, words: RecordWords): Iterable<[string, Fraction]> {
  return Object.entries(recordSubject(subject).configured?.(sums, words) ?? {})
}

/** Indicators that stand in the part's sums as numerator and denominator. */
function summedIndicators({ sums }: Part): Map<string, Fraction> {
  const found = new Map<string, Fraction>()
  for (const name of Object.keys(sums)) {
    const code = /^[mo]:(.+)\.num$/.exec(name)?.[1]
    if (code !== undefined)
      found.set(code, { num: sums[name]!, den: sums[name.replace(/num$/, 'den')] ?? 0 })
  }
  return found
}

/**
 * How alerts were handled, of those rules only that the public may count, and of none that is about people: one figure for every
 * audience, from which nobody is told what is not his (domain.md §4).
 */
function handlingIndicators({ sums }: Part, kinds: IndicatorKinds): [string, Fraction][] {
  const over = (what: string): number => Object.entries(sums).reduce((sum, [name, n]) => {
    const [kind, rule] = name.split(':')
    return kind === what && rule !== undefined && rule !== PRIVATE_KIND && kinds.rule(rule)?.countsPublicly === true ? sum + n : sum
  }, 0)
  return [
    ['rsk.alert_ontime', { num: over('judged.kept'), den: over('judged') }],
    ['rsk.mttr', { num: over('closed.days'), den: over('closed') }],
  ]
}

function pledgeIndicators(total: Part, kinds: IndicatorKinds): Map<string, Fraction> {
  const cells = cellsOf(total, true)
  const found = new Map<string, Fraction>()
  const isMandatory = (type: string): boolean => kinds.pledgeType(type)?.mandatory ?? true
  const mandatory = cells.filter(cell => isMandatory(cell.type))
  found.set('plg.coverage', sumOf(mandatory))
  for (const code of ['plg.antidrug', 'plg.business', 'plg.integrity'])
    found.set(code, sumOf(cells.filter(cell => kinds.pledgeType(cell.type)?.indicator === code)))
  found.set('plg.expiring', { num: cells.reduce((sum, cell) => sum + cell.expiring, 0), den: 0 })
  found.set('plg.fulfil_review', reviewFigure(total, isMandatory, true))
  return withGap(new Map([...found, ...lineFigures(mandatory)]))
}

function sumOf(cells: readonly Cell[]): Fraction {
  return cells.reduce((sum, cell) => ({ num: sum.num + cell.num, den: sum.den + cell.den }), { num: 0, den: 0 })
}
