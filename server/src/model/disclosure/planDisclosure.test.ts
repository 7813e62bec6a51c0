import type { Cell } from './figures.ts'
import type { Part } from './planDisclosure.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figureId } from './figures.ts'
import { planDisclosure } from './planDisclosure.ts'
import { findExposed, people, rank, rowsOf } from './test/attacker.ts'
import { anyDen, cellsOfParts, largeDen, partsOf, unitsOfParts } from './test/structures.ts'

/** What a reader may work with, and what is hidden from them. */
function audit(parts: Part[]) {
  const cells = cellsOfParts(parts)
  const { suppressed } = planDisclosure({ nodeId: 'node', parts })
  const all = rowsOf(unitsOfParts(parts), cells)
  const shown = [...all].filter(([id]) => !suppressed.has(id))
  return { cells, suppressed, all, shown, rows: shown.map(([, row]) => row) }
}

/** Everybody signs each of the types. */
function staff(byLine: Record<string, number>, types = ['duty', 'honesty']): Cell[] {
  return Object.entries(byLine).flatMap(([line, den]) => types.map(type => ({ line, type, den })))
}

const total = { kind: 'total' } as const
const type = (name: string) => ({ kind: 'type', type: name }) as const
const line = (name: string) => ({ kind: 'line', line: name }) as const

describe('what no reader can find', () => {
  it('leaves nothing to subtract to one or two people', () => {
    fc.assert(fc.property(partsOf(anyDen), (parts) => {
      const { rows, cells } = audit(parts)
      expect(findExposed(rows, cells)).toBeUndefined()
    }), { numRuns: 300 })
  })

  it('finds something where only the small figures themselves are hidden', () => {
    const parts = [{ id: 'office', published: false, cells: staff({ marketing: 6, monopoly: 5, other: 1 }) }]
    const rows = rowsOf(unitsOfParts(parts), cellsOfParts(parts))
    rows.delete(figureId('node', line('other')))
    expect(findExposed([...rows.values()], cellsOfParts(parts))?.map(cell => cell.line)).toEqual(['other', 'other'])
  })

  it('shows no figure over one or two people', () => {
    fc.assert(fc.property(partsOf(anyDen), (parts) => {
      const { shown, cells } = audit(parts)
      const groups = shown.map(([, row]) => people(cells.filter((_, i) => row[i] === 1)))
      expect(groups.filter(group => group < 3)).toEqual([])
    }))
  })

  it('lets nothing below give away what the parent had to hide', () => {
    fc.assert(fc.property(partsOf(anyDen), fc.nat(), (parts, pick) => {
      const all = rowsOf(unitsOfParts(parts), cellsOfParts(parts))
      const own = [...all.keys()].filter(id => id.startsWith('node/'))
      fc.pre(own.length > 0)
      const hidden = own[pick % own.length]!
      const { suppressed } = planDisclosure({ nodeId: 'node', parts, alreadySuppressed: new Set([hidden]) })
      const shown = [...all].filter(([id]) => !suppressed.has(id))
      const shownOwn = shown.filter(([id]) => id.startsWith('node/'))
      const [below, above] = [shown, shownOwn].map(figures => figures.map(([, row]) => row))
      const tells = (rows: number[][]) => rank([...rows, all.get(hidden)!]) === rank(rows)
      expect(suppressed.has(hidden)).toBe(true)
      expect(tells(below!)).toBe(tells(above!))
    }))
  })
})

describe('what stays on show', () => {
  it('hides nothing where every group is large', () => {
    fc.assert(fc.property(partsOf(largeDen), (parts) => {
      expect(audit(parts).suppressed).toEqual(new Set())
    }))
  })

  it('hides nothing in vain: any one of the children\'s figures shown again would tell', () => {
    fc.assert(fc.property(partsOf(anyDen), (parts) => {
      const { rows, cells, suppressed, all } = audit(parts)
      fc.pre(![...suppressed].some(id => id.startsWith('node/')))
      for (const id of suppressed)
        expect(findExposed([...rows, all.get(id)!], cells), id).toBeDefined()
    }))
  })

  it('leaves figures over nobody alone', () => {
    fc.assert(fc.property(partsOf(anyDen), (parts) => {
      const { suppressed, all } = audit([...parts, { id: 'empty', published: true, cells: staff({ monopoly: 0 }) }])
      expect([...suppressed].filter(id => !all.has(id))).toEqual([])
    }))
  })

  it('hides a second line where one would be subtracted to, the smaller one', () => {
    const { suppressed } = planDisclosure({ nodeId: 'node', parts: [{ id: 'office', published: false, cells: staff({ marketing: 6, monopoly: 5, other: 1 }) }] })
    expect(suppressed).toEqual(new Set([line('other'), line('monopoly')].map(kind => figureId('node', kind))))
  })

  it('keeps totals before types', () => {
    const cells = [{ line: 'marketing', type: 'duty', den: 6 }, { line: 'marketing', type: 'honesty', den: 5 }, { line: 'marketing', type: 'law', den: 2 }]
    const { suppressed } = planDisclosure({ nodeId: 'node', parts: [{ id: 'office', published: false, cells }] })
    expect(suppressed).toEqual(new Set([type('law'), type('honesty')].map(kind => figureId('node', kind))))
  })

  it('keeps types before lines', () => {
    // Line monopoly less type law is one person; so is type duty less what line marketing leaves of it without honesty.
    const cells = [
      { line: 'marketing', type: 'duty', den: 5 },
      { line: 'marketing', type: 'honesty', den: 5 },
      { line: 'monopoly', type: 'duty', den: 1 },
      { line: 'monopoly', type: 'law', den: 5 },
    ]
    const { suppressed } = planDisclosure({ nodeId: 'node', parts: [{ id: 'office', published: false, cells }] })
    expect(suppressed).toEqual(new Set([line('marketing'), line('monopoly')].map(kind => figureId('node', kind))))
  })

  it('hides the smallest child where the unit\'s own staff would be what is left', () => {
    const parts = [
      { id: 'east', published: true, cells: staff({ marketing: 8 }) },
      { id: 'west', published: true, cells: staff({ marketing: 5 }) },
      { id: 'office', published: false, cells: staff({ marketing: 2 }) },
    ]
    const { suppressed } = planDisclosure({ nodeId: 'node', parts })
    expect(suppressed).toEqual(new Set([total, type('duty'), type('honesty'), line('marketing')].map(kind => figureId('west', kind))))
  })
})

describe('one structure, one plan', () => {
  it('does not depend on the order of parts and cells', () => {
    const shuffled = partsOf(anyDen).chain(parts => fc.tuple(
      fc.constant(parts),
      fc.shuffledSubarray(parts, { minLength: parts.length }).chain(order => fc.tuple(...order.map(part =>
        fc.shuffledSubarray([...part.cells], { minLength: part.cells.length }).map(cells => ({ ...part, cells })),
      ))),
    ))
    fc.assert(fc.property(shuffled, ([parts, other]) => {
      expect(audit(other).suppressed).toEqual(audit(parts).suppressed)
    }))
  })

  it('gives a second audit of the same figures nothing more to hide', () => {
    fc.assert(fc.property(partsOf(anyDen), (parts) => {
      const { suppressed } = audit(parts)
      const own = new Set([...suppressed].filter(id => id.startsWith('node/')))
      expect(planDisclosure({ nodeId: 'node', parts, alreadySuppressed: own }).suppressed).toEqual(suppressed)
    }))
  })
})
