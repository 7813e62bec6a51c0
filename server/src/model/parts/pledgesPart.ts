/**
 * Pledges of one own unit, as cells: how many should sign and how many have, by type and line.
 *
 * Sums are named `<what>|<type>|<line>`; `den` and `num` go into every figure, `inner.den` and `inner.num` are of
 * campaigns whose signatories are named one by one and never enter public figures; `expiring` counts covered pledges
 * that end within 30 days.
 */
import type { Duty } from '../pledges/duties.ts'
import type { OwnPart, Part, PartContext, PartUnit } from './part.ts'
import { dutiesOf } from '../pledges/duties.ts'
import { newestBySource } from './arrivals.ts'
import { part } from './part.ts'

export interface Cell { readonly type: string, readonly line: string, readonly num: number, readonly den: number, readonly expiring: number }

export async function pledgesPart(unit: PartUnit, { db, org, atMs }: PartContext): Promise<OwnPart> {
  const { duties, wakeMs } = await dutiesOf(unit.code, { db, org, atMs })
  const sums: Record<string, number> = {}
  const latest: Record<string, number> = await newestBySource(db, unit.code, 'pledges')
  for (const duty of duties) {
    addDuty(sums, duty)
    latest[`due|${duty.pledgeType}`] = Math.max(latest[`due|${duty.pledgeType}`] ?? 0, duty.dueMs)
  }
  return { part: part({ sums, latest }), wakeMs }
}

function addDuty(sums: Record<string, number>, { pledgeType, line, covered, expiring, countsPublicly }: Duty): void {
  const add = (what: string, n: number): void => {
    const name = `${countsPublicly ? '' : 'inner.'}${what}|${pledgeType}|${line}`
    sums[name] = (sums[name] ?? 0) + n
  }
  add('den', 1)
  add('num', covered ? 1 : 0)
  if (expiring)
    add('expiring', 1)
}

/** The cells of a total. @param inner whether to add campaigns that name their signatories one by one */
export function cellsOf(total: Part, inner: boolean): Cell[] {
  const cells = new Map<string, { type: string, line: string, num: number, den: number, expiring: number }>()
  for (const [name, n] of Object.entries(total.sums)) {
    const [what, type, line] = name.split('|') as [string, string, string]
    const isInner = what.startsWith('inner.')
    if (isInner && !inner)
      continue
    const cell = cells.get(`${type}|${line}`) ?? { type, line, num: 0, den: 0, expiring: 0 }
    cell[(isInner ? what.slice('inner.'.length) : what) as 'num' | 'den' | 'expiring'] += n
    cells.set(`${type}|${line}`, cell)
  }
  return [...cells.values()].filter(cell => cell.den > 0).sort((a, b) => (`${a.type}|${a.line}` < `${b.type}|${b.line}` ? -1 : 1))
}
