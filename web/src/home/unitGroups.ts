/** The units as groups for the list of walls: each unit that has others below it, with these. */
import type { UnitEntry } from '@qinglian/shared'

export interface UnitGroup { head: UnitEntry | undefined, members: UnitEntry[] }

/** Order of the server is kept. Units without parent and children stand in one last group without a head. */
export function unitGroups(units: readonly UnitEntry[]): UnitGroup[] {
  const codes = new Set(units.map(unit => unit.code))
  const childrenOf = (code: string): UnitEntry[] => units.filter(unit => unit.parent === code)
  const groups: UnitGroup[] = units
    .map(head => ({ head, members: childrenOf(head.code) }))
    .filter(group => group.members.length > 0)
  const alone = units.filter(unit => (unit.parent === null || !codes.has(unit.parent)) && childrenOf(unit.code).length === 0)
  return alone.length === 0 ? groups : [...groups, { head: undefined, members: alone }]
}
