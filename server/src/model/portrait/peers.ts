/** Places among peers: units of one kind (domain.md §3.13). Equal points share the better place. */

export interface Place { readonly place: number, readonly of: number, readonly quartile: number | null }

/** Fewer have no quarters. */
const FEWEST_FOR_QUARTERS = 4

/** @param points of those who are placed, by unit. */
export function placesOf(points: ReadonlyMap<string, number>): Map<string, Place> {
  const all = [...points.values()]
  const of = all.length
  return new Map([...points].map(([unit, own]) => {
    const place = 1 + all.filter(other => other > own).length
    return [unit, { place, of, quartile: of < FEWEST_FOR_QUARTERS ? null : Math.ceil(4 * place / of) }]
  }))
}
