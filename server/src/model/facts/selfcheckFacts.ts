/** Self checks that a unit owes, one by one, and joint meetings by when they were held. */
import type { FactScene, Stretch } from './fact.ts'
import { firstRises, passingStocks } from '../parts/stocks.ts'
import { records } from '../projections/record.ts'
import { jointMeeting, owedSelfchecks } from '../records/selfchecks.ts'
import { lastEntered, listStretch, stockOf } from './fact.ts'
import { recordStretches } from './recordStretches.ts'

/** Of each line and month of the quarter so far: stated, since a day, or missing. Such a check is called `monopoly/2026-11`. */
export function selfchecks({ unit, context }: FactScene): Stretch {
  return listStretch(async () => {
    const { db, days, atMs } = context
    const owed = owedSelfchecks(unit, context)
    if (owed.length === 0)
      return []
    const today = days.dayOf(atMs)
    const measures = owed.map(({ measure }) => measure)
    const stocks = await passingStocks(db, { unit: unit.code, day: today }, measures)
    const rises = await firstRises(db, { unit: unit.code, from: days.quarterStart(today), to: today }, measures)
    return owed.map(({ line, firstDay, measure }) => {
      const id = `${line}/${days.format(firstDay).slice(0, 'yyyy-mm'.length)}`
      const num = (stocks.get(measure) ?? 0) > 0 ? 1 : 0
      // Where the last quarter's left on the very day, the stock did not rise by what entered.
      return { id, share: { kind: 'selfcheck', id, isPersonal: false, num, den: 1, day: num === 0 ? null : rises.get(measure) ?? firstDay, atMs: null } }
    })
  })
}

/** Of the joint meetings that have fallen due in the quarter, those that were held. */
export function jointMeetings(scene: FactScene): Stretch[] {
  const { days, atMs } = scene.context
  const today = days.dayOf(atMs)
  return recordStretches(jointMeeting, scene, async () => (row) => {
    const tallies = records.tallies!(row, days)
    const [num, den] = [stockOf(tallies, 'meeting.held', today), stockOf(tallies, 'meeting.due', today)]
    if (num === 0 && den === 0)
      return undefined
    const measure = num > 0 ? 'meeting.held' : 'meeting.due'
    return { kind: row.kind, id: row.id, isPersonal: false, num, den, day: lastEntered(tallies.filter(tally => tally.measure === measure), today), atMs: num > 0 ? row.at_ms : row.due_ms }
  })
}
