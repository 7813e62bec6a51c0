/** `licence.yaml`: what the bureau promises on licence cases, and when its self-service terminals serve (domain.md §3.8). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed, Optional, Type } from '@qinglian/shared'
import { WholeNumber, WordOf } from './leaves.ts'

/** Heartbeats fall into slots of five minutes, so that service begins and ends with one. */
const TimeOfDay = Type.String({ pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5][05]|24:00)$', description: '时刻，如 "08:30"，以五分钟为单位，一天的结束写 "24:00"' })

export const LicenceFile = Closed({
  promisedDays: WholeNumber(1, 60),
  vetoAfterDays: Optional(WholeNumber(0, 365)),
  kiosk: Closed({
    opensAt: TimeOfDay,
    closesAt: TimeOfDay,
    days: WordOf(['working', 'every']),
  }),
})
export type LicenceFile = Static<typeof LicenceFile>

export function checkLicence({ kiosk }: LicenceFile): ShapeProblem[] {
  return kiosk.opensAt < kiosk.closesAt ? [] : [{ path: ['kiosk', 'closesAt'], message: `应晚于 opensAt 的 ${kiosk.opensAt}` }]
}
