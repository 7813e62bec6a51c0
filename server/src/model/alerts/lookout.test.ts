import { expect, it } from 'vitest'
import { AT_REST_MS, createLookout, LOOK_EVERY_MS } from './lookout.ts'

function watched() {
  const house = { nowMs: 0, hasUnits: true }
  const lookout = createLookout({ clock: () => house.nowMs, hasUnits: () => house.hasUnits })
  /** Asks every second, as the clockwork does; gives the seconds at which it looked. */
  function through(seconds: number, each: (second: number) => void = () => undefined): number[] {
    const looked: number[] = []
    for (const endMs = house.nowMs + seconds * 1000; house.nowMs < endMs; house.nowMs += 1000) {
      each(house.nowMs / 1000)
      if (lookout.isDue())
        looked.push(house.nowMs / 1000)
    }
    return looked
  }
  return { house, lookout, through }
}

it('looks at once where there is something from before, and then every minute', () => {
  expect(watched().through(130)).toEqual([0, LOOK_EVERY_MS / 1000, 2 * LOOK_EVERY_MS / 1000])
})

it('does not look into an empty house, but as soon as it was filled and facts have come to rest', () => {
  const { house, lookout, through } = watched()
  house.hasUnits = false
  expect(through(20)).toEqual([])
  house.hasUnits = true
  // Facts until second 25, the last of them just before the look of that second.
  const restS = 25 + AT_REST_MS / 1000
  expect(through(40, second => second <= 25 && lookout.committed())).toEqual([restS])
})

it('waits no longer than a minute where facts never stop coming', () => {
  const { lookout, through } = watched()
  expect(through(125, () => lookout.committed())).toEqual([60, 120])
})
