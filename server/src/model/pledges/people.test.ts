import type { StaffSpan } from './people.ts'
import { expect, it } from 'vitest'
import { isSignatory, placeAt, serviceAt } from './people.ts'

const span = (fields: Partial<StaffSpan>): StaffSpan => ({ staff_no: 'S', since_ms: 0, unit: 'a', name_enc: '', line: 'marketing', roles: '[]', party_member: 0, status: 'active', until_ms: null, stmt: '', ...fields })

it('who has left still stands where they were last, off the rolls', () => {
  const spans = [span({}), span({ since_ms: 100, unit: 'b', until_ms: 200 })]
  expect([0, 100, 199, 200].map(atMs => [placeAt(spans, atMs)?.unit, placeAt(spans, atMs)?.onRolls])).toEqual([['a', true], ['b', true], ['b', true], ['b', false]])
  expect([placeAt(spans, -1), serviceAt(spans, 200)]).toEqual([undefined, undefined])
})

it.each([['active', true], ['leave', true], ['transferred', false], ['retired', false]])('status %s is on the rolls: %s', (status, onRolls) => {
  expect(placeAt([span({ status })], 1)?.onRolls).toBe(onRolls)
  expect(serviceAt([span({ status })], 1) !== undefined).toBe(onRolls)
})

it.each([
  [{ all: true as const }, true],
  [{ lines: ['marketing' as const] }, true],
  [{ lines: ['monopoly' as const] }, false],
  [{ roles: ['clerk', 'head'] }, true],
  [{ roles: ['clerk'] }, false],
  [{ staffNos: ['S'] }, true],
  [{ staffNos: ['S1'] }, false],
])('a head of marketing, S, among %j: %s', (signatories, belongs) => {
  expect(isSignatory(signatories, span({ roles: '["head"]' }))).toBe(belongs)
})
