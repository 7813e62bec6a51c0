import { rateOf, suppressedRate } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { pledgeDue } from './pledgeDue.ts'

const dueAt = '2026-09-11T18:00:00+08:00'
const DUE_MS = Date.parse(dueAt)

it('is on its way until the deadline and overdue after it', () => {
  expect(pledgeDue({ coverage: rateOf(86, 91), dueAt }, DUE_MS)).toEqual({ left: 5, isOver: false })
  expect(pledgeDue({ coverage: rateOf(86, 91), dueAt }, DUE_MS + 1)).toEqual({ left: 5, isOver: true })
})

it('says nothing where all have signed, nobody has to, or the figure is hidden', () => {
  for (const coverage of [rateOf(91, 91), rateOf(0, 0), suppressedRate()])
    expect(pledgeDue({ coverage, dueAt }, DUE_MS + 1)).toBeUndefined()
})
