/**
 * Activities of the culture of integrity this year, by kind (domain.md §1.1: 清廉文化长廊, 读书角, 清廉故事会, 清廉主题旅游).
 *
 * No indicator is made of them (§3 has none). How many were held is for everybody: they are held in the open and nobody is
 * named. How many took part may be two people on one day, and stays inside.
 */
import type { RecordKind } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import { cultureActivityHeld } from '@qinglian/shared'
import { inYear } from './windows.ts'

const activity: RecordKind = {
  kind: 'culture-activity',
  subject: 'culture',
  object: ['activity'],
  creates: [cultureActivityHeld],
  times: view => ({ at_ms: view.ms('activity-held', 'heldAt'), about: view.text('activity-held', 'kind') }),
  tallies(view, days) {
    const kind = view.text('activity-held', 'kind')!
    const day = view.day('activity-held', 'heldAt')!
    return [...inYear(`culture/${kind}`, day, { days }), ...inYear(`culture/${kind}.people`, day, { days, n: view.number('activity-held', 'participants')! })]
  },
}

export const culture: RecordSubject = {
  subject: 'culture',
  prefix: 'cul.',
  kinds: [activity],
  indicators: {},
}
