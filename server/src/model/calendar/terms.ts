/**
 * What limits are counted by: the installation's days, which of them are worked, and what the bureau promises on them.
 *
 * Tallies of licence cases and of alerts depend on all three, so this is what projections and parts are handed as their calendar: whoever
 * only asks for days takes it as `Days`. Tallies are kept, and terms may change after they were: a year is published, the
 * bureau edits `workdays.yaml`, `licence.yaml` or `disposal.yaml`. `termsFingerprint` tells it, and `projections/recount.ts` counts anew.
 */
import type { DisposalFile } from '../config/disposal.ts'
import type { LicenceFile } from '../config/licence.ts'
import type { Days } from './days.ts'
import type { WorkdayCorrections, WorkingDays } from './workingDays.ts'
import { createHash } from 'node:crypto'
import { createDays } from './days.ts'
import { createWorkingDays } from './workingDays.ts'

export interface Terms extends Days {
  readonly working: WorkingDays
  readonly licence: LicenceFile
  /** Limits of the steps on an alert, and what alerts deduct. */
  readonly disposal: DisposalFile
}

/** @param timezone IANA name, `QINGLIAN_TIMEZONE` */
export function createTerms(timezone: string, { workdays, licence, disposal }: { readonly workdays: WorkdayCorrections, readonly licence: LicenceFile, readonly disposal: DisposalFile }): Terms {
  const days = createDays(timezone)
  return { ...days, working: createWorkingDays(days, workdays), licence, disposal }
}

/** Cases of before are closed and their figures no longer kept. */
const FIRST_YEAR = 2015
const LAST_YEAR = 2100
/** Limits of the last published year reach into the next, and corrections may be written ahead. */
const YEARS_AHEAD = 2

/** A text that differs where kept tallies would: which days are worked in the years that matter, the promise, and the limits of disposal. */
export function termsFingerprint({ working, licence, disposal, ...days }: Terms): string {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i)
  const last = Math.max(FIRST_YEAR, ...years.filter(year => !working.isProvisional(year))) + YEARS_AHEAD
  const hash = createHash('sha256').update(`promised ${licence.promisedDays} veto ${licence.vetoAfterDays}`).update(JSON.stringify(disposal))
  for (let day = firstDay(days, FIRST_YEAR); day < firstDay(days, last + 1); day += 1)
    hash.update(working.isWorkingDay(day) ? '1' : '0')
  return hash.digest('hex')
}

function firstDay(days: Pick<Days, 'dayOf' | 'parse'>, year: number): number {
  return days.dayOf(days.parse(`${year}-01-01`)!)
}
