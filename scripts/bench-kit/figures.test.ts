import { expect, it } from 'vitest'
import { median, pairedRatio, percentile } from './figures.ts'

it('gives ranks that were measured', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
  expect(percentile(hundred, 0.95)).toBe(95)
  expect(percentile(hundred, 0.99)).toBe(99)
  expect(percentile(hundred, 1)).toBe(100)
  expect(percentile([], 0.5)).toBeNaN()
})

it('takes the middle, and between two middles their mean', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

it('takes the ratio pair by pair, so that a slow stretch of the machine cancels out', () => {
  expect(pairedRatio([10, 20, 100], [20, 40, 200])).toBe(0.5)
  expect(pairedRatio([10, 100, 12], [20, 200, 8])).toBe(0.5)
})
