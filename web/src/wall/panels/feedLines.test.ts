import type { FeedItem } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { feedLines } from './feedLines.ts'

function fact(change: Partial<FeedItem> = {}): FeedItem {
  return { at: '2026-09-11T10:31:00+08:00', unit: 'shouyi', unitName: '首义所(部)', kind: 'written_off', text: '首义所(部) 一项问题整改销号', params: {}, ...change }
}

it('sets the unit\'s name apart from the sentence, and leaves it out on the unit\'s own wall', () => {
  const items = [fact()]
  expect(feedLines({ items }, { unit: 'wuchang', maxItems: 5 })).toMatchObject([{ name: '首义所(部)', sentence: '一项问题整改销号' }])
  expect(feedLines({ items }, { unit: 'shouyi', maxItems: 5 })).toMatchObject([{ name: '', sentence: '一项问题整改销号' }])
})

it('shows the newest facts, as many as there is room for', () => {
  const items = [fact({ text: 'a' }), fact({ text: 'b' }), fact({ text: 'c' })]
  expect(feedLines({ items }, { unit: 'wuchang', maxItems: 2 }).map(line => line.sentence)).toEqual(['a', 'b'])
})

it('tells two equal facts of one moment apart', () => {
  const keys = feedLines({ items: [fact(), fact()] }, { unit: 'wuchang', maxItems: 5 }).map(line => line.key)
  expect(new Set(keys).size).toBe(2)
})
