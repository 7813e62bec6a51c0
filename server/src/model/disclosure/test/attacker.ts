/**
 * A reader who wants to know about few people, written without a line of the plan's own algebra: Gaussian elimination in
 * fractions over every figure on show, and each set of cells that could be one or two people tried by brute force.
 */
import type { FigureId } from '../figures.ts'
import { figureId } from '../figures.ts'

/** The finest cell there is: people of one line who should sign one type, on the staff of one unit. */
export interface StaffCell {
  place: string
  line: string
  type: string
  den: number
}

/** A unit with figures, and the places they sum over. */
export interface Shown {
  unit: string
  places: ReadonlySet<string>
}

/** What a figure says, as one 0 or 1 for each cell; absent where it counts nobody. */
export function rowsOf(units: readonly Shown[], cells: readonly StaffCell[]): Map<FigureId, number[]> {
  const lines = new Set(cells.map(cell => cell.line))
  const types = new Set(cells.map(cell => cell.type))
  const rows = new Map<FigureId, number[]>()
  for (const { unit, places } of units) {
    const put = (id: FigureId, counts: (cell: StaffCell) => boolean) => {
      const row = cells.map(cell => cell.den > 0 && places.has(cell.place) && counts(cell) ? 1 : 0)
      if (row.includes(1))
        rows.set(id, row)
    }
    put(figureId(unit, { kind: 'total' }), () => true)
    types.forEach(type => put(figureId(unit, { kind: 'type', type }), cell => cell.type === type))
    lines.forEach(line => put(figureId(unit, { kind: 'line', line }), cell => cell.line === line))
  }
  return rows
}

/** Cells of one or two people that some mixture of the rows is about, and about nobody else; `undefined` where there are none. */
export function findExposed(rows: readonly number[][], cells: readonly StaffCell[]): StaffCell[] | undefined {
  const all = rank(rows)
  return fewPeople(cells).find((few) => {
    const elsewhere = rows.map(row => row.filter((_, i) => !few.includes(cells[i]!)))
    return rank(elsewhere) < all
  })
}

/** Fewest people the cells can be: those of one place and line may be the same people under several types. */
export function people(cells: readonly StaffCell[]): number {
  let sum = 0
  for (const cell of cells) {
    const same = cells.filter(other => other.place === cell.place && other.line === cell.line)
    const largest = Math.max(...same.map(other => other.den))
    if (same.find(other => other.den === largest) === cell)
      sum += largest
  }
  return sum
}

/** All sets of cells with one or two people, but for those inside a larger such set, which would be exposed along with it. */
function fewPeople(cells: readonly StaffCell[]): StaffCell[][] {
  const counted = cells.filter(cell => cell.den > 0)
  let sets: StaffCell[][] = [[]]
  for (const cell of counted)
    sets = [...sets, ...sets.map(set => [...set, cell]).filter(set => people(set) <= 2)]
  return sets.filter(set => set.length > 0 && counted.every(cell => set.includes(cell) || people([...set, cell]) > 2))
}

interface Fraction { top: bigint, bottom: bigint }

export function rank(rows: readonly number[][]): number {
  let left = rows.map(row => row.map(entry => ({ top: BigInt(entry), bottom: 1n })))
  let found = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = left.find(row => row[column]!.top !== 0n)
    if (pivot === undefined)
      continue
    found++
    left = left.filter(row => row !== pivot).map((row) => {
      const factor = over(row[column]!, pivot[column]!)
      return factor.top === 0n ? row : row.map((entry, i) => minus(entry, times(factor, pivot[i]!)))
    })
  }
  return found
}

function lowest(top: bigint, bottom: bigint): Fraction {
  let [a, b] = [top, bottom]
  while (b !== 0n)
    [a, b] = [b, a % b]
  return { top: top / a, bottom: bottom / a }
}

function times(a: Fraction, b: Fraction): Fraction {
  return lowest(a.top * b.top, a.bottom * b.bottom)
}

function over(a: Fraction, b: Fraction): Fraction {
  return lowest(a.top * b.bottom, a.bottom * b.top)
}

function minus(a: Fraction, b: Fraction): Fraction {
  return lowest(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom)
}
