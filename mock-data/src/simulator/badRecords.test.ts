import { describe, expect, it } from 'vitest'
import { checkEvent } from '../../test/checkEvent.ts'
import { buildDistrict } from '../district/buildDistrict.ts'
import { createRandom } from '../random.ts'
import { BAD_KINDS, spoil, spoilSomehow } from './badRecords.ts'

const NOW = '2026-11-23T15:00:00+08:00'
const nowMs = Date.parse(NOW)
const { events } = buildDistrict({ seed: 'bad', now: NOW })
// One of each type, and some more, all stated just now.
const sample = [...Map.groupBy(events, event => event.type).values()].flatMap(group => group.slice(0, 8)).map(event => ({ ...event, time: NOW }))

describe.each(BAD_KINDS)('%s', (kind) => {
  const random = createRandom(kind)
  const bad = sample.flatMap(event => spoil(kind, { event, previous: { ...event, id: 'before', data: {} }, random }) ?? [])

  it('fits some of the events', () => {
    expect(bad.length).toBeGreaterThan(0)
  })

  it('is refused for the reason it was made for, and no other', () => {
    for (const { event, code, pointers } of bad) {
      if (kind === 'reused-id') {
        expect(checkEvent(event, nowMs)).toBeUndefined()
        expect(event.id).toBe('before')
        continue
      }
      const verdict = checkEvent(event, nowMs)
      expect(verdict?.code).toBe(code)
      expect(verdict?.pointers.filter(pointer => pointer !== '/data' && !pointers.includes(pointer))).toEqual([])
      expect(verdict?.pointers.some(pointer => pointers.includes(pointer))).toBe(true)
    }
  })
})

it('leaves the good event as it was', () => {
  const before = JSON.stringify(sample)
  const random = createRandom('untouched')
  sample.forEach(event => spoilSomehow({ event, previous: undefined, random }))
  expect(JSON.stringify(sample)).toBe(before)
})

it('spoils in every way sooner or later', () => {
  const random = createRandom('all')
  const kinds = new Set(Array.from({ length: 2000 }, (_, i) => spoilSomehow({ event: sample[i % sample.length]!, previous: sample[(i + 1) % sample.length], random }).kind))
  expect([...kinds].sort()).toEqual([...BAD_KINDS].sort())
})
