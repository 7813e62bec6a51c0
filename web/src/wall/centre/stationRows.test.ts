import type { StationRow } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { stationRow } from '../../../test/fixtures.ts'
import { density, listedStations } from './stationRows.ts'

const clock = { now: () => Date.parse('2026-09-11T10:32:00+08:00') }
function calm(code: string, change: Partial<StationRow> = {}): StationRow {
  return { ...stationRow(clock, [code, code], 0), supervisionLevel: 'green', pledgesLevel: 'green', alerts: { blue: 0, yellow: 0, orange: 0, red: 0 }, ...change }
}
const codes = (rows: StationRow[]) => rows.map(row => row.code)

it('keeps the order of the server while all fit', () => {
  expect(codes(listedStations([calm('c'), calm('a'), calm('b')], 3))).toEqual(['c', 'a', 'b'])
})

it('keeps those that need attention most where there are too many, in the order of the server', () => {
  const rows = [
    calm('quiet'),
    calm('level', { pledgesLevel: 'orange' }),
    calm('yellow', { alerts: { blue: 0, yellow: 9, orange: 0, red: 0 } }),
    calm('red', { alerts: { blue: 0, yellow: 0, orange: 0, red: 1 } }),
  ]
  expect(codes(listedStations(rows, 1))).toEqual(['red'])
  expect(codes(listedStations(rows, 2))).toEqual(['yellow', 'red'])
  expect(codes(listedStations(rows, 3))).toEqual(['level', 'yellow', 'red'])
})

it('sets more rows more closely', () => {
  expect([6, 9, 10, 14, 15, 20].map(density)).toEqual(['airy', 'airy', 'normal', 'normal', 'tight', 'tight'])
})
