/** A figure by whose own facts make it: of the unit and of every unit below it that adds something. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { TreeAt } from '../org/orgTree.ts'
import type { Fraction } from '../records/recordSubject.ts'

export interface FigureQuestion {
  readonly code: string
  readonly unit: string
  /** A closed day; the present where it is absent. */
  readonly day: number | undefined
  /** As of the figure. */
  readonly tree: TreeAt
}

const NOTHING: Fraction = { num: 0, den: 0 }
/** Units named in one query. */
const MOST_NAMES = 500

/** In the order of the tree, from the unit down; without those that add nothing. */
export async function ownFigures(db: Kysely<Database>, { code, unit, day, tree }: FigureQuestion): Promise<Map<string, Fraction>> {
  const units = tree.subtree(unit)
  const totals = new Map<string, Fraction>()
  for (let at = 0; at < units.length; at += MOST_NAMES) {
    const names = units.slice(at, at + MOST_NAMES)
    const rows = day === undefined
      ? await db.selectFrom('metric_now').select(['unit', 'num', 'den']).where('unit', 'in', names).where('code', '=', code).execute()
      : await db.selectFrom('metric_day').select(['unit', 'num', 'den']).where('unit', 'in', names).where('code', '=', code).where('day', '=', day).execute()
    rows.forEach(row => totals.set(row.unit, { num: row.num, den: row.den }))
  }
  const own = units.map(code => [code, minus(totals.get(code) ?? NOTHING, tree.children(code).map(child => totals.get(child) ?? NOTHING))] as const)
  return new Map(own.filter(([, { num, den }]) => num > 0 || den > 0))
}

function minus(whole: Fraction, parts: readonly Fraction[]): Fraction {
  return parts.reduce((rest, { num, den }) => ({ num: rest.num - num, den: rest.den - den }), whole)
}
