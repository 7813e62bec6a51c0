import type { FeedItem } from '@qinglian/shared'
import { expect, it } from 'vitest'
import { feedLines } from './feedLines.ts'

function fact(change: Partial<FeedItem> = {}): FeedItem {
  return { at: '2026-09-11T10:31:00+08:00', unit: 'shouyi', unitName: '首义所(部)', kind: 'written_off', text: '首义所(部) 一项问题整改销号', params: {}, ...change }
}
const earlierHour = fact({ at: '2026-09-11T08:00:00+08:00', text: '首义所(部) 完成日常监督检查' })
const district = { unit: 'wuchang', maxItems: 5, timezone: 'Asia/Shanghai' }

it('sets the unit\'s name apart from the sentence, and leaves it out on the unit\'s own wall', () => {
  const items = [fact()]
  expect(feedLines({ items }, district)).toMatchObject([{ name: '首义所(部)', sentence: '一项问题整改销号' }])
  expect(feedLines({ items }, { ...district, unit: 'shouyi' })).toMatchObject([{ name: '', sentence: '一项问题整改销号' }])
})

it('shows the newest facts, as many as there is room for', () => {
  const items = [fact({ text: 'a' }), fact({ text: 'b' }), fact({ text: 'c' })]
  expect(feedLines({ items }, { ...district, maxItems: 2 }).map(line => line.sentence)).toEqual(['a', 'b'])
})

it('counts what a unit did again within an hour, in one line with the latest time and a lasting key', () => {
  const earlier = [fact({ at: '2026-09-11T10:20:00+08:00' }), fact({ unit: 'jicha', unitName: '稽查大队', text: '稽查大队 一项问题整改销号' }), fact({ at: '2026-09-11T10:05:00+08:00' })]
  const lines = feedLines({ items: [fact(), ...earlier, earlierHour] }, district)
  expect(lines).toMatchObject([{ at: '2026-09-11T10:31:00+08:00', name: '首义所(部)', count: 3 }, { name: '稽查大队', count: 1 }, { sentence: '完成日常监督检查' }])
  expect(feedLines({ items: earlier }, district)[0]?.key).toBe(lines[0]?.key)
})

it('counts nothing in the hour in which the topic ends, where there may have been more', () => {
  const items = [fact(), fact(), earlierHour, earlierHour, earlierHour]
  expect(feedLines({ items }, district).map(line => line.count)).toEqual([2, undefined])
})

it('begins a new line with a new hour of the installation\'s zone', () => {
  const items = [fact({ at: '2026-09-11T10:10:00+08:00' }), fact({ at: '2026-09-11T09:50:00+08:00' })]
  expect(feedLines({ items }, district).map(line => line.count)).toEqual([1, 1])
  expect(feedLines({ items: [...items, earlierHour] }, { ...district, timezone: 'Asia/Kolkata' }).map(line => line.count)).toEqual([2, 1])
})

it('gives an alert its severity', () => {
  expect(feedLines({ items: [fact({ kind: 'alert_raised', params: { severity: 'orange' } })] }, district)).toMatchObject([{ severity: 'orange' }])
  expect(feedLines({ items: [fact({ params: { severity: 'orange' } })] }, district)[0]).not.toHaveProperty('severity')
})
