/**
 * What caps a portrait (一票否决, domain.md §3.13): a violation that was confirmed, and a licence case far beyond its statutory
 * limit (`licence.ts`). Each is counted on the day it happened, in the unit it happened in and in none above it, or one would
 * cap the whole province. For how long it caps is the bureau's to say, so days are summed when a portrait is drawn.
 *
 * Falsified data has no event of its own: it is confirmed as a violation. The portrait itself is drawn in `model/portrait/`.
 */
import type { Subject } from '@qinglian/shared'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import { violationConfirmed } from '@qinglian/shared'
import { TIMELESS } from '../projections/projection.ts'

/** Measures that count, by day, what caps a portrait, begin so; what follows is the subject that it came from. */
export const VETO_PREFIX = 'veto/'

const violation: RecordKind = {
  kind: 'violation',
  subject: 'portrait',
  object: ['violation'],
  creates: [violationConfirmed],
  times: view => ({ at_ms: view.ms('violation-confirmed', 'at') }),
  tallies: view => vetoOn(view.day('violation-confirmed', 'at')!, 'portrait'),
}

export const portrait: RecordSubject = {
  subject: 'portrait',
  prefix: 'prt.',
  kinds: [violation],
  indicators: {},
}

/** One thing of this subject that caps, from this day on; before 1970 it lies behind every question. */
export function vetoOn(day: number, subject: Subject): Tally[] {
  return day > TIMELESS ? [{ measure: `${VETO_PREFIX}${subject}`, day, n: 1 }] : []
}
