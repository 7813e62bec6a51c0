/**
 * Honours of units and thanks of retailers (domain.md §3.10).
 *
 * An honour has a year and no day: it counts from the first of January of that year on, for good, and apart in its own year.
 * Letters and calls of thanks make the indicator; banners are counted beside it.
 *
 * Days without violation (`hon.clean_days`) begin on a day that a bureau must state itself; there is no such setting yet, so
 * the figure does not exist. `discipline.violation-confirmed` enters nothing here.
 */
import type { Days } from '../calendar/days.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import { appreciationReceived, honourAwarded } from '@qinglian/shared'
import { inYear, standing } from './windows.ts'

const honour: RecordKind = {
  kind: 'honour',
  subject: 'honours',
  object: ['honour'],
  creates: [honourAwarded],
  times: view => ({ about: view.text('awarded', 'level') }),
  told: { slot: 'awarded', as: 'honour_awarded', params: view => ({ level: view.text('awarded', 'level')! }) },
  tallies(view, days) {
    const level = view.text('awarded', 'level')!
    const since = firstDay(view, days)
    return ['all', `all.${level}`].flatMap(name => standing(`honours/${name}`, { since, until: null }))
      .concat(['year', `year.${level}`].flatMap(name => inYear(`honours/${name}`, since, { days })))
  },
}

function firstDay(view: View, days: Days): number {
  return days.dayOf(days.parse(`${view.number('awarded', 'year')}-01-01`)!)
}

const appreciation: RecordKind = {
  kind: 'appreciation',
  subject: 'honours',
  object: ['appreciation'],
  creates: [appreciationReceived],
  times: view => ({ at_ms: view.ms('received', 'at'), about: view.text('received', 'kind') }),
  tallies: (view, days) => inYear(view.text('received', 'kind') === 'banner' ? 'honours/banners' : 'honours/thanks', view.day('received', 'at')!, { days }),
}

export const honours: RecordSubject = {
  subject: 'honours',
  prefix: 'hon.',
  kinds: [honour, appreciation],
  indicators: {
    'hon.count': { num: 'all', of: [honour] },
    'hon.appreciation': { num: 'thanks', of: [appreciation] },
  },
}
