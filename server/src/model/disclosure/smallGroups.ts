/** Which cells could together stand for fewer than three people (domain.md §6.1). */
import type { PlacedCell } from './figures.ts'

/** A figure over fewer people than this is not shown, and nothing shown may be subtracted to one. */
const FEWEST_SHOWN = 3

/**
 * The fewest people the cells can be. One person may stand under several types of the same part and line, so there
 * only the largest type counts; parts and lines do not share people, so these add up.
 */
export function fewestPeople(cells: readonly PlacedCell[], positions: readonly number[]): number {
  const largest = new Map<string, number>()
  for (const position of positions) {
    const { den } = cells[position]!
    const place = placeOf(cells[position]!)
    largest.set(place, Math.max(largest.get(place) ?? 0, den))
  }
  return [...largest.values()].reduce((people, den) => people + den, 0)
}

/**
 * The largest sets of cells with `fewestPeople` under three. Every other such set is inside one of these, so nothing
 * more needs guarding: the cells of at most two people in one part and line, and those of one person in two of them.
 */
export function smallGroups(cells: readonly PlacedCell[]): number[][] {
  const upToTwo = byPlace(cells, FEWEST_SHOWN - 1)
  const single = byPlace(cells, 1)
  const pairs = single.flatMap((one, i) => single.slice(i + 1).map(other => [...one, ...other]))
  return [...upToTwo, ...pairs]
}

function byPlace(cells: readonly PlacedCell[], most: number): number[][] {
  const positions = cells.keys().filter(position => cells[position]!.den <= most)
  return [...Map.groupBy(positions, position => placeOf(cells[position]!)).values()]
}

function placeOf({ part, line }: PlacedCell): string {
  return JSON.stringify([part, line])
}
