import { expect, it } from 'vitest'
import { LEVELS, rateOf, suppressedRate, worseLevel } from './shapes.ts'

it.each([
  [0, 0, { value: null, quality: 'na' }],
  [0, 7, { value: 0, quality: 'zero' }],
  [0, 2, { value: 0, quality: 'zero' }],
  [1, 4, { value: 0.25, quality: 'small_n' }],
  [4, 4, { value: 1, quality: 'small_n' }],
  [1, 5, { value: 0.2, quality: 'ok' }],
  [5, 5, { value: 1, quality: 'ok' }],
])('%i of %i is never a guess', (num, den, expected) => {
  expect(rateOf(num, den)).toEqual({ num, den, ...expected })
})

it('a suppressed rate gives nothing away', () => {
  expect(suppressedRate()).toEqual({ num: null, den: null, value: null, quality: 'small_n', suppressed: true })
})

it('the worse of two levels is the later of the list, whichever comes first', () => {
  for (const [i, a] of LEVELS.entries()) {
    for (const [j, b] of LEVELS.entries())
      expect(worseLevel(a, b)).toBe(LEVELS[Math.max(i, j)])
  }
})
