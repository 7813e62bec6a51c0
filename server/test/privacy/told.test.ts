/**
 * What else could tell: levels, counts of alerts, the feed, how fresh something is, what is left out. Two worlds in which
 * different people have signed, with all figures on show the same, must look the same from the lobby.
 */
import type { Told } from '../support/house.ts'
import type { View } from './support/views.ts'
import { SUBJECTS } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { person, unit } from '../support/house.ts'
import { swapsOf } from './support/swaps.ts'
import { figuresIn, inHouse, raiseAlerts, viewOf } from './support/views.ts'
import { drawWorld } from './support/worlds.ts'

const NOW_MS = Date.parse('2026-06-30T04:00:00Z')

/** Everything on the public topics of all units, one line for each value. */
function linesOf({ truth, topic }: View): string[] {
  return truth.codes.flatMap(code => SUBJECTS.flatMap(subject => leaves(topic(code, subject, 'public'), `${code}/${subject}`)))
}

function leaves(value: unknown, path: string): string[] {
  return value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}/${name}`)) : [`${path} = ${String(value)}`]
}

/** What one world shows and the other does not. */
function differences(one: View, other: View): string[] {
  return [...new Set(linesOf(one)).symmetricDifference(new Set(linesOf(other)))].sort()
}

/** When a group of three or more last stated something is no secret (domain.md §6.1); the cases below hold it for smaller ones. */
const STILL_TOLD = /freshness|\/sources\//

it('nothing but the figures themselves tells who has signed', async () => {
  let compared = 0
  for (let seed = 0; seed < 40; seed++) {
    const world = drawWorld(seed)
    const look = (of: typeof world) => inHouse(of, async (house) => {
      await raiseAlerts(house)
      return await viewOf(house, of)
    })
    const view = await look(world)
    const [swap] = swapsOf(world, view.truth.duties.filter(duty => !duty.isNamed), figuresIn(view))
    if (swap === undefined)
      continue
    compared += 1
    expect(differences(view, await look(swap.world)).filter(line => !STILL_TOLD.test(line)), `seed ${seed}: ${swap.signed.person} or ${swap.unsigned.person}`).toEqual([])
  }
  expect(compared).toBeGreaterThan(10)
}, 120_000)

describe('small enough to see through', () => {
  const DISTRICT = [unit('d', { level: 'district' }), unit('one', { parent: 'd' }), unit('other', { parent: 'd' }), unit('many', { parent: 'd' })]
  const staff = (at: string, count: number) => Array.from({ length: count }, (_, i) => person(`${at}-${i + 1}`, at))
  const campaign = (more: object = {}): Told => ({ type: 'pledge.campaign-opened', subject: 'd', time: '2026-05-01T01:00:00Z', data: { campaign: 'C', pledgeType: 'integrity', name: 'n', openAt: '2026-05-01T09:00:00+08:00', dueAt: '2026-05-20T09:00:00+08:00', signatories: { all: true }, ...more } })
  const signed = (staffNo: string, at: string, time = '2026-05-10T01:00:00Z'): Told => ({ type: 'pledge.signed', subject: at, time, data: { campaign: 'C', staffNo, signedAt: time, method: 'paper' } })

  async function look(told: readonly Told[]): Promise<View> {
    const events = told.map(({ type, ...rest }, i) => ({ specversion: '1.0' as const, id: `e${i}`, source: '/upstream/test', time: '2026-04-01T00:00:00Z', ...rest, type: `qinglian.${type}` }))
    return inHouse({ events, nowMs: NOW_MS }, async (house) => {
      await raiseAlerts(house)
      return viewOf(house, { events })
    })
  }

  /** The only person of `one` has signed, or the only person of `other`; the district shows how many in all. */
  async function eitherOfTwo(more: object = {}): Promise<[View, View]> {
    const base = [...DISTRICT, ...staff('one', 1), ...staff('other', 1), ...staff('many', 4), campaign(more)]
    const views: [View, View] = [await look([...base, signed('one-1', 'one')]), await look([...base, signed('other-1', 'other')])]
    for (const { topic } of views) {
      expect(topic('one', 'pledges', 'public').coverage).toMatchObject({ suppressed: true })
      expect(topic('d', 'pledges', 'public').coverage).toMatchObject({ num: 1, den: 6 })
    }
    return views
  }

  it('levels, rates and names tell nothing', async () => {
    expect(differences(...await eitherOfTwo())).toEqual([])
  })

  it('how fresh the pledges of one person are does not tell whether they have signed', async () => {
    const told = differences(...await eitherOfTwo())
    expect(told.filter(line => /freshness|\/sources\//.test(line))).toEqual([])
  })

  it('the count of expiring pledges is left out by what it could tell, never by what it would tell', async () => {
    const told = differences(...await eitherOfTwo({ validUntil: '2026-07-10T09:00:00+08:00' }))
    expect(told.filter(line => line.includes('expiring30d'))).toEqual([])
  })

  it('the count of open alerts does not tell that the only person of a unit has not signed', async () => {
    const told = differences(...await eitherOfTwo())
    expect(told.filter(line => line.includes('/alerts/open'))).toEqual([])
  })

  it('a campaign that names its signatories raises no public alert', async () => {
    const { topic } = await look([...DISTRICT, ...staff('one', 1), campaign({ signatories: { staffNos: ['one-1'] } })])
    expect(topic('one', 'pledges', 'public').byType).toEqual([])
    expect(topic('one', 'alerts', 'public').open).toEqual({ blue: 0, yellow: 0, orange: 0, red: 0 })
  })

  it('what the alert engine records is no source of data', async () => {
    const { topic } = await look([...DISTRICT, ...staff('many', 4), campaign()])
    expect(topic('many', 'alerts', 'public').open.red).toBe(1)
    expect(topic('many', 'sources', 'public').total).toBe(1)
  })

  it('the feed does not say of a unit whose figure is hidden how many have signed', async () => {
    // Hidden, because all less these would be the one person of `one`.
    const { topic } = await look([unit('d', { level: 'district' }), unit('one', { parent: 'd' }), unit('many', { parent: 'd' }), ...staff('one', 1), ...staff('many', 3), campaign(), ...[1, 2, 3].map(i => signed(`many-${i}`, 'many', `2026-05-10T01:0${i}:00Z`))])
    expect(topic('d', 'pledges', 'public').coverage).toMatchObject({ num: 3, den: 4 })
    expect(topic('many', 'pledges', 'public').coverage).toMatchObject({ suppressed: true })
    expect(topic('d', 'feed', 'public').items).toEqual([])
  })

  it('the feed speaks of signings from three people up, of a unit whose figure is on show', async () => {
    const told = [...DISTRICT, ...staff('many', 5), campaign()]
    const two = await look([...told, ...[1, 2].map(i => signed(`many-${i}`, 'many', `2026-05-10T01:0${i}:00Z`)), signed('many-3', 'many', '2026-05-10T02:00:00Z')])
    expect(two.topic('d', 'feed', 'public').items).toEqual([])
    const three = await look([...told, ...[1, 2, 3].map(i => signed(`many-${i}`, 'many', `2026-05-10T01:0${i}:00Z`))])
    expect(three.topic('d', 'feed', 'public').items.map(item => [item.kind, item.params.people])).toEqual([['signed_many', 3]])
  })
})
