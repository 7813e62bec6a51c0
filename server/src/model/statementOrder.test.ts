import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/support/databases.ts'
import { compareBytes, isLater, statementKey, statementTime } from './statementOrder.ts'

const MS = Date.UTC(2026, 10, 23)
/** Where UTF-16 and bytes differ: surrogate pairs stand for characters above U+FFFF, and lie below U+E000. */
const AWKWARD = ['', 'a', 'ab', 'b', 'Z', '~', 'é', '武', '\uD7FF', '\uE000', '\uFB01', '\uFFFD', '\u{10000}', '𠮷', '\u{10FFFF}', 'a𠮷', 'a\uFB01']
const text = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'binary', maxLength: 4 }))
const sign = (n: number): number => Math.sign(n)

describe('texts', () => {
  it('compare as their UTF-8 bytes', () => {
    fc.assert(fc.property(text, text, (a, b) => {
      expect(sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }), { numRuns: 2000 })
  })

  it('put a character beyond U+FFFF after all others, which JavaScript alone does not', () => {
    expect(compareBytes('𠮷', '\uFB01')).toBeGreaterThan(0)
    expect('𠮷' > '\uFB01').toBe(false)
  })
})

describe('statements', () => {
  const key = ([timeMs, source, id]: readonly [number, string, string]): string => statementKey(timeMs, source, id)

  it.each([
    ['by time first', [MS, 'z', 'z'], [MS + 1, 'a', 'a']],
    ['by time across 1970', [-1, 'z', 'z'], [0, 'a', 'a']],
    ['then by source', [MS, '/a', 'z'], [MS, '/b', 'a']],
    ['by a source before what lies below it', [MS, '/a', 'z'], [MS, '/a/b', 'a']],
    ['by a source before one with another ending', [MS, '/a', 'z'], [MS, '/a!', 'a']],
    ['then by id', [MS, '/a', 'e-10'], [MS, '/a', 'e-9']],
    ['by id beyond U+FFFF last', [MS, '/a', '\uFFFD'], [MS, '/a', '😀']],
  ] as const)('order %s', (_, earlier, later) => {
    expect(isLater(key(later), key(earlier))).toBe(true)
    expect(isLater(key(earlier), key(later))).toBe(false)
  })

  it('do not stand over themselves, and stand over nothing', () => {
    const stmt = key([MS, '/a', 'e'])
    expect(isLater(stmt, stmt)).toBe(false)
    expect([isLater(stmt, null), isLater(stmt, undefined)]).toEqual([true, true])
  })

  it('know their instant', () => {
    expect(statementTime(key([MS + 7, '/a\u00E9', 'x']))).toBe(MS + 7)
  })
})

describeEachDatabase('the order of statements', (openStore) => {
  it('is the same in the database as in the process', async () => {
    const store = await openStore()
    const keys = AWKWARD.filter(word => word !== '').flatMap(word => [statementKey(MS, '/a', word), statementKey(MS, `/${word}`, 'e')])
    await store.write(tx => tx.db.insertInto('pledge_signature').values(keys.map((signed_stmt, i) => (
      { campaign: 'C', staff_no: `S${i}`, unit: 'a', signed_ms: MS, method: 'paper', signed_stmt, revoked_ms: null, revoked_unit: null, revoked_stmt: null }
    ))).execute())
    const rows = await store.reader.selectFrom('pledge_signature').select('signed_stmt').where('unit', '=', 'a').orderBy('signed_stmt').execute()
    expect(rows.map(row => row.signed_stmt)).toEqual([...keys].sort(compareBytes))
  })
})
