/**
 * The four responsibilities (四责协同, domain.md §3.9): tasks of the party branch, the station's head, the branch secretary and
 * the discipline member.
 *
 * A task is due from the day of its deadline on (the last day of a month would else count in none) until that month ends; one
 * that was done beforehand counts when it falls due, one that was done late counts from then on within the month. A later
 * statement moves the deadline, and the task with it.
 *
 * `duty.min_holder` is the weakest holder, and a parent takes the weakest of its own and of every unit below (domain.md §3,
 * rollup `min`): strong stations do not hide a weak post. Its `num` and `den` are those of that one holder in that one unit.
 * Nobody is weakest who has nothing due. Of equal rates the one with more due stands, then by name of the holder, then by unit.
 *
 * Tasks are not people, so the rate of all four is public (§3.11). In one station a holder is one person, so who is how far is
 * for the house.
 */
import type { Days } from '../calendar/days.ts'
import type { Tally } from '../projections/projection.ts'
import type { RecordKind, View } from './recordKind.ts'
import type { RecordSubject } from './recordSubject.ts'
import { DUTY_HOLDERS, dutyTaskAssigned, dutyTaskDone } from '@qinglian/shared'
import { kept } from './windows.ts'

const task: RecordKind = {
  kind: 'duty-task',
  subject: 'duty',
  object: ['task'],
  creates: [dutyTaskAssigned],
  steps: [dutyTaskDone],
  // What counts now was done or fell due of late: so it is found first among the tasks of years.
  times: view => ({ at_ms: view.ms('task-done', 'at') ?? view.ms('task-assigned', 'dueAt'), due_ms: view.ms('task-assigned', 'dueAt'), done_ms: view.ms('task-done', 'at'), about: view.text('task-assigned', 'holder') }),
  tallies: taskTallies,
}

/** Of all holders, and of its own. */
function taskTallies(view: View, days: Days): Tally[] {
  const due = view.day('task-assigned', 'dueAt')!
  return ['', `.${view.text('task-assigned', 'holder')}`].flatMap(holder => kept(
    { due: `duty/due${holder}`, kept: `duty/done${holder}` },
    { due, done: view.day('task-done', 'at'), leave: days.nextMonth(due) },
  ))
}

export const duty: RecordSubject = {
  subject: 'duty',
  prefix: 'duty.',
  kinds: [task],
  indicators: {
    'duty.rate': { num: 'done', den: 'due' },
  },
  least: {
    'duty.min_holder': Object.fromEntries(DUTY_HOLDERS.map(holder => [holder, { num: `done.${holder}`, den: `due.${holder}` }])),
  },
}
