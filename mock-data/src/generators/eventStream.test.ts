import { expect, it } from 'vitest'
import { checkEvent } from '../../test/checkEvent.ts'
import { eventStream, streamDeclarations } from './eventStream.ts'

const startMs = Date.parse('2026-11-23T15:00:00+08:00')
const units = ['top', 'a', 'b', 'c']
const options = { seed: 'stream', units, startMs }

it('gives valid events of every kind, a step apart, and as many as asked for', () => {
  const events = [...eventStream({ ...options, count: 5000, stepMs: 2 })]
  expect(events).toHaveLength(5000)
  expect(events.flatMap(event => checkEvent(event, startMs + 10_000) ?? [])).toEqual([])
  expect(new Set(events.map(({ source, id }) => `${source} ${id}`)).size).toBe(5000)
  expect(new Set(events.map(({ type }) => type)).size).toBe(6)
  expect(new Set(events.map(({ subject }) => subject))).toEqual(new Set(units))
  expect(Date.parse(events[4999]!.time) - startMs).toBe(9998)
})

it('never ends unless told to, and is the same for the same seed', () => {
  const take = (count: number) => Array.from({ length: count }, (() => {
    const stream = eventStream(options)
    return () => stream.next().value
  })())
  expect(take(2000)).toEqual(take(2000))
  expect(take(3000)).not.toContain(undefined)
})

it('ends only what it began, under the same unit', () => {
  const owner = new Map<unknown, string>()
  for (const { type, data, subject } of eventStream({ ...options, count: 20_000 })) {
    const object = data.task ?? data.finding
    if (type === 'qinglian.supervision.task-planned' || type === 'qinglian.supervision.finding-raised')
      owner.set(object, subject)
    else if (object !== undefined)
      expect(owner.get(object)).toBe(subject)
  }
  expect(owner.size).toBeGreaterThan(5000)
})

it('declares the units and people that it speaks of', () => {
  const declared = streamDeclarations(options)
  expect(declared.flatMap(event => checkEvent(event, startMs) ?? [])).toEqual([])
  const staff = new Set(declared.map(({ data }) => data.staffNo))
  const campaigns = new Set(declared.map(({ data }) => data.campaign))
  for (const { type, data } of eventStream({ ...options, count: 2000 })) {
    if (type === 'qinglian.pledge.signed') {
      expect(staff.has(data.staffNo)).toBe(true)
      expect(campaigns.has(data.campaign)).toBe(true)
    }
  }
  const identities = new Set(declared.map(({ source, id }) => `${source} ${id}`))
  expect([...eventStream({ ...options, count: 2000 })].filter(({ source, id }) => identities.has(`${source} ${id}`))).toEqual([])
})
