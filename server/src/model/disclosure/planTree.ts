/**
 * Disclosure control for a whole tree of units, one audit for each unit that has children, from the root down.
 *
 * Promise: no mixture of figures from anywhere in the tree gives a figure over a group that could be fewer than three people.
 *
 * Why audits of one level each are enough. Say W is what the unit's own figures span, all of them, shown or not; U what the shown
 * ones span; V what its children's shown figures span. Each audit keeps to
 *   (1) a combination in W + V that concerns only a small group is in W, and
 *   (2) V ∩ W lies in U: the children never tell more about the unit's own figures than the unit itself shows.
 * Take any combination z of figures of the tree that concerns only a small group. Look at one unit whose children have no
 * children that are audited. What the figures above contribute inside it weighs all its parts alike, so it is in W; what those
 * below contribute, b, is in V. Their sum concerns only a small group, so by (1) it is in W, then so is b, and by (2) b is in U:
 * the figures shown of the unit itself say the same. So b can be left out of z, unit after unit, up to the root, whose own figures were
 * chosen to tell of no small group, seen as one place. Hence z is 0. A group never counts more people from higher up than from
 * below (`fewestPeople` only falls when parts are taken together), so small stays small on the way.
 *
 * To suppress the same figure in the units below would be no substitute for (2): a hidden type is still the total less
 * the other types there.
 */
import type { Cell, FigureId } from './figures.ts'
import type { DisclosureInput, DisclosurePlan } from './planDisclosure.ts'
import { planDisclosure } from './planDisclosure.ts'

/** A unit with its own staff's cells and the units below it. */
export interface UnitStructure {
  id: string
  staff: readonly Cell[]
  children: readonly UnitStructure[]
}

/**
 * The figures not to be shown, of all units of the tree.
 * @param plan the audit of one level; a caller that keeps plans by structure gives its own
 */
export function planTree(root: UnitStructure, plan: (input: DisclosureInput) => DisclosurePlan = planDisclosure): ReadonlySet<FigureId> {
  return planBelow(root, new Set(), plan)
}

function planBelow(unit: UnitStructure, above: ReadonlySet<FigureId>, plan: (input: DisclosureInput) => DisclosurePlan): ReadonlySet<FigureId> {
  const { suppressed } = plan({
    nodeId: unit.id,
    parts: [
      { id: `${unit.id}/staff`, published: false, cells: unit.staff },
      ...unit.children.map(child => ({ id: child.id, published: true, cells: everyCell(child) })),
    ],
    alreadySuppressed: above,
  })
  const below = unit.children.filter(child => child.children.length > 0)
  return below.reduce((all, child) => all.union(planBelow(child, ownOf(child.id, suppressed), plan)), suppressed)
}

function everyCell(unit: UnitStructure): Cell[] {
  return [...unit.staff, ...unit.children.flatMap(everyCell)]
}

function ownOf(unit: string, figures: ReadonlySet<FigureId>): ReadonlySet<FigureId> {
  return new Set(figures.values().filter(id => id.startsWith(`${unit}/`)))
}
