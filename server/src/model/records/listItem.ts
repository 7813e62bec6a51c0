/** When the versions of a list's item stand, and when they count as reviewed. Days of the installation's calendar. */
import type { Days } from '../calendar/days.ts'
import type { View } from './recordKind.ts'

/** From a day on, until before another. */
export interface Span { readonly since: number, readonly until: number }

type Data = ReturnType<View['every']>[number]

export interface Version {
  /** `until` is null while it stands. */
  readonly span: { readonly since: number, readonly until: number | null }
  readonly data: Data
}

/** The versions in order, each until the next one or until the item was retired. */
export function versionsOf(view: View, days: Days): Version[] {
  const versions = lasting(view, 'item-published', days)
  const retiredMs = view.ms('item-retired', 'at')
  return versions.map(({ atMs, data }, i) => {
    const nextMs = versions[i + 1]?.atMs ?? Number.POSITIVE_INFINITY
    const endMs = retiredMs !== null && retiredMs >= atMs ? Math.min(nextMs, retiredMs) : nextMs
    return { span: { since: days.dayOf(atMs), until: Number.isFinite(endMs) ? days.dayOf(endMs) : null }, data }
  })
}

/** The days on which it was reviewed, in order; publications are none of them. */
export function reviewsOf(view: View, days: Days): number[] {
  return reviewInstants(view, days).map(days.dayOf)
}

/** The instants of these reviews, in order. */
export function reviewInstants(view: View, days: Days): number[] {
  return lasting(view, 'item-reviewed', days).map(({ atMs }) => atMs)
}

/** The days within a span on which the last review or publication lies less than so many months back. */
export function reviewedSpans(view: View, { span, months, days }: { readonly span: Version['span'], readonly months: number, readonly days: Days }): Span[] {
  const published = versionsOf(view, days).map(version => version.span.since)
  const spans: Span[] = []
  for (const day of [...published, ...reviewsOf(view, days)].sort((a, b) => a - b)) {
    const one = { since: Math.max(day, span.since), until: Math.min(days.plusMonths(day, months), span.until ?? Number.POSITIVE_INFINITY) }
    const last = spans.at(-1)
    if (one.since >= one.until)
      continue
    if (last !== undefined && one.since <= last.until)
      spans[spans.length - 1] = { since: last.since, until: Math.max(last.until, one.until) }
    else
      spans.push(one)
  }
  return spans
}

/** The last instant of a publication or review. */
export function lastActiveMs(view: View, days: Days): number {
  return Math.max(...['item-published', 'item-reviewed'].flatMap(slot => lasting(view, slot, days).map(({ atMs }) => atMs)))
}

/** Statements of a slot in order of their `at`: those that no later word dates back. */
function lasting(view: View, slot: string, days: Days): { readonly atMs: number, readonly data: Data }[] {
  const kept: { atMs: number, data: Data }[] = []
  for (const data of view.every(slot).toReversed()) {
    const atMs = days.parse(String(data.at))!
    if (kept.length === 0 || atMs < kept.at(-1)!.atMs)
      kept.push({ atMs, data })
  }
  return kept.reverse()
}
