import type { Told } from '../../../test/support/house.ts'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/support/databases.ts'
import { openHouse, person } from '../../../test/support/house.ts'

const TIME = '2026-11-22T10:00:00.123+08:00'
const signed = (more: Partial<Told> = {}): Told => ({ id: 'e', type: 'pledge.signed', subject: 'a', time: TIME, data: { campaign: 'C', staffNo: 'S', signedAt: '2026-11-20T10:00:00+08:00', method: 'paper' }, ...more })
const declared = person('S', 'a', { name: '张三' })

describeEachDatabase('the same source and id again', (openStore) => {
  async function outcomes(...told: Told[]) {
    const house = await openHouse(await openStore())
    const first = await house.tell(told[0]!)
    return [...first, ...await house.tell(...told.slice(1))]
  }

  it('is a duplicate where the content is equal: member order, offsets, trailing zeros', async () => {
    expect(await outcomes(
      signed(),
      signed(),
      signed({ data: { method: 'paper', signedAt: '2026-11-20T10:00:00+08:00', staffNo: 'S', campaign: 'C' } }),
      signed({ time: '2026-11-22T02:00:00.123Z' }),
      signed({ time: '2026-11-22T02:00:00.123000Z' }),
    )).toEqual(['accepted', 'duplicate', 'duplicate', 'duplicate', 'duplicate'])
  })

  it('is a conflict where type, subject, time or data differ', async () => {
    expect(await outcomes(
      signed(),
      signed({ type: 'pledge.revoked' }),
      signed({ subject: 'b' }),
      signed({ time: '2026-11-22T10:00:00.124+08:00' }),
      signed({ time: '2026-11-22T10:00:00.1231+08:00' }),
      signed({ data: { ...signed().data, method: 'onsite' } }),
      signed({ data: { ...signed().data, signedAt: '2026-11-20T02:00:00Z' } }),
      signed({ source: '/upstream/other' }),
    )).toEqual(['accepted', 'conflict', 'conflict', 'conflict', 'conflict', 'conflict', 'conflict', 'accepted'])
  })

  it('is judged within one batch too, the first one standing', async () => {
    const house = await openHouse(await openStore())
    expect(await house.tell(signed(), signed({ data: { ...signed().data, method: 'onsite' } }), signed())).toEqual(['accepted', 'conflict', 'duplicate'])
    expect(await house.rows('pledge_signature')).toMatchObject([{ method: 'paper' }])
    expect(await house.rows('arrival')).toMatchObject([{ n: 1 }])
  })

  it('of a person compares names by their digest', async () => {
    const one = { ...declared, id: 'p', time: TIME }
    expect(await outcomes(one, one, { ...one, data: { ...one.data, name: '李四' } })).toEqual(['accepted', 'duplicate', 'conflict'])
  })

  it('changes nothing: no row, no mark, no arrival, but it is a sign of life', async () => {
    const house = await openHouse(await openStore())
    await house.tell(signed())
    await house.settle()
    const before = await house.rows('arrival')
    await house.at('2026-11-23T03:00:00Z')
    await house.tell(signed())
    expect([await house.rows('event').then(rows => rows.length), await house.rows('arrival'), await house.rows('dirty_topic')]).toEqual([1, before, []])
    expect(await house.rows('source_contact')).toEqual([{ source: '/upstream/test', arrived_ms: Date.parse('2026-11-23T03:00:00Z') }])
  })
})
