import { expect, it } from 'vitest'
import { directions, fixSum, freeMoves } from './freedom.ts'

const cells = (...positions: number[]) => positions.map(position => new Set([position]))

it('keeps a cell open while each figure holds another open cell', () => {
  const moves = [[0, 1], [1, 2]].reduce((left, sum) => fixSum(left, sum), freeMoves(3))
  expect(directions(moves, cells(0))).toBe(1)
  expect(directions(moves, cells(0, 1, 2))).toBe(1)
})

it('finds a cell that only a mixture with fractions gives', () => {
  const moves = [[0, 1], [1, 2], [0, 2]].reduce((left, sum) => fixSum(left, sum), freeMoves(3))
  expect(directions(moves, cells(0, 1, 2))).toBe(0)
})

it('knows a sum of two cells where neither is known', () => {
  const moves = [[0, 1, 2, 3], [2, 3]].reduce((left, sum) => fixSum(left, sum), freeMoves(4))
  expect(directions(moves, cells(0))).toBe(1)
  expect(directions(moves, cells(0, 1))).toBe(1)
  expect(directions(moves, [new Set([0, 1])])).toBe(0)
})

it('takes what is known already without a change', () => {
  const moves = fixSum(freeMoves(3), [0, 1])
  expect(fixSum(moves, [0, 1])).toEqual(moves)
})

it('stays exact beyond what a number holds', () => {
  // a + b, a + c and b + c + d known: d moves twice as far as a. Eighty times over, and once less the first cell.
  const doubled = Array.from({ length: 80 }, (_, i) => 3 * i).flatMap(a => [[a, a + 1], [a, a + 2], [a + 1, a + 2, a + 3]])
  const [move, ...others] = [...doubled, [240, 241], [241, 0, 242]].reduce((left, sum) => fixSum(left, sum), freeMoves(243))
  expect(others).toEqual([])
  expect(move!.get(242)! / move!.get(0)!).toBe(2n ** 80n - 1n)
  expect(move!.get(242)! % move!.get(0)!).toBe(0n)
})
