import type { Cell } from './figures.ts'
import type { DisclosureInput } from './planDisclosure.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { figureId } from './figures.ts'
import { planDisclosure } from './planDisclosure.ts'
import { planTree } from './planTree.ts'
import { findExposed, rowsOf } from './test/attacker.ts'
import { anyTree, cellsOfTree, unitsOfTree } from './test/structures.ts'

const marketing = (...dens: number[]): Cell[] => dens.map((den, i) => ({ line: 'marketing', type: ['duty', 'honesty'][i]!, den }))
const leaf = (id: string, staff: Cell[]) => ({ id, staff, children: [] })

it('leaves nothing in the whole tree to subtract to one or two people', () => {
  fc.assert(fc.property(anyTree, (tree) => {
    const cells = cellsOfTree(tree)
    const suppressed = planTree(tree)
    const shown = [...rowsOf(unitsOfTree(tree), cells)].filter(([id]) => !suppressed.has(id))
    expect(findExposed(shown.map(([, row]) => row), cells)).toBeUndefined()
  }), { numRuns: 500 })
})

it('audits each unit that has children once, from the root, with what its parent hid', () => {
  const seen: DisclosureInput[] = []
  const city = {
    id: 'city',
    staff: marketing(2, 2),
    children: [
      { id: 'east', staff: marketing(4, 4), children: [leaf('e1', marketing(9, 9)), leaf('e2', marketing(8, 8))] },
      { id: 'west', staff: marketing(3, 3), children: [leaf('w1', marketing(7, 7))] },
    ],
  }
  planTree(city, (input) => {
    seen.push(input)
    return planDisclosure(input)
  })
  const west = (['duty', 'honesty'] as const).map(type => figureId('west', { kind: 'type', type }))
  expect(seen.map(input => [input.nodeId, input.alreadySuppressed?.size])).toEqual([['city', 0], ['east', 0], ['west', 4]])
  expect(seen[2]!.alreadySuppressed).toEqual(new Set([...west, figureId('west', { kind: 'total' }), figureId('west', { kind: 'line', line: 'marketing' })]))
})
