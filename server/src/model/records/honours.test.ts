/** Honours and thanks of one station, counted by hand. It is Monday 23 November 2026. */
import type { Told } from '../../../test/support/house.ts'
import { describe, expect, it } from 'vitest'
import { useEmbedded } from '../../../test/support/embedded.ts'
import { afternoon, openRecordWorld } from '../../../test/support/recordWorld.ts'
import { honours } from './honours.ts'

const { openStore } = useEmbedded()
const awarded = (honour: string, level: string, year: number, subject = 'a'): Told => ({ type: 'honour.awarded', subject, data: { honour, level, issuer: 'i', name: 'n', year } })
const thanks = (appreciation: string, kind: string, day: string): Told => ({ type: 'appreciation.received', subject: 'a', data: { appreciation, kind, at: afternoon(day) } })
const retracted = (id: string): Told => ({ type: 'fact.retracted', subject: 'a', data: { source: '/upstream/test', id, reason: 'r' } })
const world = async (...told: Told[]) => openRecordWorld(await openStore(), honours, told)

describe('honours', () => {
  it('count for good from their year on, and apart in it', async () => {
    const { rate, figure } = await world(awarded('1', 'national', 2023), awarded('2', 'city', 2026), awarded('3', 'city', 2025), awarded('4', 'district', 1960), awarded('5', 'city', 2027))
    // 1, 2, 3 and 4; a year before without 2; in 2027 with 5.
    expect(await Promise.all(['11-23', '2025-12-31', '2026-01-01', '2027-01-01'].map(day => rate('hon.count', day)))).toEqual(['4/0', '3/0', '4/0', '5/0'])
    expect(await Promise.all(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map(day => figure('year.city', day)))).toEqual([1, 1, 1, 1])
    expect([await figure('all.city'), await figure('all.district'), await figure('year'), await figure('year.national'), await figure('year.national', '2023-06-01')]).toEqual([2, 1, 1, 0, 1])
    expect(await (await world()).rate('hon.count')).toBe('0/0')
  })

  it('follow a correction of level and year, and a retraction', async () => {
    const { rate, figure } = await world({ ...awarded('1', 'city', 2026), time: '2026-11-23T01:00:00.000Z' }, { ...awarded('1', 'province', 2025), time: '2026-11-23T01:30:00.000Z' }, { ...awarded('2', 'city', 2026), id: 'wrong' }, retracted('wrong'))
    expect([await rate('hon.count'), await figure('all.province'), await figure('all.city'), await figure('year')]).toEqual(['1/0', 1, 0, 0])
  })
})

it('letters and calls make the thanks of a year, banners stand beside', async () => {
  const { rate, figure } = await world(thanks('1', 'letter', '01-01'), thanks('2', 'call', '11-23'), thanks('3', 'banner', '11-01'), thanks('4', 'letter', '2025-12-31'), thanks('5', 'call', '11-24'))
  expect(await Promise.all(['2025-12-31', '01-01', '11-23', '12-31', '2027-01-01'].map(day => rate('hon.appreciation', day)))).toEqual(['1/0', '1/0', '2/0', '3/0', '0/0'])
  expect(await figure('banners')).toBe(1)
})

it('everybody sees how many, nobody a name, and banners only the house', async () => {
  const { house } = await world(awarded('1', 'national', 2023), thanks('2', 'letter', '11-01'), thanks('3', 'banner', '11-01'))
  await house.settle()
  const seen = await house.topic('d', 'honours')
  expect(seen).toMatchObject({ all: 1, year: 0, appreciations: 1, level: 'none' })
  expect(seen.byLevel).toEqual([{ level: 'national', all: 1, year: 0 }, ...['province', 'city', 'district'].map(level => ({ level, all: 0, year: 0 }))])
  expect(seen).not.toHaveProperty('banners')
  expect(await house.topic('d', 'honours', 'internal')).toMatchObject({ banners: 1 })
})
