/** How pledges are kept is reviewed: each round about five months after its deadline, on a working day. */
import type { DistrictContext } from './context.ts'
import type { Round } from './rounds.ts'
import { pledgeFulfilmentReviewed } from '@qinglian/shared'
import { DAY_MS, HOUR_MS } from '../calendar.ts'

const AFTER_DAYS = [120, 175] as const

export function recordFulfilment({ recorder, random, calendar, startMs, nowMs, tag }: DistrictContext, rounds: readonly Round[]): void {
  for (const { campaign, unit, system, dueMs } of rounds) {
    const heldMs = calendar.at(calendar.plusWorkdays(dueMs + random.int(...AFTER_DAYS) * DAY_MS, 0), random.pick([9, 15]))
    if (heldMs > startMs && heldMs < nowMs - HOUR_MS)
      recorder.record(pledgeFulfilmentReviewed, { system, subject: unit, timeMs: heldMs + random.int(1, 20) * HOUR_MS, data: { campaign, review: `FR-${tag}-${campaign}`, heldAt: calendar.format(heldMs) } })
  }
}
