import type { Socket } from 'node:net'
import type { HttpApp } from '../../src/present/http/server.ts'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/db/store.ts'
import { AppError } from '../../src/errors.ts'
import { openBareApp } from '../support/bareApp.ts'

/** A route that fails with whatever is given. */
function failing(error: unknown) {
  return { doors: async (app: HttpApp) => {
    app.post('/api/v1/fail', { schema: { security: [] } }, async () => {
      throw error
    })
  } }
}

describe('an error', () => {
  it('has a code, a message for a person and the request id', async () => {
    const { http } = await openBareApp()
    const answer = await http.inject('/api/v1/nothing')
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: { code: 'route.unknown', message: '没有这个地址', requestId: 'r-1' } }])
  })

  it('carries details, further members and headers', async () => {
    const { http } = await openBareApp({ parts: failing(new AppError('event.not-cloudevent', { detail: '缺少 id' }, { body: { accepted: 0 }, headers: { 'x-more': '1' } })) })
    const answer = await http.inject({ method: 'POST', url: '/api/v1/fail' })
    expect(answer.json()).toEqual({ accepted: 0, error: { code: 'event.not-cloudevent', message: '不是 CloudEvents 1.0 事件：缺少 id', requestId: 'r-1' } })
    expect(answer.headers['x-more']).toBe('1')
  })

  it('that nobody expected reveals nothing, and its cause is in the log under the request id', async () => {
    const secret = Object.assign(new Error('select broke'), { detail: 'Key (staff_no)=(S-001)' })
    const { http, log } = await openBareApp({ parts: failing(secret) })
    const answer = await http.inject({ method: 'POST', url: '/api/v1/fail' })
    expect([answer.statusCode, answer.json()]).toEqual([500, { error: { code: 'server.internal', message: '服务器内部错误', requestId: 'r-1' } }])
    const line = log.find(entry => entry.includes('request failed'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ reqId: 'r-1', code: 'server.internal', err: { message: 'select broke' } })
    expect(log.join()).not.toContain('S-001')
  })

  it('of the store asks to come back, and is counted', async () => {
    const { http } = await openBareApp({ parts: failing(new StoreUnavailable('full', new Error('disk'))) })
    const answer = await http.inject({ method: 'POST', url: '/api/v1/fail' })
    expect([answer.statusCode, answer.json().error.code, answer.headers['retry-after']]).toEqual([503, 'store.unavailable', '2'])
    expect((await http.inject('/metrics')).body).toContain('qinglian_store_unavailable_total{reason="full"} 1')
  })

  it.each([
    ['bad JSON', { headers: { 'content-type': 'application/json' }, payload: '{"a":' }, 400, 'request.not-json'],
    ['an empty JSON body', { headers: { 'content-type': 'application/json' }, payload: '' }, 400, 'request.not-json'],
    ['a content type nobody reads', { headers: { 'content-type': 'application/x-thing' }, payload: 'x' }, 415, 'request.unsupported-media-type'],
    ['a body past the limit', { headers: { 'content-type': 'application/json' }, payload: JSON.stringify('x'.repeat(2_000_000)) }, 413, 'request.too-large'],
  ])('answers %s by the registry', async (...[, request, status, code]) => {
    const { http } = await openBareApp({ parts: failing(new Error('unreached')) })
    const answer = await http.inject({ method: 'POST', url: '/api/v1/fail', ...request })
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
  })

  it('answers a malformed address by the registry', async () => {
    const { http } = await openBareApp()
    const answer = await http.inject('/api/v1/units/%zz')
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'request.invalid'])
  })

  it('answers another method of a known address with 405 and what is allowed', async () => {
    const { http } = await openBareApp()
    const answer = await http.inject({ method: 'DELETE', url: '/api/v1/topics/unit/shouyi/about' })
    expect([answer.statusCode, answer.json().error.code, answer.headers.allow]).toEqual([405, 'route.method', 'GET, HEAD'])
  })

  it('answers what is no HTTP at all in the same shape', async () => {
    const app = await openBareApp()
    const { port } = new URL(await app.listen())
    const socket: Socket = connect(Number(port), '127.0.0.1')
    socket.write('NONSENSE\r\n\r\n')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ error: { code: 'request.invalid' } })
  })
})

describe('the log', () => {
  it('holds no query, no body and no header of a request', async () => {
    const { http, log } = await openBareApp()
    await http.inject({ method: 'POST', url: '/api/v1/units?token=SECRET-Q', headers: { 'authorization': 'Bearer SECRET-H', 'content-type': 'application/json' }, payload: '{"name":"SECRET-B"}' })
    await http.inject('/api/v1/topics/unit/SECRET-U/about')
    expect(log.length).toBeGreaterThan(0)
    expect(log.join()).not.toContain('SECRET')
  })
})
