import { describe, expect, it } from 'vitest'
import { createMeters } from '../../src/present/http/meters.ts'
import { openBareApp } from '../support/bareApp.ts'

describe('readiness', () => {
  it('begins once topics are served; life begins before', async () => {
    const app = await openBareApp()
    const before = await app.http.inject('/readyz')
    expect([before.statusCode, before.json().error.code, before.headers['retry-after']]).toEqual([503, 'server.starting', '2'])
    expect((await app.http.inject('/healthz')).statusCode).toBe(200)
    await app.start()
    expect((await app.http.inject('/readyz')).json()).toEqual({ status: 'ok' })
  })
})

describe('read limits', () => {
  const limits = { reads: 3, facts: 100, files: 50 }
  const ask = async (app: Awaited<ReturnType<typeof openBareApp>>, url: string, remoteAddress = '10.0.0.1') => app.http.inject({ url, remoteAddress })

  it('answer 429 in our shape with Retry-After, address by address', async () => {
    const app = await openBareApp({ limits })
    for (let i = 0; i < 3; i++)
      expect((await ask(app, '/api/v1/units')).statusCode).toBe(200)
    const answer = await ask(app, '/api/v1/units')
    expect([answer.statusCode, answer.json().error.code, answer.headers['retry-after']]).toEqual([429, 'rate.limited', '1'])
    expect((await ask(app, '/api/v1/units', '10.0.0.2')).statusCode).toBe(200)
  })

  it('count addresses that are not there as well', async () => {
    const app = await openBareApp({ limits })
    const codes = []
    for (let i = 0; i < 5; i++)
      codes.push((await ask(app, `/api/v1/nothing-${i}`)).statusCode)
    expect(codes).toEqual([404, 404, 404, 429, 429])
  })

  it.each(['/healthz', '/readyz', '/metrics'])('exempt %s', async (url) => {
    const app = await openBareApp({ limits })
    await app.start()
    for (let i = 0; i < 60; i++)
      expect((await ask(app, url)).statusCode).toBe(200)
  })

  it('leave a wall\'s first load alone', async () => {
    const app = await openBareApp({ limits })
    for (let i = 0; i < 20; i++)
      expect((await ask(app, `/assets/file-${i}.js`)).statusCode).toBe(404)
    expect((await ask(app, '/api/v1/units')).statusCode).toBe(200)
  })
})

describe('the figures for operators', () => {
  it('cover the path of a fact, without any unit or id in them', async () => {
    const meters = createMeters()
    const app = await openBareApp({ parts: { meters, writer: { depth: 7, close: async () => undefined } } })
    await app.listen()
    meters.committed(12)
    meters.counted('accepted', 500)
    meters.counted('refused', 2)
    meters.presented(3, 240)
    await new Promise<void>(resolve => app.connect().on('connect', () => resolve()))
    const { body } = await app.http.inject('/metrics')
    expect(body.split('\n')).toEqual(expect.arrayContaining([
      'qinglian_ingest_queue_depth 7',
      'qinglian_commit_seconds_count 1',
      'qinglian_events_total{outcome="accepted"} 500',
      'qinglian_events_total{outcome="refused"} 2',
      'qinglian_topics_presented_total 3',
      'qinglian_topic_lag_seconds_count 1',
      'qinglian_sockets{audience="public"} 1',
      'qinglian_sockets{audience="restricted"} 0',
      'qinglian_store_available 1',
    ]))
    expect(body).not.toMatch(/shouyi|wuchang/)
  })
})
