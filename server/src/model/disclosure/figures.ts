/** The pledge figures a unit may show: one total, one for each type, one for each line (contract.md §3). */

/** How many people of one line should sign one type, in one place. Each person counts once per type, so `den` is people. */
export interface Cell {
  line: string
  type: string
  den: number
}

/** A cell, and the part of the audited unit it stands in. */
export interface PlacedCell extends Cell {
  part: string
}

export type FigureKind = { kind: 'total' } | { kind: 'type', type: string } | { kind: 'line', line: string }

/** Names one figure of one unit. Unit codes hold no slash, so no two figures share an id. */
export type FigureId = `${string}/total` | `${string}/type/${string}` | `${string}/line/${string}`

/** A figure and what it sums over: `cells` are positions in the list it was made from. */
export interface Figure {
  id: FigureId
  kind: FigureKind['kind']
  cells: number[]
}

export function figureId(unit: string, figure: FigureKind): FigureId {
  switch (figure.kind) {
    case 'total': return `${unit}/total`
    case 'type': return `${unit}/type/${figure.type}`
    case 'line': return `${unit}/line/${figure.line}`
  }
}

/** Every figure of a unit that counts somebody, over those of the (merged) cells that are its own. */
export function figuresOf(unit: string, cells: readonly PlacedCell[], isOwn: (cell: PlacedCell) => boolean = () => true): Figure[] {
  const figures = new Map<FigureId, Figure>()
  for (const [position, cell] of cells.entries()) {
    for (const figure of isOwn(cell) ? kindsOf(cell) : []) {
      const id = figureId(unit, figure)
      const cellsSoFar = figures.get(id)?.cells ?? []
      figures.set(id, { id, kind: figure.kind, cells: [...cellsSoFar, position] })
    }
  }
  return [...figures.values()]
}

function kindsOf({ line, type }: Cell): FigureKind[] {
  return [{ kind: 'total' }, { kind: 'type', type }, { kind: 'line', line }]
}

/** The same cells with one for each part, line and type, without those that count nobody. */
export function merged(cells: readonly PlacedCell[]): PlacedCell[] {
  const byPlace = new Map<string, PlacedCell>()
  for (const { part, line, type, den } of cells.filter(cell => cell.den > 0)) {
    const place = JSON.stringify([part, line, type])
    byPlace.set(place, { part, line, type, den: den + (byPlace.get(place)?.den ?? 0) })
  }
  return [...byPlace.values()]
}
