import type { UnitSpan } from './orgTree.ts'
import { describe, expect, it } from 'vitest'
import { createOrgTree } from './orgTree.ts'
import { WITHOUT_LIMIT_MS } from './spans.ts'

function span(code: string, parent: string | null, fields: Partial<UnitSpan> = {}): UnitSpan {
  return { code, parent, since_ms: WITHOUT_LIMIT_MS, until_ms: null, name: code.toUpperCase(), short_name: code, level: 'station', kind: null, pilot: 0, stmt: '', ...fields }
}
const tree = (...spans: UnitSpan[]) => createOrgTree(spans)
const NOW = 1_000

/** city → d → a, b; city → e → c */
const CITY = [span('city', null), span('d', 'city'), span('e', 'city'), span('a', 'd'), span('b', 'd'), span('c', 'e')]

describe('the tree', () => {
  const at = tree(...CITY).at(NOW)

  it('knows parents, children, paths and everything below', () => {
    expect([at.parent('a'), at.parent('city')]).toEqual(['d', undefined])
    expect([at.children('d'), at.children('a'), at.children('unheard-of')]).toEqual([['a', 'b'], [], []])
    expect(at.path('a')).toEqual(['city', 'd', 'a'])
    expect(at.subtree('city')).toEqual(['city', 'd', 'e', 'a', 'b', 'c'])
    expect([at.roots, at.detached]).toEqual([['city'], []])
  })

  it('tells what lies within what, itself included', () => {
    expect([at.isWithin('a', 'd'), at.isWithin('a', 'city'), at.isWithin('a', 'a'), at.isWithin('d', 'a'), at.isWithin('a', 'e')]).toEqual([true, true, true, false, false])
  })

  it('is the same in whatever order units were declared', () => {
    const reversed = tree(...CITY.toReversed()).at(NOW)
    expect([reversed.subtree('city'), reversed.roots]).toEqual([at.subtree('city'), at.roots])
  })

  it('shows pilots first, brigades last, others by code', () => {
    const spans = [span('d', null), span('z', 'd', { pilot: 1 }), span('y', 'd', { pilot: 1, kind: 'squad' }), span('a', 'd', { kind: 'squad' }), span('c', 'd'), span('b', 'd', { kind: 'office' })]
    expect(tree(...spans).at(NOW).children('d')).toEqual(['z', 'y', 'b', 'c', 'a'])
  })
})

describe('units without a place', () => {
  it('whose parent is unknown are detached roots, with what lies below them', () => {
    const at = tree(span('a', 'unheard-of'), span('b', 'a')).at(NOW)
    expect([at.roots, at.detached, at.path('b')]).toEqual([['a'], ['a'], ['a', 'b']])
  })

  it('whose parent has ended are detached roots', () => {
    const at = tree(span('d', null, { until_ms: 500 }), span('a', 'd')).at(NOW)
    expect([at.roots, at.detached]).toEqual([['a'], ['a']])
  })

  it('on a cycle are all detached roots; what hangs on the cycle stays below', () => {
    const at = tree(span('a', 'c'), span('b', 'a'), span('c', 'b'), span('x', 'a'), span('y', 'x')).at(NOW)
    expect([at.roots, at.detached]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c']])
    expect([at.path('y'), at.subtree('a')]).toEqual([['a', 'x', 'y'], ['a', 'x', 'y']])
  })

  it('that name themselves are detached roots', () => {
    const at = tree(span('a', 'a')).at(NOW)
    expect([at.roots, at.detached, at.path('a'), at.subtree('a')]).toEqual([['a'], ['a'], ['a'], ['a']])
  })

  it('that are not active stand alone', () => {
    const org = tree(span('d', null), span('a', 'd', { since_ms: 2_000 }))
    expect([org.at(NOW).isActive('a'), org.at(NOW).path('a'), org.at(NOW).children('d')]).toEqual([false, ['a'], []])
    expect([org.at(2_000).isActive('a'), org.at(2_000).path('a')]).toEqual([true, ['d', 'a']])
  })
})

describe('over time', () => {
  /** a moves from d to e at 500, and closes at 900. */
  const org = tree(span('d', null), span('e', null), span('a', 'd'), span('a', 'e', { since_ms: 500, until_ms: 900, name: 'NEW', pilot: 1 }))

  it('a unit stands where its span of the day says', () => {
    expect([499, 500, 899, 900].map(atMs => org.at(atMs).parent('a'))).toEqual(['d', 'e', 'e', undefined])
    expect([499, 500, 900].map(atMs => [org.isWithin('a', 'd', atMs), org.isWithin('a', 'e', atMs)])).toEqual([[true, false], [false, true], [false, false]])
  })

  it('asking about one day does not disturb another', () => {
    org.at(900)
    expect(org.at(0).children('d')).toEqual(['a'])
    expect(org.at(0)).toBe(org.at(499))
    for (let atMs = 0; atMs < 200; atMs++)
      tree(...CITY).at(atMs)
    expect(org.at(0).children('d')).toEqual(['a'])
  })

  it('the tree changes by itself at each since and until, and then no more', () => {
    expect([0, 499, 500, 899, 900].map(org.nextChange)).toEqual([500, 500, 900, 900, undefined])
  })

  it('a unit is described as it stood, or by its nearest declaration', () => {
    expect(org.describe('a', 0)).toEqual({ code: 'a', name: 'A', shortName: 'a', level: 'station', parent: 'd', pilot: false })
    expect(org.describe('a', 600)).toMatchObject({ name: 'NEW', parent: 'e', pilot: true })
    expect(org.describe('a', 5_000)).toMatchObject({ name: 'NEW', parent: null })
    expect(tree(span('a', 'd', { since_ms: 700, kind: 'squad' })).describe('a', 0)).toMatchObject({ code: 'a', kind: 'squad', parent: null })
    expect(org.describe('unheard-of', 0)).toBeUndefined()
  })

  it('every unit ever declared stays known', () => {
    expect([org.codes, org.isDeclared('a'), org.isDeclared('x')]).toEqual([['a', 'd', 'e'], true, false])
    expect(org.entries(5_000).map(entry => entry.code)).toEqual(['a', 'd', 'e'])
  })
})
