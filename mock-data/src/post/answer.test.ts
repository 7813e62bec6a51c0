import { expect, it } from 'vitest'
import { describeRejection, readAnswer, readError, retryAfterMs } from './answer.ts'

it('reads Retry-After as seconds or as a date, and nothing else', () => {
  const nowMs = Date.parse('2026-11-23T15:00:00Z')
  expect(retryAfterMs('3', nowMs)).toBe(3000)
  expect(retryAfterMs('Mon, 23 Nov 2026 15:00:10 GMT', nowMs)).toBe(10_000)
  expect(retryAfterMs('Mon, 23 Nov 2026 14:00:00 GMT', nowMs)).toBe(0)
  expect(retryAfterMs('soon', nowMs)).toBeUndefined()
  expect(retryAfterMs('', nowMs)).toBeUndefined()
  expect(retryAfterMs(null, nowMs)).toBeUndefined()
})

it('takes only the contract\'s answer for an answer', () => {
  expect(readAnswer('{"accepted":1,"duplicate":0,"rejected":[]}')).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
  expect(readAnswer('{"accepted":"1","duplicate":0,"rejected":[]}')).toBeUndefined()
  expect(readAnswer('{"accepted":1,"duplicate":0,"rejected":[{"code":"event.invalid"}]}')).toBeUndefined()
  expect(readAnswer('<html>')).toBeUndefined()
})

it('reads an error body, and says so where there is none', () => {
  expect(readError('{"error":{"code":"scope.denied","message":"no","requestId":"r"}}')).toEqual({ code: 'scope.denied', message: 'no' })
  expect(readError('<html>').code).toBe('answer.unreadable')
})

it('describes a rejection in one line', () => {
  expect(describeRejection({ index: 3, code: 'event.invalid', pointer: '/data/at', message: 'wrong' })).toBe('#3 event.invalid /data/at: wrong')
})
