import type { Least } from './least.ts'
import { expect, it } from 'vitest'
import { leastOf } from './least.ts'
import { mergeParts, part } from './part.ts'

const rate = (of: string, num: number, den: number, unit = 'a'): Least => ({ of, num, den, unit })

it('the lowest rate is that of the lower share, then of more things, then by name and unit', () => {
  expect(leastOf([rate('x', 2, 3), rate('y', 1, 2), rate('z', 3, 3)])).toEqual(rate('y', 1, 2))
  expect(leastOf([rate('x', 1, 2), rate('y', 2, 4)])).toEqual(rate('y', 2, 4))
  expect(leastOf([rate('y', 1, 2), rate('x', 1, 2, 'b'), rate('x', 1, 2)])).toEqual(rate('x', 1, 2))
})

it('what counts nothing is never the lowest', () => {
  expect(leastOf([rate('x', 0, 0), rate('y', 4, 4)])).toEqual(rate('y', 4, 4))
  expect([leastOf([rate('x', 0, 0)]), leastOf([])]).toEqual([undefined, undefined])
})

it('parts merged in any order and grouping have the lowest of all', () => {
  const parts = [rate('x', 3, 4), rate('y', 1, 2, 'b'), rate('y', 1, 2, 'c')].map(one => part({ least: { n: one } }))
  const [a, b, c] = [parts[0]!, parts[1]!, parts[2]!]
  const merged = [mergeParts([a, b, c]), mergeParts([c, mergeParts([b, a])]), mergeParts([mergeParts([c, part({})]), b, a])]
  expect(merged.map(one => one.least)).toEqual(Array.from({ length: 3 }, () => ({ n: rate('y', 1, 2, 'b') })))
  expect(mergeParts([part({}), part({})])).not.toHaveProperty('least')
})
