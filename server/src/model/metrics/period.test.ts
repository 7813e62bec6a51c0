import { expect, it } from 'vitest'
import { createDays } from '../calendar/days.ts'
import { periodStart } from './period.ts'

const days = createDays('Asia/Shanghai')
const day = (text: string): number => days.dayOf(days.parse(text)!)
function from(kind: Parameters<typeof periodStart>[0], text: string): string | null {
  const start = periodStart(kind, day(text), days)
  return start === null ? null : days.format(start)
}

it('begins where its calendar period begins', () => {
  // 23 November 2026 is a Monday, 29 February 2028 a Tuesday.
  expect([from('D', '2026-11-23'), from('W', '2026-11-23'), from('W', '2026-11-29'), from('W', '2028-02-29')]).toEqual(['2026-11-23', '2026-11-23', '2026-11-23', '2028-02-28'])
  expect([from('M', '2028-02-29'), from('Q', '2026-12-31'), from('H', '2026-06-30'), from('H', '2026-07-01'), from('Y', '2026-12-31')]).toEqual(['2028-02-01', '2026-10-01', '2026-01-01', '2026-07-01', '2026-01-01'])
})

it('of rolling days counts the present one; what stands now has no beginning', () => {
  expect([from('R30', '2026-11-30'), from('R90', '2026-03-31'), from('R365', '2026-12-31'), from('N', '2026-11-23')]).toEqual(['2026-11-01', '2026-01-01', '2026-01-01', null])
})
