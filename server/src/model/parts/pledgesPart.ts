/**
 * Pledges of one own unit, as cells: how many should sign and how many have, by type and line.
 *
 * Sums are named `<what>|<type>|<line>`; `den` and `num` go into every figure, `inner.den` and `inner.num` are of
 * campaigns whose signatories are named one by one and never enter public figures; `ending` counts those whose campaign
 * ends within 30 days, `expiring` those of them that are covered. When a small group last stated something is nobody's
 * business: its sources are kept under a name of their own. Reviews of campaigns are by type alone (`pledges/reviews.ts`).
 */
import type { Duty } from '../pledges/duties.ts'
import type { OwnPart, Part, PartContext, PartUnit } from './part.ts'
import { dutiesOf } from '../pledges/duties.ts'
import { reviewsOf } from '../pledges/reviews.ts'
import { INNER_SOURCE_PREFIX, newestBySource, SOURCE_PREFIX } from './arrivals.ts'
import { earliest, part } from './part.ts'

/** Fewer people than this are nobody's business (domain.md §6.1). */
const MIN_PEOPLE = 3

export interface Cell { readonly type: string, readonly line: string, readonly num: number, readonly den: number, readonly ending: number, readonly expiring: number }

export async function pledgesPart(unit: PartUnit, context: PartContext): Promise<OwnPart> {
  const { db } = context
  const { duties, wakeMs } = await dutiesOf(unit.code, context)
  const reviews = await reviewsOf(unit.code, context)
  const sums: Record<string, number> = { ...reviews.sums }
  const latest: Record<string, number> = {}
  for (const duty of duties) {
    addDuty(sums, duty)
    latest[`due|${duty.pledgeType}`] = Math.max(latest[`due|${duty.pledgeType}`] ?? 0, duty.dueMs)
  }
  const newest = await newestBySource(db, { unit: unit.code, domain: 'pledges' }, peopleIn(duties) < MIN_PEOPLE ? INNER_SOURCE_PREFIX : SOURCE_PREFIX)
  return { part: part({ sums, latest: { ...latest, ...newest } }), wakeMs: earliest(wakeMs, reviews.wakeMs) }
}

/** How many people the public figures of a unit are about. */
function peopleIn(duties: readonly Duty[]): number {
  return new Set(duties.filter(duty => duty.countsPublicly).map(duty => duty.staffNo)).size
}

function addDuty(sums: Record<string, number>, { pledgeType, line, covered, ending, countsPublicly }: Duty): void {
  const add = (what: string, n: number): void => {
    const name = `${countsPublicly ? '' : 'inner.'}${what}|${pledgeType}|${line}`
    sums[name] = (sums[name] ?? 0) + n
  }
  add('den', 1)
  add('num', covered ? 1 : 0)
  add('ending', ending ? 1 : 0)
  add('expiring', ending && covered ? 1 : 0)
}

/** The cells of a total. @param inner whether to add campaigns that name their signatories one by one */
export function cellsOf(total: Part, inner: boolean): Cell[] {
  const cells = new Map<string, { type: string, line: string, num: number, den: number, ending: number, expiring: number }>()
  for (const [name, n] of Object.entries(total.sums)) {
    const [what, type, line] = name.split('|') as [string, string, string | undefined]
    if (line === undefined)
      continue
    const isInner = what.startsWith('inner.')
    if (isInner && !inner)
      continue
    const cell = cells.get(`${type}|${line}`) ?? { type, line, num: 0, den: 0, ending: 0, expiring: 0 }
    cell[(isInner ? what.slice('inner.'.length) : what) as 'num' | 'den' | 'ending' | 'expiring'] += n
    cells.set(`${type}|${line}`, cell)
  }
  return [...cells.values()].filter(cell => cell.den > 0).sort((a, b) => (`${a.type}|${a.line}` < `${b.type}|${b.line}` ? -1 : 1))
}
