/**
 * Digital scenarios and 揭榜领题 (domain.md §3.11).
 *
 * A scenario stands in the stage that was stated last, from that stage's instant on; earlier stages are not kept. Each report of
 * uses is a record of its own, so that no row grows, and counts in its week (Monday to Sunday) where it was stated.
 *
 * A posting has a deadline and no date, so it belongs to the year of its deadline, from 1 January on. It counts in the unit
 * that posted it until the day of the claim, then in the claiming one, to which it says nothing before; a claim after that year changes nothing.
 * Accepted is judged of what was claimed and has come due, from the day of the deadline on.
 *
 * The share of sources that are in time (`dig.data_fresh`) turns within minutes and is a matter of the whole house, not of
 * records: topic `sources` shows it as `fresh` of `total`, and no indicator is made of it here.
 */
import type { Days } from '../calendar/days.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import { challengeAccepted, challengeClaimed, challengeDelivered, challengePosted, scenarioStageChanged, scenarioUsed } from '@qinglian/shared'
import { counted, inWeek, standing } from './windows.ts'

const scenario: RecordKind = {
  kind: 'scenario',
  subject: 'scenarios',
  object: ['scenario'],
  creates: [scenarioStageChanged],
  times: view => ({ at_ms: view.ms('stage-changed', 'at'), about: view.text('stage-changed', 'stage') }),
  tallies: view => standing(`scenarios/stage.${view.text('stage-changed', 'stage')}`, { since: view.day('stage-changed', 'at'), until: null }),
}

const use: RecordKind = {
  kind: 'scenario-use',
  subject: 'scenarios',
  object: ['scenario', 'at'],
  creates: [scenarioUsed],
  times: view => ({ at_ms: view.ms('used', 'at') }),
  tallies: (view, days) => inWeek('scenarios/used', view.day('used', 'at')!, { days, n: view.number('used', 'count')! }),
}

const challenge: RecordKind = {
  kind: 'challenge',
  subject: 'scenarios',
  object: ['posting'],
  countsElsewhere: true,
  creates: [challengePosted],
  steps: [challengeClaimed, challengeDelivered, challengeAccepted],
  times: view => ({ at_ms: view.ms('claimed', 'at'), due_ms: view.ms('posted', 'dueAt'), done_ms: view.ms('accepted', 'at'), about: view.text('claimed', 'unit') }),
  tallies: challengeTallies,
}

function challengeTallies(view: View, days: Days): Tally[] {
  const due = view.day('posted', 'dueAt')!
  const leave = days.nextYear(due)
  const posted = { enter: days.yearStart(due), leave }
  const claimedDay = view.day('claimed', 'at')
  if (claimedDay === null)
    return counted('scenarios/posted', posted)
  const claimed = { enter: Math.max(posted.enter, claimedDay), leave }
  const claimedDue = { enter: Math.max(due, claimed.enter), leave }
  const acceptedDay = view.day('accepted', 'at')
  const there = [
    ...counted('scenarios/posted', claimed),
    ...counted('scenarios/claimed', claimed),
    ...counted('scenarios/claimed.due', claimedDue),
    ...acceptedDay === null ? [] : counted('scenarios/accepted', { enter: Math.max(claimedDue.enter, acceptedDay), leave }),
  ]
  const unit = view.text('claimed', 'unit')!
  return [...counted('scenarios/posted', { ...posted, leave: Math.min(leave, claimedDay) }), ...there.map(tally => ({ ...tally, unit }))]
}

export const scenarios: RecordSubject = {
  subject: 'scenarios',
  prefix: 'dig.',
  kinds: [scenario, use, challenge],
  indicators: {
    'dig.live': { num: 'stage.live', of: [scenario] },
    'dig.usage': { num: 'used', of: [use] },
    'dig.challenge_rate': { num: 'claimed', den: 'posted', of: [challenge] },
    'dig.challenge_done': { num: 'accepted', den: 'claimed.due', of: [challenge] },
  },
}
