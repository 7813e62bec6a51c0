/**
 * Spans: how units and people change over time (contract.md §2, "Histories are kept as spans").
 *
 * Of the spans of one unit or person, the one with the greatest `since` not after an instant holds at that instant,
 * unless its `until` has passed; it is not followed by an older one then.
 */

/** `since` of a span that reaches back without limit: before any day that a calendar of ours can hold. */
export const WITHOUT_LIMIT_MS = -62_135_596_800_000

export interface Span {
  readonly since_ms: number
  readonly until_ms: number | null
}

/** The latest span that began by `atMs`, whether or not it has ended. @param spans by `since_ms`, ascending. */
export function begunAt<S extends Span>(spans: readonly S[], atMs: number): S | undefined {
  let found: S | undefined
  for (const span of spans) {
    if (span.since_ms > atMs)
      break
    found = span
  }
  return found
}

/** The span that holds at `atMs`. @param spans by `since_ms`, ascending. */
export function spanAt<S extends Span>(spans: readonly S[], atMs: number): S | undefined {
  const span = begunAt(spans, atMs)
  return span !== undefined && !hasEnded(span, atMs) ? span : undefined
}

export function hasEnded(span: Span, atMs: number): boolean {
  return span.until_ms !== null && span.until_ms <= atMs
}

/** Groups rows and sorts each group by `since_ms`. */
export function spansBy<S extends Span>(rows: readonly S[], key: (row: S) => string): Map<string, S[]> {
  const groups = new Map<string, S[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined)
      groups.set(key(row), [row])
    else
      group.push(row)
  }
  for (const group of groups.values())
    group.sort((a, b) => a.since_ms - b.since_ms)
  return groups
}
