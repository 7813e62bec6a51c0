/**
 * A reader with paper and patience: takes every pledge figure that is published anywhere in the tree and looks for a mixture of
 * them, with whatever factors, that is about one or two people and about nobody else. Who is behind a figure comes from the
 * truth of the events, person by person. Exact: fractions of whole numbers, no rounding.
 */
import type { Duty } from './pledges.ts'

/** A published figure: the unit, its name (`total`, `type …`, `line …`), and everybody it counts. */
export interface Published { readonly unit: string, readonly name: string, readonly duties: readonly Duty[] }

export interface Exposed { readonly people: readonly string[], readonly groups: readonly string[] }

/** One or two people whom the figures tell apart from all others; `undefined` where there are none. */
export function findExposed(figures: readonly Published[], duties: readonly Duty[]): Exposed | undefined {
  const cells = [...Map.groupBy(duties, ({ unit, line, type }) => `${unit} ${line} ${type}`)].map(([name, mine]) => ({ name, people: new Set(mine.map(duty => duty.person)) }))
  const columnOf = new Map(cells.map(({ name }, column) => [name, column]))
  const rows = figures.map(({ duties }) => {
    const row = cells.map(() => 0n)
    duties.forEach(({ unit, line, type }) => row[columnOf.get(`${unit} ${line} ${type}`)!] = 1n)
    return row
  })
  const unknown = nullSpace(rows, cells.length)
  const few = [...new Set(cells.filter(cell => cell.people.size <= 2).flatMap(cell => [...cell.people]))]
  for (const [i, one] of few.entries()) {
    for (const other of few.slice(i)) {
      const about = [...cells.keys()].filter(column => cells[column]!.people.isSubsetOf(new Set([one, other])))
      // What stays unknown moves their cells in fewer directions than there are: some mixture of them is known.
      if (rankOf(unknown.map(vector => about.map(column => vector[column]!))) < about.length)
        return { people: [...new Set([one, other])], groups: about.map(column => cells[column]!.name) }
    }
  }
  return undefined
}

/** Rows with a leading 1 each, zero above and below it, as fractions over a common denominator of each row. */
function reduced(rows: readonly (readonly bigint[])[]): { row: bigint[], lead: number }[] {
  const done: { row: bigint[], lead: number }[] = []
  for (const next of rows) {
    let row = [...next]
    for (const { row: base, lead } of done)
      row = eliminate(row, base, lead)
    const lead = row.findIndex(entry => entry !== 0n)
    if (lead === -1)
      continue
    for (const other of done)
      other.row = eliminate(other.row, row, lead)
    done.push({ row, lead })
  }
  return done
}

/** `row` times a whole number, less a multiple of `base`, so that nothing is left at `lead`. */
function eliminate(row: readonly bigint[], base: readonly bigint[], lead: number): bigint[] {
  const [mine, theirs] = [row[lead]!, base[lead]!]
  if (mine === 0n)
    return [...row]
  const left = row.map((entry, i) => entry * theirs - base[i]! * mine)
  const divisor = left.reduce(commonDivisor, 0n)
  return divisor > 1n ? left.map(entry => entry / divisor) : left
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n)
    [x, y] = [y, x % y]
  return x
}

export function rankOf(rows: readonly (readonly bigint[])[]): number {
  return reduced(rows).length
}

/** Ways in which the cells could differ without any figure noticing: one for each cell that no row leads. */
function nullSpace(rows: readonly (readonly bigint[])[], columns: number): bigint[][] {
  const basis = reduced(rows)
  const leads = new Set(basis.map(({ lead }) => lead))
  const common = basis.reduce((product, { row, lead }) => product / commonDivisor(product, row[lead]!) * row[lead]!, 1n)
  return Array.from({ length: columns }, (_, free) => free).filter(free => !leads.has(free)).map((free) => {
    const vector = Array.from<bigint>({ length: columns }).fill(0n)
    vector[free] = common
    for (const { row, lead } of basis)
      vector[lead] = -row[free]! * (common / row[lead]!)
    return vector
  })
}
