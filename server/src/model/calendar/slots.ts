/**
 * A day as 288 slots of five minutes, each on or off: the day map of a self-service terminal.
 *
 * Kept as 72 hexadecimal digits, the first slot first, so that a map is read as the day went and two of them are combined digit
 * by digit. Slots are counted from local midnight; a day on which the clocks change has its last hours in the last slot, or has
 * slots that never come.
 */
import type { Days } from './days.ts'

export const SLOT_MS = 300_000
export const SLOT_MINUTES = 5
export const SLOTS = 288
const SLOTS_A_DIGIT = 4

export const NO_SLOTS = '0'.repeat(SLOTS / SLOTS_A_DIGIT)

export function slotOf(ms: number, days: Pick<Days, 'dayOf' | 'startOf'>): number {
  return Math.min(SLOTS - 1, Math.floor((ms - days.startOf(days.dayOf(ms))) / SLOT_MS))
}

/** The slot that begins at a time of day such as `08:30`; `24:00` gives the number of slots. */
export function slotAt(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours! * 60 + minutes!) / SLOT_MINUTES
}

/** The map with a slot on; the same text where it is on already. */
export function withSlot(map: string, slot: number): string {
  if (hasSlot(map, slot))
    return map
  const at = Math.floor(slot / SLOTS_A_DIGIT)
  return map.slice(0, at) + (digit(map, at) | bit(slot)).toString(16) + map.slice(at + 1)
}

export function hasSlot(map: string, slot: number): boolean {
  return (digit(map, Math.floor(slot / SLOTS_A_DIGIT)) & bit(slot)) !== 0
}

/** How many are on from a slot on, before another. */
export function countSlots(map: string, { from, to }: { readonly from: number, readonly to: number }): number {
  let count = 0
  for (let slot = from; slot < to; slot += 1)
    count += hasSlot(map, slot) ? 1 : 0
  return count
}

/** The first and the last slot that is on; -1 where none is. */
export function firstSlot(map: string): number {
  return slots().findIndex(slot => hasSlot(map, slot))
}

export function lastSlot(map: string): number {
  return slots().findLast(slot => hasSlot(map, slot)) ?? -1
}

function slots(): number[] {
  return Array.from({ length: SLOTS }, (_, slot) => slot)
}

function digit(map: string, at: number): number {
  return Number.parseInt(map[at]!, 16)
}

function bit(slot: number): number {
  return 8 >> slot % SLOTS_A_DIGIT
}
