/** The four lists as they go on: powers exercised by them, now and then one said to lie beside them, and items reviewed one by one. */
import type { Life } from './life.ts'
import { listItemReviewed, powerConfirmed, powerExercised } from '@qinglian/shared'
import { CONFIRMED_SHARE } from '../district/lists.ts'
import { DISTRICT } from '../district/units.ts'

const OUTSIDE_SHARE = 0.06

export function exercisePower({ recorder, random, calendar, standing, tag, nowMs, nextNumber }: Life): void {
  const staff = standing.staff.filter(({ unit }) => unit !== DISTRICT)
  if (staff.length === 0)
    return
  const { staffNo, unit } = random.pick(staff)
  const powers = standing.listItems.filter(({ list }) => list === 'micro_power')
  const exercise = `PX-${tag}-${nextNumber()}`
  const insideList = powers.length > 0 && !random.chance(OUTSIDE_SHARE)
  recorder.record(powerExercised, { system: 'discipline', subject: unit, timeMs: nowMs, data: { exercise, ...insideList ? { item: random.pick(powers).item } : {}, staffNo, insideList, at: calendar.format(nowMs) } })
  if (!insideList)
    standing.openPowers.push({ exercise, unit })
}

/** Nearly always it was on the list after all. What is confirmed stands for thirty real days, so its share falls with speed. */
export function lookIntoPower({ recorder, random, calendar, standing, speed, nowMs }: Life): void {
  const open = standing.openPowers.shift()
  if (open !== undefined)
    recorder.record(powerConfirmed, { system: 'discipline', subject: open.unit, timeMs: nowMs, data: { exercise: open.exercise, outside: random.chance(CONFIRMED_SHARE / Math.max(1, speed)), at: calendar.format(nowMs) } })
}

export function reviewItem({ recorder, random, calendar, standing, nowMs }: Life): void {
  if (standing.listItems.length === 0)
    return
  const { list, item, unit } = random.pick(standing.listItems)
  recorder.record(listItemReviewed, { system: 'discipline', subject: unit, timeMs: nowMs, data: { list, item, at: calendar.format(nowMs) } })
}
