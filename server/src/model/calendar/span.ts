/**
 * Spans of time as configuration writes them: `5wd` five working days, `3d` three days, `12h`, `10min`.
 * Working days are counted on the installation's calendar, the others by the clock.
 */
import type { WorkingDays } from './workingDays.ts'
import { DAY_MS } from './days.ts'

export const SPAN_PATTERN = '^(?:0|[1-9]\\d{0,3})(?:wd|d|h|min)$'

const MS_OF: ReadonlyMap<string, number> = new Map([['d', DAY_MS], ['h', 3_600_000], ['min', 60_000]])

/** The instant that lies `span` after `ms`. @throws TypeError where the text is no span */
export function addSpan(ms: number, span: string, workingDays: WorkingDays): number {
  const count = Number.parseInt(span, 10)
  const unit = span.replace(/^\d+/, '')
  if (unit === 'wd')
    return workingDays.addWorkingDays(ms, count)
  const unitMs = MS_OF.get(unit)
  if (unitMs === undefined)
    throw new TypeError(`no span of time: ${span}`)
  return ms + count * unitMs
}
