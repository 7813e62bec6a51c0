/** Which figures to show where not all can be: the most valuable first, as long as no guard objects. */
import type { Figure, FigureId, PlacedCell } from './figures.ts'
import type { Guard } from './guard.ts'
import { admit } from './guard.ts'
import { fewestPeople } from './smallGroups.ts'

/**
 * The figures to show. None of the rest could be added: a set of figures that tells too much still does so with more in it.
 * A figure that is itself over too few people needs no rule of its own: it is a mixture (of one) about a small group.
 * @param figures on offer; their order does not matter
 */
export function choose(figures: readonly Figure[], cells: readonly PlacedCell[], guards: readonly Guard[]): ReadonlySet<FigureId> {
  const shown = new Set<FigureId>()
  let held = guards
  for (const figure of byValue(figures, cells)) {
    const next = held.flatMap(guard => admit(guard, figure.cells) ?? [])
    if (next.length === held.length) {
      held = next
      shown.add(figure.id)
    }
  }
  return shown
}

const WORTH: Record<Figure['kind'], number> = { total: 0, type: 1, line: 2 }

/** Totals, then types, then lines; larger groups first; the id decides the rest. */
function byValue(figures: readonly Figure[], cells: readonly PlacedCell[]): Figure[] {
  return figures
    .map(figure => ({ figure, people: fewestPeople(cells, figure.cells) }))
    .sort((a, b) => WORTH[a.figure.kind] - WORTH[b.figure.kind] || b.people - a.people || (a.figure.id < b.figure.id ? -1 : 1))
    .map(({ figure }) => figure)
}
