import { expect, it } from 'vitest'
import { nameSource } from './names.ts'
import { createRandom } from './random.ts'

it('never gives a name twice, and the same ones for the same seed', () => {
  const draw = (seed: string) => {
    const next = nameSource(createRandom(seed))
    return Array.from({ length: 500 }, next)
  }
  const names = draw('a')
  expect(new Set(names).size).toBe(500)
  expect(names.every(name => [...name].length >= 2 && [...name].length <= 3)).toBe(true)
  expect(draw('a')).toEqual(names)
})
