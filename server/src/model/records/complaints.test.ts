/** Complaints of one station, counted by hand. It is Monday 23 November 2026, in the last quarter. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { complaints } from './complaints.ts'

const { openStore } = useEmbedded()
const received = (complaint: string, day: string, due: string, more: Record<string, unknown> = {}, subject = 'a'): Told => ({ type: 'complaint.received', subject, data: { complaint, channel: '12313', category: 'service', involvesStaff: false, at: afternoon(day), dueAt: afternoon(due), ...more } })
const closed = (complaint: string, at: string, more: Record<string, unknown> = {}): Told => ({ type: 'complaint.closed', subject: 'a', data: { complaint, at: at.includes('T') ? at : afternoon(at), ...more } })
const reopened = (complaint: string, at: string): Told => ({ type: 'complaint.reopened', subject: 'a', data: { complaint, at: at.includes('T') ? at : afternoon(at) } })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })
const later = (told: Told): Told => ({ ...told, time: '2026-11-23T01:59:00.000Z' })
const earlier = (told: Told): Told => ({ ...told, time: '2026-11-23T01:00:00.000Z' })

const world = async (...told: Told[]) => openRecordWorld(await openStore(), complaints, told)

describe('complaints that came in', () => {
  it('count in their month, and those about staff for ninety days', async () => {
    const { rate } = await world(
      received('1', '11-01', '12-01', { involvesStaff: true }),
      received('2', '11-23', '12-01'),
      received('3', '10-31', '12-01', { involvesStaff: true }),
      received('4', '11-24', '12-01', { involvesStaff: true }),
      received('5', '11-02', '12-01', {}, 'b'),
    )
    expect([await rate('cmp.count'), await rate('cmp.count', '10-31'), await rate('cmp.count', '11-30'), await rate('cmp.count', '12-01')]).toEqual(['2/0', '1/0', '3/0', '0/0'])
    // 31 October and 89 days: to 28 January 2027. 1 November: to the 29th. 24 November: to 21 February.
    expect(await Promise.all(['11-23', '2027-01-28', '2027-01-29', '2027-01-30', '2027-02-21', '2027-02-22'].map(day => rate('cmp.staff_related', day)))).toEqual(['2/0', '3/0', '2/0', '1/0', '1/0', '0/0'])
    expect(await (await world()).rate('cmp.count')).toBe('0/0')
  })
})

describe('handling', () => {
  it('is judged from the due day to the end of its month, in time to the second', async () => {
    const { rate } = await world(
      received('intime', '11-02', '11-10'),
      closed('intime', '2026-11-10T15:00:00+08:00'),
      received('late', '11-02', '11-10'),
      closed('late', '2026-11-10T15:00:01+08:00'),
      received('later', '11-02', '11-10'),
      closed('later', '11-20'),
      received('open', '11-02', '11-23'),
      received('tomorrow', '11-02', '11-24'),
      closed('tomorrow', '11-03'),
      received('october', '10-02', '10-31'),
      closed('october', '11-02'),
    )
    // Due by the 10th: three, of which two were closed, one of them in time. On the 20th the third is closed. On the 23rd one more is due, on the 24th one that was closed long ago.
    expect(await Promise.all(['11-09', '11-10', '11-20', '11-23', '11-24', '12-01'].map(day => rate('cmp.ontime', day)))).toEqual(['0/0', '1/3', '1/3', '1/4', '2/5', '0/0'])
    expect(await Promise.all(['11-09', '11-10', '11-20', '11-23', '11-24'].map(day => rate('cmp.close_rate', day)))).toEqual(['0/0', '2/3', '3/3', '3/4', '4/5'])
    // The last day of a month counts in it; what is closed after the month changes it no more.
    expect([await rate('cmp.ontime', '10-31'), await rate('cmp.close_rate', '10-31')]).toEqual(['0/1', '0/1'])
  })

  it('counts 29 February in its month', async () => {
    const { rate } = await world(received('1', '2028-02-20', '2028-02-29'), closed('1', '2028-02-28'))
    expect(await Promise.all(['2028-02-28', '2028-02-29', '2028-03-01'].map(day => rate('cmp.ontime', day)))).toEqual(['0/0', '1/1', '0/0'])
  })

  it('of one that was reopened ends with that day, and begins anew with the closing after', async () => {
    const told = [received('1', '11-02', '11-10'), closed('1', '11-09'), reopened('1', '11-16')]
    const { rate, figure } = await world(...told)
    expect(await Promise.all(['11-10', '11-15', '11-16', '11-23'].map(day => rate('cmp.ontime', day)))).toEqual(['1/1', '1/1', '0/1', '0/1'])
    expect(await Promise.all(['11-01', '11-02', '11-08', '11-09', '11-15', '11-16', '2027-03-01'].map(day => figure('open', day)))).toEqual([0, 1, 1, 0, 0, 1, 1])
    // Closed again on the 20th: late now, whichever statement arrived first.
    for (const again of [[...told.slice(0, 1), earlier(told[1]!), told[2]!, later(closed('1', '11-20'))], [later(closed('1', '11-20')), earlier(told[1]!), told[2]!, told[0]!]]) {
      const anew = await world(...again)
      expect([await anew.rate('cmp.ontime'), await anew.rate('cmp.close_rate', '11-19'), await anew.rate('cmp.close_rate')]).toEqual(['0/1', '0/1', '1/1'])
      expect(await Promise.all(['11-10', '11-19', '11-20'].map(day => anew.figure('open', day)))).toEqual([1, 1, 0])
    }
  })

  it('stands closed on a tie', async () => {
    const { rate, figure } = await world(received('1', '11-02', '11-10'), closed('1', '11-09'), reopened('1', '11-09'))
    expect([await rate('cmp.ontime'), await figure('open')]).toEqual(['1/1', 0])
    const { figure: after } = await world(received('1', '11-02', '11-10'), closed('1', '2026-11-09T15:00:00+08:00'), reopened('1', '2026-11-09T15:00:01+08:00'))
    expect(await Promise.all(['11-08', '11-09', '11-10'].map(day => after('open', day)))).toEqual([1, 1, 1])
  })

  it('follows a closing that is retracted, and a due day that is corrected', async () => {
    const { rate, figure } = await world(received('1', '11-02', '11-10'), { ...closed('1', '11-09'), id: 'wrong' }, retracted('wrong'))
    expect([await rate('cmp.ontime'), await figure('open')]).toEqual(['0/1', 1])
    const moved = await world(earlier(received('1', '11-02', '11-10')), later(received('1', '11-02', '11-20')), closed('1', '11-19'))
    expect([await moved.rate('cmp.ontime', '11-10'), await moved.rate('cmp.ontime')]).toEqual(['0/0', '1/1'])
  })
})

describe('who was asked afterwards', () => {
  it('is satisfied or not, in the quarter of the closing; who was not asked counts in neither', async () => {
    const { rate } = await world(
      ...['1', '2', '3', '4', '5'].map(name => received(name, '09-20', '09-29')),
      closed('1', '10-01', { satisfied: true }),
      closed('2', '11-23', { satisfied: false }),
      closed('3', '11-01'),
      closed('4', '09-30', { satisfied: true }),
      closed('5', '11-01', { satisfied: true }),
      reopened('5', '11-12'),
    )
    // 1 and 2; until the 11th also 5, which was reopened; the quarter before: 4.
    expect(await Promise.all(['09-30', '10-01', '11-11', '11-12', '11-23', '2027-01-01'].map(day => rate('cmp.satisfied', day)))).toEqual(['1/1', '1/1', '2/2', '1/1', '1/2', '0/0'])
  })
})

it('no figure of complaints is public, not even when the last one came', async () => {
  const { house } = await world(received('1', '11-02', '11-10', { involvesStaff: true }))
  await house.settle()
  expect(await house.topic('a', 'complaints')).toEqual({})
  expect(await house.topic('d', 'complaints', 'internal')).toMatchObject({ received: 1, open: 1, staffRelated: 1, onTime: { num: 0, den: 1 }, freshness: { newest: '2026-11-23T02:00:00.000Z' } })
})
