import { expect, it } from 'vitest'
import { about, district } from '../../test/fixtures.ts'
import { unitSummary } from './unitSummary.ts'

const clock = { now: () => Date.parse('2026-09-11T10:32:00+08:00') }

it('counts stations and squads of a district apart', () => {
  expect(unitSummary(district(clock).about)).toEqual([
    { key: 'text', text: '武昌区烟草专卖局(营销部)' },
    { key: 'stations', n: 6 },
    { key: 'squads', n: 1 },
  ])
})

it('says whose a station is, and that it is a pilot', () => {
  expect(unitSummary(about('shouyi', '首义所(部)', { pilot: true }))).toEqual([{ key: 'partOf', parent: '武昌区局' }, { key: 'pilot' }])
})

it('counts the units below a city as units', () => {
  const children = [{ ...about('wuchang', '武昌区局'), level: 'district' as const, kind: 'office' as const }]
  expect(unitSummary(about('wuhan', '武汉市局', { children }))).toEqual([{ key: 'units', n: 1 }])
})
