import { expect, it } from 'vitest'
import { unitLevels, worstLevel } from './unitLevels.ts'

it('names each line of work that calls for attention with its own level', () => {
  expect(unitLevels({ supervisionLevel: 'yellow', pledgesLevel: 'orange' })).toEqual([{ work: 'supervision', severity: 'yellow' }, { work: 'pledges', severity: 'orange' }])
  expect(unitLevels({ supervisionLevel: 'green', pledgesLevel: 'blue' })).toEqual([{ work: 'pledges', severity: 'blue' }])
  expect(unitLevels({ supervisionLevel: 'green', pledgesLevel: 'none' })).toEqual([])
})

it('takes the worse of the two for a single mark', () => {
  expect(worstLevel({ supervisionLevel: 'yellow', pledgesLevel: 'red' })).toBe('red')
  expect(worstLevel({ supervisionLevel: 'orange', pledgesLevel: 'none' })).toBe('orange')
  expect(worstLevel({ supervisionLevel: 'green', pledgesLevel: 'none' })).toBeUndefined()
})
