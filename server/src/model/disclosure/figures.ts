/** The pledge figures a unit may show: one total, one for each type, one for each line (contract.md §3). */

/** How many people of one line should sign one type, in one place. Each person counts once per type, so `den` is people. */
export interface Cell {
  line: string
  type: string
  den: number
}

export type FigureKind = { kind: 'total' } | { kind: 'type', type: string } | { kind: 'line', line: string }

/** Names one figure of one unit. Unit codes hold no slash, so no two figures share an id. */
export type FigureId = string & { readonly figure: unique symbol }

/** A figure and what it sums over: `cells` are positions in the list of cells it was made from. */
export interface Figure {
  id: FigureId
  kind: FigureKind['kind']
  cells: number[]
}

export function figureId(unit: string, figure: FigureKind): FigureId {
  const text = figure.kind === 'total'
    ? `${unit}/total`
    : figure.kind === 'type' ? `${unit}/type/${figure.type}` : `${unit}/line/${figure.line}`
  return text as FigureId
}
