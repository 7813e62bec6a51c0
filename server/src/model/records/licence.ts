/**
 * Licence cases (domain.md §3.8, 行政许可法), as their platform states them stage by stage; the terminals beside them stand in
 * `kiosk.ts`.
 *
 * A case counts in the unit that took the application, and not before the application is stated: its matter and channel stand
 * there. What runs and ends is told by `licenceClock.ts`; here it becomes figures.
 *
 * - Decided means decided or deemed granted; a withdrawn case is neither in time nor late. A case is in time by the last day of
 *   its limit: one decided on the Saturday after it is late, though no working day has passed.
 * - Delivery is judged when it is sure: when the licence was delivered, or when its ten days were over without. A refusal is
 *   not delivered by art. 44, so only what was granted counts.
 * - 一次性告知: a case of which corrections were asked counts in the month of the first asking, and as asked at once while there
 *   was no second, and the first came within five working days of the application (art. 32).
 * - Near due is an open case with two working days or fewer left of the promise, unless it is paused; past the promise it counts
 *   in any event.
 *
 * Working days come with the terms that tallies are counted by (`calendar/terms.ts`); when they change, all cases are counted
 * anew at the next start.
 */
import type { Terms } from '../calendar/terms.ts'
import type { Tally } from '../projections/projection.ts'
import type { CaseClock, CaseEnd, Pause } from './licenceClock.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import {
  licenceAccepted,
  licenceChecked,
  licenceCorrectionAsked,
  licenceDecided,
  licenceDelivered,
  licenceExtended,
  licencePaused,
  licenceResumed,
  licenceSubmitted,
  licenceWithdrawn,
} from '@qinglian/shared'
import { KIOSK_FIGURES, kioskSession, kiosksOf, nextSlotMs } from './kiosk.ts'
import { caseClock, keptLimit, workingDayAfter } from './licenceClock.ts'
import { vetoOn } from './portrait.ts'
import { counted, inMonth, rolling, standing } from './windows.ts'

/** Working days: what is left of the promise when a case is near due (临期), art. 44, art. 32. */
const NEAR_DAYS = 2
const DELIVERY_DAYS = 10
const CORRECTION_DAYS = 5
/** Working days beyond the statutory limit after which a case caps the portrait, where `licence.yaml` names no others. */
const VETO_AFTER_DAYS = 10
/** The window of the mean duration, in days. */
const MEAN_OVER = 30

const licenceCase: RecordKind = {
  kind: 'licence-case',
  subject: 'licence',
  object: ['case'],
  creates: [licenceSubmitted],
  told: { slot: 'delivered', as: 'licence_delivered', params: view => ({ matter: view.text('submitted', 'matter')! }) },
  steps: [
    licenceAccepted,
    licenceCorrectionAsked,
    licencePaused,
    licenceResumed,
    licenceExtended,
    licenceChecked,
    licenceDecided,
    licenceDelivered,
    licenceWithdrawn,
  ],
  times: view => ({ at_ms: view.ms('submitted', 'at') }),
  tallies(view, terms) {
    const clock = caseClock(view, terms)
    return [...receivedTallies(view, terms), ...correctionTallies(view, terms), ...openTallies(clock, terms), ...endTallies(view, { clock, terms }), ...vetoTallies(clock, terms)]
  },
}

function receivedTallies(view: View, days: Terms): Tally[] {
  const day = view.day('submitted', 'at')!
  return [...inMonth('licence/received', day, { days }), ...view.text('submitted', 'channel') === 'kiosk' ? inMonth('licence/received.kiosk', day, { days }) : []]
}

function correctionTallies(view: View, terms: Terms): Tally[] {
  const [first, second] = view.everyMs('correction-asked', 'at').map(terms.dayOf)
  if (first === undefined)
    return []
  const monthEnd = terms.nextMonth(first)
  const isPrompt = first <= workingDayAfter(view.day('submitted', 'at')!, CORRECTION_DAYS, terms)
  return [
    ...counted('licence/corrected', { enter: first, leave: monthEnd }),
    ...isPrompt ? counted('licence/corrected.once', { enter: first, leave: Math.min(monthEnd, second ?? monthEnd) }) : [],
  ]
}

function openTallies({ startDay, end, pauses, promisedDue, statutoryDue, dayOf }: CaseClock, { licence }: Terms): Tally[] {
  if (startDay === null)
    return []
  const until = end?.day ?? null
  const late = (measure: string, due: number | null): Tally[] => due === null ? [] : standing(measure, { since: due + 1, until })
  const nearDay = dayOf(Math.max(0, licence.promisedDays - NEAR_DAYS))
  const nearUntil = promisedDue === null ? until : Math.min(promisedDue + 1, until ?? Number.POSITIVE_INFINITY)
  return [
    ...standing('licence/open', { since: startDay, until }),
    ...nearDay === null ? [] : withoutPauses({ from: nearDay, until: nearUntil }, pauses).flatMap(span => standing('licence/near', { since: span.from, until: span.until })),
    ...late('licence/near', promisedDue),
    ...late('licence/overdue', promisedDue),
    ...late('licence/overdue.legal', statutoryDue),
  ]
}

/** What is left of a span, in order. @param pauses in order, none overlapping */
function withoutPauses(span: Pause, pauses: readonly Pause[]): Pause[] {
  const left: Pause[] = []
  let from = span.from
  for (const pause of pauses) {
    left.push({ from, until: pause.from })
    if (pause.until === null)
      return left.map(part => within(part, span)).filter(isSome)
    from = Math.max(from, pause.until)
  }
  return [...left, { from, until: null }].map(part => within(part, span)).filter(isSome)
}

function within({ from, until }: Pause, { until: end }: Pause): Pause {
  return { from, until: until === null || end === null ? until ?? end : Math.min(until, end) }
}

function isSome({ from, until }: Pause): boolean {
  return until === null || from < until
}

/** One that still runs when so many working days have passed since its statutory limit; what is paused does not come that far. */
function vetoTallies({ end, statutoryDue }: CaseClock, terms: Terms): Tally[] {
  if (statutoryDue === null)
    return []
  const lastDay = workingDayAfter(statutoryDue, terms.licence.vetoAfterDays ?? VETO_AFTER_DAYS, terms)
  return end !== null && end.lastDay <= lastDay ? [] : vetoOn(lastDay + 1, 'licence')
}

function endTallies(view: View, { clock, terms }: { clock: CaseClock, terms: Terms }): Tally[] {
  const { end } = clock
  if (end === null || end.how === 'withdrawn')
    return []
  const thisMonth = (measure: string, applies: boolean): Tally[] => applies ? inMonth(measure, end.day, { days: terms }) : []
  return [
    ...thisMonth('licence/decided', true),
    ...thisMonth('licence/decided.promised', keptLimit(end, clock.promisedDue)),
    ...thisMonth('licence/decided.legal', keptLimit(end, clock.statutoryDue)),
    ...thisMonth('licence/deemed', end.how === 'deemed'),
    ...rolling('licence/mean.cases', end.day, { width: MEAN_OVER }),
    ...rolling('licence/mean.days', end.day, { width: MEAN_OVER, n: clock.days }),
    ...end.granted ? deliveryTallies(view, { end, terms }) : [],
  ]
}

function deliveryTallies(view: View, { end, terms }: { end: CaseEnd, terms: Terms }): Tally[] {
  const limit = workingDayAfter(end.lastDay, DELIVERY_DAYS, terms)
  const delivered = view.day('delivered', 'at')
  const isKept = delivered !== null && delivered <= limit
  const sureDay = Math.max(end.day, isKept ? delivered : limit + 1)
  return [...inMonth('licence/delivery', sureDay, { days: terms }), ...isKept ? inMonth('licence/delivery.kept', sureDay, { days: terms }) : []]
}

export const licence: RecordSubject = {
  subject: 'licence',
  prefix: 'lic.',
  kinds: [licenceCase, kioskSession],
  byTerms: true,
  indicators: {
    'lic.ontime_promised': { num: 'decided.promised', den: 'decided', of: [licenceCase] },
    'lic.ontime_legal': { num: 'decided.legal', den: 'decided', of: [licenceCase] },
    'lic.avg_days': { num: 'mean.days', den: 'mean.cases', of: [licenceCase] },
    'lic.near_due': { num: 'near', den: 'open', of: [licenceCase] },
    'lic.deliver': { num: 'delivery.kept', den: 'delivery', of: [licenceCase] },
    'lic.correct_once': { num: 'corrected.once', den: 'corrected', of: [licenceCase] },
    'lic.kiosk_share': { num: 'received.kiosk', den: 'received', of: [licenceCase] },
    'lic.kiosk_uptime': { num: 'kiosk.online', den: 'kiosk.service' },
  },
  listed: [{ figures: KIOSK_FIGURES, facts: kiosksOf }],
  wakeMs: nextSlotMs,
}
