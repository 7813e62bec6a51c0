/** Study as it goes on: now and then a unit sits together, and nearly all come. */
import type { Life } from './life.ts'
import { sessionHeld } from '@qinglian/shared'
import { branchOf } from '../district/education.ts'
import { UNITS } from '../district/units.ts'
import { STUDY_TOPICS } from '../lists.ts'

export function holdStudy({ recorder, random, calendar, standing, nowMs, tag, nextNumber }: Life): void {
  const unit = random.pick(UNITS).code
  const expected = standing.staff.filter(member => member.unit === unit).map(member => member.staffNo)
  if (expected.length === 0)
    return
  recorder.record(sessionHeld, {
    system: 'party',
    subject: unit,
    timeMs: nowMs,
    data: {
      session: `ST-${tag}-${nextNumber()}`,
      kind: 'political_study_day',
      partyOrg: branchOf(unit),
      topic: random.pick(STUDY_TOPICS),
      heldAt: calendar.format(nowMs),
      expected,
      attended: expected.filter(() => random.chance(0.97)),
      integrityContent: true,
    },
  })
}
