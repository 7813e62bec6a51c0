/** Hours of work: the parts of working days in which somebody is there, by the bureau's `disposal.yaml`. */
import type { Terms } from './terms.ts'

const MINUTE_MS = 60_000
/** Nothing that people take this long for is measured in minutes; bounds what a wrong year costs. */
const LONGEST_DAYS = 3_660

/** Whole minutes of work from one instant to another; 0 backwards. */
export function workMinutesBetween(fromMs: number, toMs: number, terms: Terms): number {
  let ms = 0
  const first = terms.dayOf(fromMs)
  for (let day = first; day <= Math.min(terms.dayOf(toMs), first + LONGEST_DAYS); day += 1) {
    for (const span of workOf(day, terms))
      ms += Math.max(0, Math.min(span.untilMs, toMs) - Math.max(span.fromMs, fromMs))
  }
  return Math.floor(ms / MINUTE_MS)
}

/** The instant at which so many hours of work have passed. */
export function addWorkHours(fromMs: number, hours: number, terms: Terms): number {
  let left = hours * 60 * MINUTE_MS
  const first = terms.dayOf(fromMs)
  for (let day = first; day <= first + LONGEST_DAYS; day += 1) {
    for (const span of workOf(day, terms)) {
      const startMs = Math.max(span.fromMs, fromMs)
      const workMs = span.untilMs - startMs
      if (workMs > 0 && left <= workMs)
        return startMs + left
      left -= Math.max(0, workMs)
    }
  }
  return terms.startOf(first + LONGEST_DAYS)
}

/** A limit such as `2wd` or `4wh` after an instant. */
export function addLimit(ms: number, limit: string, terms: Terms): number {
  const n = Number.parseInt(limit, 10)
  return limit.endsWith('wh') ? addWorkHours(ms, n, terms) : terms.working.addWorkingDays(ms, n)
}

function workOf(day: number, { working, disposal, startOf }: Terms): { fromMs: number, untilMs: number }[] {
  const at = (time: string): number => {
    const [hours, minutes] = time.split(':').map(Number)
    return startOf(day) + (hours! * 60 + minutes!) * MINUTE_MS
  }
  return working.isWorkingDay(day) ? disposal.workHours.map(({ from, to }) => ({ fromMs: at(from), untilMs: at(to) })) : []
}
