/**
 * Rates over people beside pledges: whatever the tree and wherever people stand, no reader of all public topics can mix the
 * shown figures into one over one or two people; and nothing is hidden where there is nobody to protect.
 */
import type { Told } from '../support/house.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findExposed } from '../../src/model/disclosure/test/attacker.ts'
import { useEmbedded } from '../support/embedded.ts'
import { openHouse, person, unit } from '../support/house.ts'

const { openStore } = useEmbedded()
const SINCE = '2026-10-25'

/** A unit, where it stands (the number of one before it), and how many staff are its own. */
const node = fc.record({ parent: fc.nat(), staff: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) }, { weight: 1, arbitrary: fc.integer({ min: 4, max: 12 }) }) })
const trees = fc.array(node, { minLength: 2, maxLength: 7 })

interface Place { readonly code: string, readonly parent: string | undefined, readonly staff: number }

function placesOf(nodes: readonly { parent: number, staff: number }[]): Place[] {
  return nodes.map(({ parent, staff }, i) => ({ code: `u${i}`, parent: i === 0 ? undefined : `u${parent % i}`, staff }))
}

function subtree(places: readonly Place[], code: string): Set<string> {
  const found = new Set([code])
  for (const place of places) {
    if (place.parent !== undefined && found.has(place.parent))
      found.add(place.code)
  }
  return found
}

function storyOf(places: readonly Place[]): Told[] {
  const training: Told = { type: 'study.session-held', subject: 'u0', data: { session: 'X', kind: 'discipline_training', topic: 't', heldAt: '2026-11-02T00:00:00Z', expected: [], attended: places.map(place => `${place.code}-0`), integrityContent: true } }
  return [
    ...places.map(({ code, parent }) => unit(code, { since: SINCE, level: code === 'u0' ? 'district' : 'station', ...parent === undefined ? {} : { parent } })),
    ...places.flatMap(({ code, staff }) => Array.from({ length: staff }, (_, i) => person(`${code}-${i}`, code, { since: SINCE }))),
    training,
  ]
}

it('no training figure counts one or two people, and none can be mixed from the others', async () => {
  const seen = { hidden: 0, wouldTell: 0 }
  await fc.assert(fc.asyncProperty(trees, async (nodes) => {
    const places = placesOf(nodes)
    const house = await openHouse(await openStore())
    await house.tell(...storyOf(places))
    await house.settle()
    const cells = places.map(({ code, staff }) => ({ place: code, line: '', type: '', den: staff }))
    const rowOf = (code: string): number[] => {
      const below = subtree(places, code)
      return cells.map(cell => cell.den > 0 && below.has(cell.place) ? 1 : 0)
    }
    const shown: number[][] = []
    for (const { code } of places) {
      const { training } = await house.topic(code, 'education')
      const people = cells.reduce((sum, cell, i) => sum + cell.den * rowOf(code)[i]!, 0)
      seen.hidden += training.suppressed === true ? 1 : 0
      if (training.suppressed === true)
        expect({ code, people, training }).toEqual({ code, people: expect.toSatisfy((n: number) => n > 0), training: { num: null, den: null, value: null, quality: 'small_n', suppressed: true } })
      else
        expect({ code, den: training.den }).toEqual({ code, den: people })
      if (training.suppressed !== true && people > 0)
        shown.push(rowOf(code))
    }
    expect({ places, exposed: findExposed(shown, cells) }).toEqual({ places, exposed: undefined })
    const all = places.map(({ code }) => rowOf(code)).filter(row => row.includes(1))
    seen.wouldTell += findExposed(all, cells) === undefined ? 0 : 1
  }), { numRuns: 60 })
  // The same reader finds somebody nearly everywhere once nothing is hidden.
  expect([seen.hidden > 30, seen.wouldTell > 30]).toEqual([true, true])
}, 60_000)

it('what is hidden follows the people: a third one joins, and the figure comes; one leaves a sister, and it goes', async () => {
  const house = await openHouse(await openStore())
  await house.tell(...storyOf([{ code: 'u0', parent: undefined, staff: 0 }, { code: 'u1', parent: 'u0', staff: 2 }, { code: 'u2', parent: 'u0', staff: 3 }, { code: 'u3', parent: 'u0', staff: 4 }]))
  await house.settle()
  const dens = async () => Promise.all(['u0', 'u1', 'u2', 'u3'].map(async code => (await house.topic(code, 'education')).training.den))
  // u1's two, and one of the others, or the district's nine less these would be the two again.
  const first = await dens()
  expect([first[0], first[1], first.filter(den => den === null).length]).toEqual([9, null, 2])
  await house.tell(person('u1-2', 'u1', { since: SINCE }))
  await house.settle()
  expect(await dens()).toEqual([10, 3, 3, 4])
  await house.tell({ ...person('u2-0', 'u2', { since: SINCE, status: 'retired' }), time: '2026-11-23T02:00:01.000Z' })
  await house.settle()
  expect((await dens()).filter(den => den === null)).toHaveLength(2)
})
