/**
 * Statistical disclosure control for public pledge figures (contract.md §3 *Audience*, domain.md §6.1).
 *
 * Promise: from the figures left to show, no reader can compute, by adding and subtracting them in any mixture and with any
 * factors, a figure over a group that could be fewer than three people. This holds for the audited unit with its children,
 * and for a whole tree when each unit is audited after its parent and told what was suppressed there (planTree.ts).
 * A figure over nobody (`den` 0) always stays.
 *
 * The plan looks at the `den`s only, never at who signed: it does not flicker when someone signs, and what it hides tells
 * nothing about them. It is a pure function, free of input order. Milliseconds for a district of eight stations, tens for
 * 25 children with 3 lines and 4 types, a few hundred where each of their cells is one person: keep plans by structure.
 *
 * Out of reach: what `num` itself says (all or none signed; contract.md lets `num` and `den − num` be small), figures of
 * earlier structures, and what a reader knows from elsewhere.
 */
import type { Cell, Figure, FigureId, PlacedCell } from './figures.ts'
import { choose } from './choose.ts'
import { figuresOf, merged } from './figures.ts'
import { guardOf } from './guard.ts'
import { smallGroups } from './smallGroups.ts'

/** A child with everything below it (`published`), or the unit's own staff, which has no figures but can be subtracted to. */
export interface Part {
  id: string
  published: boolean
  cells: readonly Cell[]
}

export interface DisclosureInput {
  nodeId: string
  parts: readonly Part[]
  /** Figures that are not shown whatever this audit finds: those of the unit that its parent's audit suppressed. */
  alreadySuppressed?: ReadonlySet<FigureId>
}

export interface DisclosurePlan {
  /** Figures of the unit and of its children that are not to be shown; all their others may be. */
  suppressed: ReadonlySet<FigureId>
}

/**
 * Decides which figures of a unit and its children to hide. First the unit's own, by themselves: what its parent's audit left
 * of them stays. Then the children's, the most valuable first; each is shown unless, with those before it, it would tell
 * (1) more of a small group than all the unit's own figures do, or (2) anything of the unit's figures that are hidden.
 * No child's figure is hidden in vain: one shown again would break (1) or (2).
 */
export function planDisclosure({ nodeId, parts, alreadySuppressed = new Set() }: DisclosureInput): DisclosurePlan {
  const placed = parts.flatMap(part => part.cells.map(cell => ({ ...cell, part: part.id })))
  const shownOwn = chooseOwn(nodeId, placed, alreadySuppressed)

  const cells = merged(placed)
  const own = figuresOf(nodeId, cells)
  const ofChildren = parts.filter(part => part.published).flatMap(({ id }) => figuresOf(id, cells, cell => cell.part === id))
  const shown = choose(without(ofChildren, alreadySuppressed), cells, guardsBelow(cells, own, shownOwn))

  const counted = [...own, ...ofChildren].map(figure => figure.id)
  return { suppressed: new Set([...alreadySuppressed, ...counted.filter(id => !shownOwn.has(id) && !shown.has(id))]) }
}

/** The unit as one place, as its parent sees it. */
function chooseOwn(nodeId: string, placed: readonly PlacedCell[], hidden: ReadonlySet<FigureId>): ReadonlySet<FigureId> {
  const cells = merged(placed.map(cell => ({ ...cell, part: nodeId })))
  return choose(without(figuresOf(nodeId, cells), hidden), cells, [guardOf(cells.length, [], secretsOf(cells))])
}

/**
 * (1) and (2) of `planDisclosure`. The first takes the unit's hidden figures for known, since a combination of figures
 * elsewhere in the tree may hold them; the second sees to it that nothing below gives them away (planTree.ts has the proof).
 */
function guardsBelow(cells: readonly PlacedCell[], own: readonly Figure[], shown: ReadonlySet<FigureId>) {
  const sumsOf = (figures: readonly Figure[]) => figures.map(figure => figure.cells)
  const hidden = own.filter(figure => !shown.has(figure.id))
  return [
    guardOf(cells.length, sumsOf(own), secretsOf(cells)),
    guardOf(cells.length, sumsOf(own.filter(figure => shown.has(figure.id))), hidden.length > 0 ? [sumsOf(hidden)] : []),
  ]
}

/** Every cell of a small group is to stay open, and every mixture of them. */
function secretsOf(cells: readonly PlacedCell[]): number[][][] {
  return smallGroups(cells).map(group => group.map(position => [position]))
}

function without(figures: readonly Figure[], hidden: ReadonlySet<FigureId>): Figure[] {
  return figures.filter(figure => !hidden.has(figure.id))
}
