/** Random structures, rich in lines, types and parts of one and two people, for the properties. */
import type { Cell } from '../figures.ts'
import type { Part } from '../planDisclosure.ts'
import type { UnitStructure } from '../planTree.ts'
import type { Shown, StaffCell } from './attacker.ts'
import fc from 'fast-check'

export const anyDen = fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 9)
export const largeDen = fc.constantFrom(0, 3, 4, 9)

/** Up to two lines and three types. */
export function staffOf(den: fc.Arbitrary<number>): fc.Arbitrary<Cell[]> {
  return fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 })).chain(([lines, types]) => {
    const places = ['monopoly', 'marketing'].slice(0, lines).flatMap(line => ['duty', 'honesty', 'law'].slice(0, types).map(type => ({ line, type })))
    return fc.tuple(...places.map(place => den.map(count => ({ ...place, den: count }))))
  })
}

/** Up to four children, and own staff or not. */
export function partsOf(den: fc.Arbitrary<number>): fc.Arbitrary<Part[]> {
  return fc.tuple(fc.array(staffOf(den), { minLength: 1, maxLength: 4 }), fc.option(staffOf(den), { nil: undefined }))
    .map(([children, own]) => [
      ...children.map((cells, i) => ({ id: `c${i}`, published: true, cells })),
      ...(own === undefined ? [] : [{ id: 'own', published: false, cells: own }]),
    ])
}

/** A root with one or two levels below. */
export const anyTree: fc.Arbitrary<UnitStructure> = fc.tuple(staffOf(anyDen), fc.array(
  fc.tuple(staffOf(anyDen), fc.array(staffOf(anyDen), { maxLength: 2 })),
  { minLength: 1, maxLength: 3 },
)).map(([staff, children]) => ({
  id: 'root',
  staff,
  children: children.map(([own, below], i) => ({
    id: `c${i}`,
    staff: own,
    children: below.map((cells, k) => ({ id: `c${i}-${k}`, staff: cells, children: [] })),
  })),
}))

export function cellsOfParts(parts: readonly Part[]): StaffCell[] {
  return parts.flatMap(part => part.cells.map(cell => ({ ...cell, place: part.id })))
}

/** The unit `node` and those of its parts that have figures. */
export function unitsOfParts(parts: readonly Part[]): Shown[] {
  const children = parts.filter(part => part.published).map(({ id }) => ({ unit: id, places: new Set([id]) }))
  return [{ unit: 'node', places: new Set(parts.map(part => part.id)) }, ...children]
}

export function cellsOfTree(unit: UnitStructure): StaffCell[] {
  return [...unit.staff.map(cell => ({ ...cell, place: unit.id })), ...unit.children.flatMap(cellsOfTree)]
}

export function unitsOfTree(unit: UnitStructure): Shown[] {
  const below = unit.children.map(unitsOfTree)
  return [{ unit: unit.id, places: new Set([unit.id, ...below.flatMap(([child]) => [...child!.places])]) }, ...below.flat()]
}
