/**
 * What a unit counts because of an alert, by days (`parts/stocks.ts`); the beginnings of the names are the subject's.
 *
 * - `alerts/open.<colour>`: in somebody's hands.
 * - `alerts/held.<colour>`, `alerts/held.late`: what a confirmed alert deducts for, by its worst colour, until it is struck off;
 *   `alerts/trace.<colour>`, `alerts/trace.late`: the same on the very day on which it is, a flow.
 * - `alerts/judged:<kind>`, `alerts/judged.kept:<kind>` (90 days), `alerts/closed:<kind>`, `alerts/closed.days:<kind>` (90 days):
 *   by what the public may count, the rule, or `private` for an alert about people.
 * - `alerts/signed`, `alerts/signed.minutes` (30 days). `alerts/ended`, `alerts/ended.false` (90 days).
 */
import type { Terms } from '../../calendar/terms.ts'
import type { Tally } from '../../projections/projection.ts'
import type { Held, Stretch, Trail } from './trail.ts'
import { rolling, standing } from '../../records/windows.ts'

const HANDLED_OVER = 90
const SIGNED_OVER = 30
/** The kind of alerts about campaigns: whether people have signed is theirs to tell (decision 0006). */
export const PRIVATE_KIND = 'private'

/** Kinds by which alerts are counted as handled: the rule, or `private` where the object is a campaign. */
export function handledKind({ rule, object }: { readonly rule: string | null, readonly object: string | null }): string {
  return object?.startsWith('campaign/') === true ? PRIVATE_KIND : String(rule)
}

export function trailTallies(trail: Trail, kind: string, terms: Terms): Tally[] {
  const { dayOf } = terms
  const over = (name: string, atMs: number, n = 1): Tally[] => rolling(`alerts/${name}`, dayOf(atMs), { width: HANDLED_OVER, n })
  const signed = (name: string, atMs: number, n = 1): Tally[] => rolling(`alerts/${name}`, dayOf(atMs), { width: SIGNED_OVER, n })
  return [
    ...trail.open.flatMap(one => standing(`alerts/open.${one.what}`, daysOf(one, terms))),
    ...trail.held.flatMap(one => heldTallies(one, terms)),
    ...trail.struck.flatMap(({ atMs, what }) => traceTallies(what, dayOf(atMs), terms)),
    ...trail.judged.flatMap(({ atMs, isKept }) => [...over(`judged:${kind}`, atMs), ...isKept ? over(`judged.kept:${kind}`, atMs) : []]),
    ...trail.closings.flatMap(({ atMs, days }) => [...over(`closed:${kind}`, atMs), ...over(`closed.days:${kind}`, atMs, days), ...over('ended', atMs)]),
    ...trail.signings.flatMap(({ atMs, minutes }) => [...signed('signed', atMs), ...signed('signed.minutes', atMs, minutes)]),
    ...trail.falseMs === null ? [] : [...over('ended', trail.falseMs), ...over('ended.false', trail.falseMs)],
  ]
}

function daysOf({ fromMs, untilMs }: Stretch<unknown>, { dayOf }: Terms): { since: number, until: number | null } {
  return { since: dayOf(fromMs), until: untilMs === null ? null : dayOf(untilMs) }
}

function heldTallies(one: Stretch<Held>, terms: Terms): Tally[] {
  const lates = countedLates(one.what, terms)
  return [
    ...one.what.severity === 'blue' ? [] : standing(`alerts/held.${one.what.severity}`, daysOf(one, terms)),
    ...lates === 0 ? [] : standing('alerts/held.late', daysOf(one, terms), lates),
  ]
}

function traceTallies(what: Held, day: number, terms: Terms): Tally[] {
  const lates = countedLates(what, terms)
  return [
    ...what.severity === 'blue' ? [] : [{ measure: `alerts/trace.${what.severity}`, day, n: 1 }],
    ...lates === 0 ? [] : [{ measure: 'alerts/trace.late', day, n: lates }],
  ]
}

function countedLates({ lates }: Held, { disposal }: Terms): number {
  return Math.min(lates, disposal.score.mostOverdueSteps)
}
