/** `workdays.yaml`: the bureau's own corrections of the working-day calendar (domain.md §6.3). */
import type { Static } from '@qinglian/shared'
import type { ShapeProblem } from './problem.ts'
import { Closed, isFullDate } from '@qinglian/shared'
import { DateText, ListOf, WholeNumber, Words } from './leaves.ts'
import { repeated } from './repeated.ts'

const NamedDay = Closed({ date: DateText, name: Words(40) })

export const WorkdaysFile = Closed({
  published: ListOf(WholeNumber(2000, 2100)),
  holidays: ListOf(NamedDay),
  workdays: ListOf(NamedDay),
})
export type WorkdaysFile = Static<typeof WorkdaysFile>

/** Dates exist, and no day is named twice, be it off or not. */
export function checkWorkdays({ holidays, workdays }: WorkdaysFile): ShapeProblem[] {
  const all = [
    ...holidays.map(({ date }, at) => ({ date, path: ['holidays', at, 'date'] })),
    ...workdays.map(({ date }, at) => ({ date, path: ['workdays', at, 'date'] })),
  ]
  return [
    ...all.filter(({ date }) => !isFullDate(date)).map(({ date, path }) => ({ path, message: `应为存在的日期，没有 ${date} 这一天` })),
    ...repeated(all.map(({ date }) => date)).map(at => ({ path: all[at]?.path ?? [], message: `${all[at]?.date} 只应出现一次，或放假或上班` })),
  ]
}
