import { expect, it } from 'vitest'
import { errorMessage, ERRORS } from './errors.ts'

it.each(Object.entries(ERRORS))('%s has a code of two words, a status, a text and help', (code, { status, message, help }) => {
  expect(code).toMatch(/^[a-z]+\.[a-z-]+$/)
  expect([200, 400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503]).toContain(status)
  expect(message).not.toMatch(/^\s*$|[a-z]+Error|\$\{/)
  expect(help).not.toMatch(/^\s*$/)
})

it('texts have no blanks to fill in but {detail}', () => {
  const blanks = Object.values(ERRORS).flatMap(({ message }) => message.match(/\{[^}]*\}/g) ?? [])
  expect([...new Set(blanks)]).toEqual(['{detail}'])
})

it('texts of 5xx are fixed', () => {
  expect(Object.values(ERRORS).filter(({ status, message }) => status >= 500 && message.includes('{'))).toEqual([])
})

it('fills in details, and leaves no braces where one is missing', () => {
  expect(errorMessage('event.invalid', { detail: 'signedAt' })).toBe('事件内容有误：signedAt')
  expect(errorMessage('event.invalid')).toBe('事件内容有误：')
  expect(errorMessage('event.invalid', { detail: '{detail} $& $1' })).toBe('事件内容有误：{detail} $& $1')
})
