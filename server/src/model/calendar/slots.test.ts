import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDays } from './days.ts'
import { countSlots, firstSlot, hasSlot, lastSlot, NO_SLOTS, slotAt, slotOf, SLOTS, withSlot } from './slots.ts'

const shanghai = createDays('Asia/Shanghai')
const at = (time: string): number => slotOf(Date.parse(`2026-11-23T${time}+08:00`), shanghai)

it('cuts the local day into 288 slots of five minutes', () => {
  expect([at('00:00:00'), at('00:04:59.999'), at('00:05:00'), at('08:30:00'), at('23:59:59.999')]).toEqual([0, 0, 1, 102, 287])
  expect(['00:00', '08:30', '17:30', '24:00'].map(slotAt)).toEqual([0, 102, 210, 288])
})

it('puts what lies beyond 24 hours of a long day into its last slot', () => {
  // Clocks in New York go back on 1 November 2026: the day has 25 hours.
  const newYork = createDays('America/New_York')
  expect(slotOf(Date.parse('2026-11-01T23:30:00-05:00'), newYork)).toBe(287)
})

it('reads from the first slot on', () => {
  expect(withSlot(NO_SLOTS, 0)).toBe(`8${NO_SLOTS.slice(1)}`)
  expect(withSlot(withSlot(NO_SLOTS, 3), 2)).toBe(`3${NO_SLOTS.slice(1)}`)
  expect(withSlot(NO_SLOTS, 287)).toBe(`${NO_SLOTS.slice(1)}1`)
  expect([firstSlot(NO_SLOTS), lastSlot(NO_SLOTS)]).toEqual([-1, -1])
})

it('has what was put in, in any order and number', () => {
  const slot = fc.integer({ min: 0, max: SLOTS - 1 })
  fc.assert(fc.property(fc.array(slot, { minLength: 1, maxLength: 40 }), slot, slot, (put, from, to) => {
    const map = put.reduce(withSlot, NO_SLOTS)
    const slots = [...new Set(put)].sort((a, b) => a - b)
    expect(map).toHaveLength(72)
    expect([...put].reverse().concat(put).reduce(withSlot, NO_SLOTS)).toBe(map)
    expect([firstSlot(map), lastSlot(map), hasSlot(map, from)]).toEqual([slots[0], slots.at(-1), slots.includes(from)])
    expect(countSlots(map, { from, to })).toBe(slots.filter(one => one >= from && one < to).length)
  }))
})
