/** Odd districts by the hundred: what the house shows of each, to those inside and to the public, against the truth of its events. */
import type { View } from './support/views.ts'
import { beforeAll, expect, it } from 'vitest'
import { figuresIn, inHouse, viewOf } from './support/views.ts'
import { DAY_MS, drawWorld, later } from './support/worlds.ts'
import { findExposed } from './truth/attacker.ts'
import { isShown, ratesOf } from './truth/published.ts'

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed)
/** Where the server still reads “should sign” otherwise (`known.test.ts`): to be emptied with it. */
const OTHERWISE: number[] = []

const views: { seed: number, now: View, later: View }[] = []

beforeAll(async () => {
  for (const seed of SEEDS) {
    const world = drawWorld(seed)
    views.push(await inHouse(world, async (house) => {
      const now = await viewOf(house, world)
      await later(house, world.nowMs + 33 * DAY_MS)
      return { seed, now, later: await viewOf(house, world) }
    }))
  }
}, 150_000)

it('inside, tasks and findings are counted as the events have them, now and a month later', () => {
  for (const { seed, ...both } of views) {
    for (const [when, { truth, topic }] of Object.entries(both)) {
      for (const unit of truth.codes) {
        const { tasks, findings } = topic(unit, 'supervision', 'internal')
        expect({ seed, when, unit, tasks, findings }).toEqual({ seed, when, unit, ...truth.supervision(unit) })
      }
    }
  }
})

it('inside, who should sign and who has are counted as the events have them, now and a month later', () => {
  const differing = views.filter(({ now, later }) => [now, later].some(({ truth, topic }) => truth.codes.some((unit) => {
    const pledges = topic(unit, 'pledges', 'internal')
    const { rates, expiring30d } = truth.pledges(unit)
    return !isSame(Object.fromEntries(ratesOf(pledges)), rates) || pledges.expiring30d !== expiring30d
  })))
  expect(differing.map(({ seed }) => seed)).toEqual(OTHERWISE)
})

it('the public sees just these figures, without campaigns that name people, or does not see them at all', () => {
  let hidden = 0
  for (const { seed, now, later } of views.filter(({ seed }) => !OTHERWISE.includes(seed))) {
    for (const figure of [now, later].flatMap(figuresIn)) {
      const { unit, name, rate, duties } = figure
      hidden += isShown(figure) ? 0 : 1
      expect({ seed, unit, name, rate }).toEqual({ seed, unit, name, rate: rate.suppressed === true
        ? { num: null, den: null, value: null, quality: 'small_n', suppressed: true }
        : expect.objectContaining({ num: duties.filter(duty => duty.covered).length, den: duties.length }) })
    }
  }
  expect(hidden).toBeGreaterThan(1_000)
})

it('no figure counts one or two people, and none can be mixed from the others', () => {
  let told = 0
  for (const { seed, now, later } of views.filter(({ seed }) => !OTHERWISE.includes(seed))) {
    for (const view of [now, later]) {
      const figures = figuresIn(view)
      const duties = view.truth.duties.filter(duty => !duty.isNamed)
      for (const { unit, name, duties } of figures.filter(isShown))
        expect({ seed, unit, name, people: new Set(duties.map(duty => duty.person)).size }).toEqual({ seed, unit, name, people: expect.toSatisfy((people: number) => people >= 3) })
      expect({ seed, exposed: findExposed(figures.filter(isShown), duties) }).toEqual({ seed, exposed: undefined })
      told += findExposed(figures.filter(figure => figure.duties.length > 0), duties) === undefined ? 0 : 1
    }
  }
  // The same reader finds somebody nearly everywhere once nothing is hidden.
  expect(told).toBeGreaterThan(150)
})

function isSame(a: object, b: object): boolean {
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).sort(([x], [y]) => x < y ? -1 : 1))
  return sorted(a) === sorted(b)
}
