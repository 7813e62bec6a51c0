/** What lies behind an indicator that is made of records: the records themselves, and what listings list. */
import type { Row } from '../../db/store.ts'
import type { IndicatorKinds } from '../metrics/indicatorsOf.ts'
import type { RecordKind } from '../records/recordKind.ts'
import type { Fraction, ListedFact, Listing, MadeOf, RecordSubject } from '../records/recordSubject.ts'
import type { FactLister, FactScene, Share } from './fact.ts'
import { records } from '../projections/record.ts'
import { ID_JOINT } from '../records/recordKind.ts'
import { addedBy, lastEntered, listStretch } from './fact.ts'
import { recordStretches } from './recordStretches.ts'

type RecordRow = Row<'model_record'>
type Figures = Readonly<Record<string, number>>

/** How an indicator comes out of figures. */
interface Making {
  readonly subject: RecordSubject
  readonly fraction: (figures: Figures) => Fraction
  /** The figures that it is made of; any of them where the bureau's configuration has a say. */
  readonly made: MadeOf | undefined
}

/** `undefined` where the subject makes no such indicator. */
export function recordLister(subject: RecordSubject, code: string, kinds: IndicatorKinds): FactLister | undefined {
  const making = makingOf(subject, code, kinds)
  if (making === undefined)
    return undefined
  const listings = listingsOf(making)
  const walked = isListedWhole(making, listings) ? [] : making.made?.of ?? subject.kinds
  return (scene) => {
    const weighing = { making, scene }
    const listed = once(() => factsOf(listings, scene))
    const isApart = (fact: ListedFact): boolean => !walked.some(({ kind }) => kind === fact.kind)
    const apart = listStretch(async () => (await listed()).filter(isApart).flatMap(fact => listedShare(fact, weighing)))
    return [
      ...listings.length === 0 ? [] : [apart],
      ...walked.flatMap(kind => recordStretches(kind, scene, async () => {
        // What is listed of a record is told with the record.
        const beside = new Map((await listed()).filter(fact => fact.kind === kind.kind).map(fact => [fact.id, fact]))
        return row => recordShare(row, kind, { ...weighing, beside: beside.get(row.id) })
      })),
    ]
  }
}

function makingOf(subject: RecordSubject, code: string, kinds: IndicatorKinds): Making | undefined {
  const made = subject.indicators[code]
  if (made !== undefined)
    return { subject, made, fraction: figures => ({ num: figures[made.num] ?? 0, den: made.den === undefined ? 0 : figures[made.den] ?? 0 }) }
  const configured = (figures: Figures): Fraction | undefined => subject.configured?.(figures, kinds)[code]
  return configured({}) === undefined ? undefined : { subject, made, fraction: figures => configured(figures) ?? { num: 0, den: 0 } }
}

/** The listings that have a part in an indicator. What the configuration has a say in is made of tallies alone. */
function listingsOf({ subject, made }: Making): Listing[] {
  return (subject.listed ?? []).filter(({ figures }) => made !== undefined && (figures.includes(made.num) || (made.den !== undefined && figures.includes(made.den))))
}

function isListedWhole({ made }: Making, listings: readonly Listing[]): boolean {
  return made !== undefined && [made.num, made.den].every(name => name === undefined || listings.some(({ figures }) => figures.includes(name)))
}

async function factsOf(listings: readonly Listing[], { unit, context }: FactScene): Promise<ListedFact[]> {
  return (await Promise.all(listings.map(({ facts }) => facts(unit, context)))).flat()
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined
  return () => known ??= work()
}

interface Weighing { readonly making: Making, readonly scene: FactScene, readonly beside?: ListedFact | undefined }

function listedShare(fact: ListedFact, weighing: Weighing): { id: string, share: Share }[] {
  const { num, den } = weighing.making.fraction(fact.figures)
  const { kind, id, staffNo, isPersonal = false } = fact
  return num === 0 && den === 0 ? [] : [{ id, share: { kind, id, staffNo, isPersonal, num, den, ...since(fact, num, weighing) } }]
}

/** Since when a listed fact counts, or does not. */
function since({ sinceMs = {} }: ListedFact, num: number, { making: { made }, scene: { context } }: Weighing): Pick<Share, 'day' | 'atMs'> {
  const name = num > 0 ? made?.num : made?.den
  const atMs = (name === undefined ? undefined : sinceMs[name]) ?? null
  return { atMs, day: atMs === null ? null : context.days.dayOf(atMs) }
}

/** What a record adds, by its tallies; nothing where none of them is of the unit, the indicator and the day. */
function recordShare(row: RecordRow, kind: RecordKind, weighing: Weighing): Share | undefined {
  const { making, scene: { unit, context: { days, atMs } }, beside } = weighing
  const today = days.dayOf(atMs)
  const prefix = `${making.subject.subject}/`
  const tallies = records.tallies!(row, days).filter(tally => (tally.unit ?? row.unit) === unit.code && tally.measure.startsWith(prefix))
  const figures: Record<string, number> = { ...beside?.figures }
  for (const tally of tallies) {
    const name = tally.measure.slice(prefix.length)
    figures[name] = (figures[name] ?? 0) + addedBy(tally, today)
  }
  const { num, den } = making.fraction(figures)
  if (num === 0 && den === 0)
    return undefined
  const name = num > 0 ? making.made?.num : making.made?.den
  const mine = making.made === undefined ? tallies : tallies.filter(({ measure }) => measure === prefix + name)
  const told = beside === undefined ? undefined : since(beside, num, weighing)
  return { kind: kind.kind, ...nameOf(row, kind), num, den, atMs: told?.atMs ?? row.at_ms, day: told?.day ?? lastEntered(mine, today) }
}

/** Members of a name that tell a record's parts from each other, or whom it is about. */
const NO_NAME: readonly string[] = ['at', 'staffNo']

/** Its id as its source calls it, `list/item` where a name has two members, and whom it is about; a kind about people may have a record about nobody. */
function nameOf({ id, about }: RecordRow, { object, isPersonal = false, aboutPerson }: RecordKind): Pick<Share, 'id' | 'staffNo' | 'isPersonal'> {
  const members = id.split(ID_JOINT)
  const named = object.indexOf('staffNo')
  const staffNo = named >= 0 ? members[named] : aboutPerson === true ? about ?? undefined : undefined
  return { id: members.filter((_, i) => !NO_NAME.includes(object[i]!)).join('/'), staffNo, isPersonal: isPersonal || staffNo !== undefined }
}
