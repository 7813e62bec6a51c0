/** Units and people over time, as contract.md §2 tells it: of all spans that have begun, the latest holds, unless it has ended. */
import type { Fact } from './facts.ts'
import { lastOf, ms, ofType, optionalMs } from './facts.ts'

export interface Span {
  readonly from: number
  readonly until: number
  /** `subject` of the statement. */
  readonly unit: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Spans by code or staff number, each list from the oldest on. */
export type Histories = ReadonlyMap<string, readonly Span[]>

export interface Place {
  readonly units: Histories
  readonly people: Histories
  /** Every instant at which somebody or something begins or ends. */
  readonly turns: readonly number[]
}

export function placeOf(facts: readonly Fact[]): Place {
  const units = historiesOf(ofType(facts, 'org.unit-declared'), 'code')
  const people = historiesOf(ofType(facts, 'org.staff-declared'), 'staffNo')
  const spans = [...units.values(), ...people.values()].flat()
  const turns = new Set(spans.flatMap(span => [span.from, span.until]).filter(Number.isFinite))
  return { units, people, turns: [...turns].sort((a, b) => a - b) }
}

function historiesOf(facts: readonly Fact[], name: string): Histories {
  const spans = [...lastOf(facts, name, 'since').values()].map((fact): Span => ({
    from: optionalMs(fact.data.since, Number.NEGATIVE_INFINITY),
    until: optionalMs(fact.data.until, Number.POSITIVE_INFINITY),
    unit: fact.subject,
    data: fact.data,
  }))
  return Map.groupBy(spans.sort((a, b) => sortable(a) - sortable(b)), span => String(span.data[name]))
}

/** A span without a beginning comes first; there is at most one to a name. */
function sortable({ from }: Span): number {
  return Math.max(from, ms('1900-01-01'))
}

export function begun(spans: readonly Span[] | undefined, at: number): Span | undefined {
  return spans?.findLast(span => span.from <= at)
}

export function holding(spans: readonly Span[] | undefined, at: number): Span | undefined {
  const span = begun(spans, at)
  return span !== undefined && span.until > at ? span : undefined
}

/** The unit above, where it is there at that instant and not below the unit itself. */
export function parentOf({ units }: Place, code: string, at: number): string | undefined {
  const named = (child: string): string | undefined => {
    const parent = holding(units.get(child), at)?.data.parent
    return typeof parent === 'string' && holding(units.get(parent), at) !== undefined ? parent : undefined
  }
  const seen: string[] = []
  for (let up = named(code); up !== undefined && !seen.includes(up); up = named(up)) {
    if (up === code)
      return undefined
    seen.push(up)
  }
  return named(code)
}

/** The unit itself and everything above it. */
export function above(place: Place, code: string, at: number): string[] {
  const up = [code]
  for (let parent = parentOf(place, code, at); parent !== undefined; parent = parentOf(place, parent, at))
    up.push(parent)
  return up
}

/** The unit itself and everything below it, of those declared. */
export function below(place: Place, code: string, at: number): string[] {
  return [...place.units.keys()].filter(unit => above(place, unit, at).includes(code))
}
