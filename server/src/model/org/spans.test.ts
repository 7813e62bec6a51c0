import { expect, it } from 'vitest'
import { begunAt, hasEnded, spanAt, spansBy, WITHOUT_LIMIT_MS } from './spans.ts'

const always = { name: 'always', since_ms: WITHOUT_LIMIT_MS, until_ms: null }
const short = { name: 'short', since_ms: 100, until_ms: 200 }
const last = { name: 'last', since_ms: 300, until_ms: null }
const spans = [always, short, last]

it.each([
  [-1e13, 'always'],
  [99, 'always'],
  [100, 'short'],
  [199, 'short'],
  [200, undefined],
  [299, undefined],
  [300, 'last'],
])('at %i %s holds: an ended span is not followed by an older one', (atMs, name) => {
  expect(spanAt(spans, atMs)?.name).toBe(name)
})

it('the latest that began is known after it has ended', () => {
  expect(begunAt(spans, 250)?.name).toBe('short')
  expect(begunAt([short], 99)).toBeUndefined()
  expect(spanAt([], 0)).toBeUndefined()
})

it('a span ends with its until, to the millisecond', () => {
  expect([hasEnded(short, 199), hasEnded(short, 200), hasEnded(last, 1e13)]).toEqual([false, true, false])
})

it('spans are grouped by whom they are about, in order of since', () => {
  const rows = [last, { ...short, name: 'other' }, always].map((span, i) => ({ ...span, code: i === 1 ? 'b' : 'a' }))
  const groups = spansBy(rows, row => row.code)
  expect([...groups].map(([code, all]) => [code, all.map(span => span.name)])).toEqual([['a', ['always', 'last']], ['b', ['other']]])
})
