import { describe, expect, it } from 'vitest'
import { coversSource, coversType, coversUnit, FULL_SCOPE, normalisePrefix } from './sourceScope.ts'

const party = { ...FULL_SCOPE, sourcePrefix: '/upstream/party' }

describe('scope of a source key', () => {
  it.each([
    ['/upstream/party', true],
    ['/upstream/party/pledges', true],
    ['/upstream/party2', false],
    ['/upstream/party?x=1', false],
    ['/upstream', false],
    ['/upstream/party/../hr', false],
    ['/upstream/party/%2E%2e/hr', false],
    ['/upstream/party/..', false],
    ['/upstream/party/v1.2/a..b', true],
    ['x/upstream/party', false],
  ])('under /upstream/party, %s counts: %s', (source, covered) => {
    expect(coversSource(party, source)).toBe(covered)
  })

  it('ends a prefix at a path boundary, also where it is the root', () => {
    expect(coversSource({ ...FULL_SCOPE, sourcePrefix: '/' }, '/upstream')).toBe(true)
    expect(coversSource({ ...FULL_SCOPE, sourcePrefix: '/' }, 'urn:party')).toBe(false)
    expect(coversSource(FULL_SCOPE, 'urn:party')).toBe(true)
  })

  it('reads a slash at the end of a prefix as none', () => {
    expect(normalisePrefix('/upstream/party//')).toBe('/upstream/party')
    expect(normalisePrefix('/')).toBe('/')
    expect(normalisePrefix('')).toBe('')
  })

  it('covers a type itself or its family', () => {
    const scope = { ...FULL_SCOPE, types: ['qinglian.pledge.*', 'qinglian.fact.retracted'] }
    expect(coversType(scope, 'qinglian.pledge.signed')).toBe(true)
    expect(coversType(scope, 'qinglian.fact.retracted')).toBe(true)
    expect(coversType(scope, 'qinglian.pledges.signed')).toBe(false)
    expect(coversType(scope, 'qinglian.fact.retracted2')).toBe(false)
    expect(coversType({ ...FULL_SCOPE, types: [] }, 'qinglian.pledge.signed')).toBe(false)
    expect(coversType(FULL_SCOPE, 'anything')).toBe(true)
  })

  it('asks the tree of now whether a unit lies below', () => {
    const asked: unknown[] = []
    const tree = {
      isDeclared: (unit: string) => unit !== 'new',
      isWithin: (...question: [string, string, number]) => {
        asked.push(question)
        return question[0] === 'shouyi'
      },
    }
    const scope = { ...FULL_SCOPE, unit: 'wuchang' }
    expect(coversUnit(scope, 'shouyi', { tree, nowMs: 5 })).toBe(true)
    expect(coversUnit(scope, 'elsewhere', { tree, nowMs: 5 })).toBe(false)
    expect(asked).toEqual([['shouyi', 'wuchang', 5], ['elsewhere', 'wuchang', 5]])
  })

  it('lets only a key without a unit speak for what is not declared', () => {
    const tree = { isDeclared: () => false, isWithin: () => true }
    expect(coversUnit({ ...FULL_SCOPE, unit: 'wuchang' }, 'new', { tree, nowMs: 0 })).toBe(false)
    expect(coversUnit(FULL_SCOPE, 'new', { tree, nowMs: 0 })).toBe(true)
  })
})
