import type { UnitLevel } from '@qinglian/shared'
/** Supervision of one station, counted by hand. It is Monday 23 November 2026, 10:00 in Shanghai. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { openHouse, unit } from '../../../test/support/house.ts'
import { supervisionPart } from './supervisionPart.ts'

const { openStore } = useEmbedded()

function at(text: string): string {
  const [day, time = '18:00'] = text.split(' ') as [string, string?]
  return `2026-${day}T${time}:00+08:00`
}
function task(id: string, dueAt: string, doneAt?: string): Told[] {
  return [
    { type: 'supervision.task-planned', subject: 'a', data: { task: id, topic: 'x', kind: 'routine', dueAt: at(dueAt) } },
    ...(doneAt === undefined ? [] : [{ type: 'supervision.task-completed', subject: 'a', data: { task: id, at: at(doneAt) } }]),
  ]
}
function finding(id: string, raisedAt: string, dueAt: string, steps: Record<string, string> = {}, category = 'ledger'): Told[] {
  return [
    { type: 'supervision.finding-raised', subject: 'a', data: { finding: id, category, severity: 'low', raisedAt: at(raisedAt), dueAt: at(dueAt) } },
    ...Object.entries(steps).map(([stage, when]): Told => ({ type: `rectification.${stage}`, subject: 'a', data: { finding: id, at: at(when) } })),
  ]
}

async function counted(told: Told[], { when = '11-23 10:00', laterMs = 0, level = 'station' as UnitLevel } = {}) {
  const house = await openHouse(await openStore())
  await house.tell(unit('a'), ...told)
  const atMs = Date.parse(at(when)) + laterMs
  const { part, wakeMs } = await supervisionPart({ code: 'a', level }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs })
  const sum = (name: string): number => part.sums[name]!
  return { sum, rate: (code: string): string => `${sum(`m:${code}.num`)}/${sum(`m:${code}.den`)}`, wake: wakeMs === null ? null : new Date(wakeMs + 8 * 3_600_000).toISOString().slice(5, 23) }
}

describe('tasks', () => {
  it('planned and done are of any date; overdue are those open past their instant', async () => {
    const { sum, rate } = await counted([...task('1', '03-01', '03-01'), ...task('2', '10-31'), ...task('3', '11-23 09:59'), ...task('4', '11-23 10:01'), ...task('5', '11-30', '11-20'), ...task('6', '12-01')])
    expect([sum('tasks.planned'), sum('tasks.done'), sum('tasks.overdue')]).toEqual([6, 2, 2])
    // Due in November: 3, 4, 5; done: 5. On time, fallen due or done: 3 late, 5 done; 4 falls due today and counts by the day.
    expect([rate('sup.plan_rate'), rate('sup.ontime_rate'), rate('sup.coverage')]).toEqual(['1/3', '1/3', '1/1'])
  })

  it('become overdue one millisecond after their instant, and wake for it', async () => {
    const before = await counted(task('1', '11-23 10:00'))
    expect([before.sum('tasks.overdue'), before.wake]).toEqual([0, '11-23T10:00:00.001'])
    expect((await counted(task('1', '11-23 10:00'), { laterMs: 1 })).sum('tasks.overdue')).toBe(1)
  })

  it('of a month end with the month', async () => {
    const told = [...task('1', '11-30', '11-20'), ...task('2', '12-01 00:00')]
    expect((await counted(told, { when: '12-01 00:00', laterMs: -1 })).rate('sup.plan_rate')).toBe('1/1')
    expect((await counted(told, { when: '12-01 00:00' })).rate('sup.plan_rate')).toBe('0/1')
  })

  it('inspect a station for a quarter; a district is not one to be inspected', async () => {
    const told = task('1', '10-05', '10-01 00:00')
    expect([(await counted(told, { when: '12-31 23:59' })).rate('sup.coverage'), (await counted(told, { when: '12-31 23:59', laterMs: 60_000 })).rate('sup.coverage')]).toEqual(['1/1', '0/1'])
    expect((await counted(told, { level: 'district' })).rate('sup.coverage')).toBe('0/0')
  })
})

describe('findings', () => {
  it('are open until verified, overdue past their instant, long overdue after 30 days', async () => {
    const { sum, rate } = await counted([
      ...finding('1', '11-01', '11-20'),
      ...finding('2', '11-01', '11-30'),
      ...finding('3', '09-01', '10-24 09:59'),
      ...finding('4', '09-01', '10-24 10:01'),
      ...finding('5', '11-01', '11-20', { submitted: '11-10' }),
      ...finding('6', '11-01', '11-20', { verified: '11-10' }),
    ])
    expect([sum('findings.open'), sum('findings.overdue'), sum('findings.long_overdue')]).toEqual([5, 4, 1])
    expect(rate('sup.rectify_overdue')).toBe('4/0')
  })

  it('are rated by those due within 90 days and by now', async () => {
    // Due on 26 August: 90 days ago with the present day, so in; on 25 August: out; later today: not yet.
    const { sum, rate } = await counted([
      ...finding('in', '08-01', '08-26', { 'verified': '08-27', 'written-off': '09-01' }),
      ...finding('out', '08-01', '08-25', { verified: '08-25' }),
      ...finding('late', '11-01', '11-10', { verified: '11-12' }),
      ...finding('open', '11-01', '11-10'),
      ...finding('today', '11-01', '11-23 09:00', { verified: '11-23 09:00' }),
      ...finding('tonight', '11-01', '11-23 20:00', { verified: '11-22' }),
    ])
    expect([rate('sup.rectify_rate'), rate('sup.rectify_ontime'), sum('rectify.written_off')]).toEqual(['3/4', '1/4', 1])
  })

  it('raised count by the month, and over 30 days with the present one', async () => {
    const { sum, rate } = await counted([...finding('1', '10-24', '12-01'), ...finding('2', '10-25', '12-01'), ...finding('3', '11-01 00:00', '12-01'), ...finding('4', '11-23', '12-01')])
    expect([sum('findings.raised30d'), rate('sup.finding_count')]).toEqual([3, '2/0'])
  })

  it('repeat where the same category comes again within 180 days of a write-off', async () => {
    const off = { 'verified': '06-09', 'written-off': '06-10' }
    const { rate } = await counted([...finding('1', '06-01', '06-08', off), ...finding('2', '06-01', '06-08', off, 'licence'), ...finding('3', '11-20', '12-01'), ...finding('4', '11-20', '12-01', {}, 'price')])
    // Two written off (166 days ago); the ledger came again, the licence did not.
    expect(rate('sup.repeat_rate')).toBe('1/2')
    // The ledger's write-off lies 181 days before it came again on 7 November, or 180.
    const other = finding('2', '06-01', '06-08', off, 'licence')
    const apart = async (offOn: string) => (await counted([...finding('1', '05-01', '05-08', { 'verified': '05-09', 'written-off': offOn }), ...other, ...finding('3', '11-07', '12-01')])).rate('sup.repeat_rate')
    expect([await apart('05-10'), await apart('05-11')]).toEqual(['0/1', '1/1'])
  })

  it('wake at the next instant that turns something, at the latest at midnight', async () => {
    expect((await counted([])).wake).toBe('11-24T00:00:00.000')
    expect((await counted(finding('1', '11-01', '11-23 15:00'))).wake).toBe('11-23T15:00:00.000')
    expect((await counted(finding('1', '11-01', '11-23 10:00'))).wake).toBe('11-23T10:00:00.001')
  })
})

describe('what was done in the quarter', () => {
  const of = (kind: string, told: Told[]): Told[] => told.map(one => one.type.endsWith('planned') ? { ...one, data: { ...one.data, kind } } : one)
  const cancelled = (task: string, day: string): Told => ({ type: 'supervision.task-cancelled', subject: 'a', data: { task, at: at(day), reason: 'r' } })

  it('is cross or unannounced in a share of the tasks', async () => {
    const told = [
      ...of('cross', task('1', '10-10', '10-01 00:00')),
      ...of('unannounced', task('2', '11-30', '11-23')),
      ...of('special', task('3', '09-20', '10-05')),
      ...of('cross', task('4', '10-10', '09-30 23:59')),
      ...of('cross', task('5', '10-10')),
      ...of('cross', [...task('6', '10-10', '10-08'), cancelled('6', '10-09')]),
      ...task('7', '10-10', '10-10'),
    ]
    // Done since October: 1, 2, 3 and 7, whenever they were due; 4 was done before, 5 not at all, 6 is cancelled. Cross or unannounced: 1, 2.
    expect((await counted(told)).rate('sup.cross_share')).toBe('2/4')
    expect([(await counted(told, { when: '09-30 23:59' })).rate('sup.cross_share'), (await counted(told, { when: '12-31 23:59', laterMs: 60_000 })).rate('sup.cross_share')]).toEqual(['1/1', '0/0'])
  })

  it('is double-random of those due in the quarter', async () => {
    const told = [
      ...of('double_random', task('1', '10-01 00:00', '09-15')),
      ...of('double_random', task('2', '12-31 23:59')),
      ...of('double_random', task('3', '11-10', '11-20')),
      ...of('double_random', task('4', '09-30 23:59', '10-03')),
      ...of('double_random', [...task('5', '11-10'), cancelled('5', '11-01')]),
      ...task('6', '11-10', '11-01'),
    ]
    // Due in the quarter: 1, 2, 3. By the 19th of November only 1, done beforehand; 4 was due before.
    expect([(await counted(told)).rate('sup.double_random'), (await counted(told, { when: '11-19 10:00' })).rate('sup.double_random')]).toEqual(['2/3', '1/3'])
    expect([(await counted(told, { when: '09-30 23:59' })).rate('sup.double_random'), (await counted(told, { when: '12-31 23:59', laterMs: 60_000 })).rate('sup.double_random')]).toEqual(['0/1', '0/0'])
  })

  it('found so much each time', async () => {
    const told = [...task('1', '10-10', '10-08'), ...task('2', '11-10', '11-08'), ...finding('F1', '10-01 00:00', '11-30'), ...finding('F2', '11-23', '11-30'), ...finding('F3', '11-02', '11-30'), ...finding('F4', '09-30 23:59', '11-30')]
    expect([(await counted(told)).rate('sup.finding_per_task'), (await counted(told, { when: '09-30 23:59' })).rate('sup.finding_per_task')]).toEqual(['3/2', '1/0'])
  })
})
