import { expect, it } from 'vitest'
import { createRandom, runTag } from './random.ts'

it('gives the same numbers for the same seed and others for another', () => {
  const draw = (seed: string | number) => {
    const random = createRandom(seed)
    return Array.from({ length: 20 }, () => random.int(0, 1_000_000))
  }
  expect(draw('a')).toEqual(draw('a'))
  expect(draw('a')).not.toEqual(draw('b'))
  expect(draw(7)).toEqual(draw('7'))
})

it('reaches both ends of a range and never leaves it', () => {
  const random = createRandom('range')
  const seen = new Set(Array.from({ length: 2000 }, () => random.int(3, 7)))
  expect([...seen].sort()).toEqual([3, 4, 5, 6, 7])
})

it('spreads evenly', () => {
  const random = createRandom('even')
  const mean = Array.from({ length: 20_000 }, () => random.next()).reduce((sum, x) => sum + x, 0) / 20_000
  expect(mean).toBeCloseTo(0.5, 1)
})

it('samples without repetition and never more than there is', () => {
  const random = createRandom('sample')
  expect(random.sample([1, 2, 3], 5).sort()).toEqual([1, 2, 3])
  expect(new Set(random.sample(Array.from({ length: 50 }, (_, i) => i), 20)).size).toBe(20)
})

it('weighs its choices and never takes what weighs nothing', () => {
  const random = createRandom('weights')
  const drawn = Array.from({ length: 4000 }, () => random.weighted([['often', 9], ['seldom', 1], ['never', 0]] as const))
  expect(drawn.filter(word => word === 'often').length / 4000).toBeCloseTo(0.9, 1)
  expect(drawn).not.toContain('never')
})

it('forks do not depend on what the trunk drew before', () => {
  const fresh = createRandom('trunk')
  const used = createRandom('trunk')
  used.next()
  expect(used.fork('leaf').next()).toBe(fresh.fork('leaf').next())
  expect(fresh.fork('leaf').next()).not.toBe(fresh.fork('twig').next())
})

it('refuses to pick from nothing', () => {
  expect(() => createRandom('x').pick([])).toThrow(RangeError)
})

it('tags of ten thousand runs differ', () => {
  const tags = Array.from({ length: 10_000 }, (_, ms) => runTag('seed', 1_790_000_000_000 + ms))
  expect(new Set(tags).size).toBe(10_000)
  expect(tags.every(tag => /^[a-z0-9]{7}$/.test(tag))).toBe(true)
})
