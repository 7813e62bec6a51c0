import { rateOf, suppressedRate } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { TOKENS } from '../ui/tokens.ts'
import { buildRingsOption } from './buildRingsOption.ts'

const rings = [
  { name: '禁毒承诺', rate: rateOf(18, 18) },
  { name: '规范经营廉政承诺书', rate: rateOf(9, 18) },
  { name: '廉政承诺书', rate: suppressedRate() },
  { name: '家庭助廉', rate: rateOf(0, 0) },
  { name: '保密承诺', rate: rateOf(0, 18) },
]

function series(theme = TOKENS.night) {
  const option = buildRingsOption({ rings, isStill: false }, theme)
  const [track, value] = [option.series].flat() as [{ data: unknown[], itemStyle: unknown }, { data: unknown[], itemStyle: unknown }]
  return { option, track, value }
}

describe('the rings of a station', () => {
  it('draw each share, and nothing where there is none', () => {
    expect(series().value.data).toEqual([
      { value: 1, itemStyle: { opacity: 1 } },
      { value: 0.5, itemStyle: { opacity: expect.closeTo(0.82) } },
      '-',
      '-',
      '-',
    ])
  })

  it('have a track for every type, also without a figure', () => {
    expect(series().track.data).toEqual([1, 1, 1, 1, 1])
  })

  it('are full at three quarters of the circle, from twelve o\'clock', () => {
    expect(series().option.angleAxis).toMatchObject({ startAngle: 90, min: 0, max: 4 / 3 })
  })

  it('take their colours from the theme', () => {
    expect(series(TOKENS.festive).value.itemStyle).toEqual({ color: TOKENS.festive.jade })
    expect(series(TOKENS.festive).track.itemStyle).toEqual({ color: TOKENS.festive.track })
  })

  it('stand still where motion is not wanted', () => {
    expect(buildRingsOption({ rings, isStill: true }, TOKENS.night).animation).toBe(false)
  })

  it('are equal and fresh for the same value', () => {
    expect(series().option).toEqual(series().option)
    expect(series().option).not.toBe(series().option)
  })
})
