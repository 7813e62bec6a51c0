/**
 * The tree of units, at any instant.
 *
 * Built from the unit spans, immutable; a new one is built when a unit is declared. A unit whose parent is unknown
 * or not active, or that lies on a parent cycle, is a root and is listed as detached (contract.md §2).
 * Asking is cheap: the tree between two changes is computed once and kept.
 */
import type { UnitEntry, UnitKind, UnitLevel } from '@qinglian/shared'
import type { Row } from '../../db/store.ts'
import { begunAt, spanAt, spansBy } from './spans.ts'

export type UnitSpan = Row<'unit_span'>

/** The tree at one instant. Codes of units that are not active then have no place in it. */
export interface TreeAt {
  isActive: (code: string) => boolean
  parent: (code: string) => string | undefined
  /** Direct children, in the order they are shown. */
  children: (code: string) => readonly string[]
  /** From the root down to the unit itself; just the unit where it is not active. */
  path: (code: string) => readonly string[]
  /** The unit and everything below it. */
  subtree: (code: string) => readonly string[]
  isWithin: (code: string, ancestor: string) => boolean
  readonly roots: readonly string[]
  /** Units treated as roots although they name a parent. */
  readonly detached: readonly string[]
}

export interface OrgTree {
  isDeclared: (code: string) => boolean
  readonly codes: readonly string[]
  at: (atMs: number) => TreeAt
  isWithin: (code: string, ancestor: string, atMs: number) => boolean
  /** The next instant after `atMs` at which the tree changes by itself. */
  nextChange: (atMs: number) => number | undefined
  /** How a unit stands at an instant; where it is not active then, its nearest declaration. */
  describe: (code: string, atMs: number) => UnitEntry | undefined
  entries: (atMs: number) => UnitEntry[]
}

/** Trees of past instants kept at hand; day figures walk through them in order. */
const MAX_KEPT_TREES = 64

export function createOrgTree(rows: readonly UnitSpan[]): OrgTree {
  const spans = spansBy(rows, row => row.code)
  const changes = [...new Set(rows.flatMap(row => row.until_ms === null ? [row.since_ms] : [row.since_ms, row.until_ms]))].sort((a, b) => a - b)
  const kept = new Map<number, TreeAt>()

  function at(atMs: number): TreeAt {
    const index = countUpTo(changes, atMs)
    let tree = kept.get(index)
    if (tree === undefined) {
      if (kept.size >= MAX_KEPT_TREES)
        kept.clear()
      tree = treeAt(spans, atMs)
      kept.set(index, tree)
    }
    return tree
  }

  function describe(code: string, atMs: number): UnitEntry | undefined {
    const own = spans.get(code)
    const span = own && (begunAt(own, atMs) ?? own[0])
    if (span === undefined)
      return undefined
    return {
      code,
      name: span.name,
      shortName: span.short_name,
      level: span.level as UnitLevel,
      ...(span.kind === null ? {} : { kind: span.kind as UnitKind }),
      parent: at(atMs).parent(code) ?? null,
      pilot: span.pilot === 1,
    }
  }

  const codes = [...spans.keys()].sort()
  return {
    isDeclared: code => spans.has(code),
    codes,
    at,
    isWithin: (code, ancestor, atMs) => at(atMs).isWithin(code, ancestor),
    nextChange: atMs => changes[countUpTo(changes, atMs)],
    describe,
    entries: atMs => codes.map(code => describe(code, atMs)!),
  }
}

function treeAt(spans: ReadonlyMap<string, readonly UnitSpan[]>, atMs: number): TreeAt {
  const active = new Map<string, UnitSpan>()
  for (const [code, own] of spans) {
    const span = spanAt(own, atMs)
    if (span !== undefined)
      active.set(code, span)
  }
  const stated = (code: string): string | undefined => {
    const parent = active.get(code)?.parent ?? undefined
    return parent !== undefined && active.has(parent) ? parent : undefined
  }
  const parents = new Map<string, string>()
  const children = new Map<string, string[]>()
  const detached: string[] = []
  for (const [code, span] of active) {
    const parent = stated(code)
    if (parent === undefined || liesOnCycle(code, stated)) {
      if (span.parent !== null)
        detached.push(code)
      continue
    }
    parents.set(code, parent)
    children.set(parent, [...(children.get(parent) ?? []), code])
  }
  const shown = (a: string, b: string): number => showOrder(active.get(a)!, active.get(b)!)
  for (const list of children.values())
    list.sort(shown)

  function path(code: string): string[] {
    const up = [code]
    for (let parent = parents.get(code); parent !== undefined; parent = parents.get(parent))
      up.push(parent)
    return up.reverse()
  }
  return {
    isActive: code => active.has(code),
    parent: code => parents.get(code),
    children: code => children.get(code) ?? [],
    path,
    subtree(code) {
      const all = [code]
      for (let i = 0; i < all.length; i++)
        all.push(...children.get(all[i]!) ?? [])
      return all
    },
    isWithin: (code, ancestor) => code === ancestor || path(code).includes(ancestor),
    roots: [...active.keys()].filter(code => !parents.has(code)).sort(shown),
    detached: detached.sort(),
  }
}

function liesOnCycle(code: string, parentOf: (code: string) => string | undefined): boolean {
  const seen = new Set<string>()
  for (let up = parentOf(code); up !== undefined && !seen.has(up); up = parentOf(up)) {
    if (up === code)
      return true
    seen.add(up)
  }
  return false
}

/** Pilots first, brigades last, then by code. */
function showOrder(a: UnitSpan, b: UnitSpan): number {
  return b.pilot - a.pilot || Number(a.kind === 'squad') - Number(b.kind === 'squad') || (a.code < b.code ? -1 : 1)
}

/** How many of the sorted numbers are not above `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= limit)
      low = middle + 1
    else
      high = middle
  }
  return low
}
