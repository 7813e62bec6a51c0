import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { openBareApp } from '../support/bareApp.ts'

const NAME = 'unit/shouyi/supervision'
const URL_OF = `/api/v1/topics/${NAME}`
describe('reading a topic', () => {
  it('answers exactly the topic, its value as it was stored', async () => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, { tasks: { done: 1 }, text: '首义 “所”' })
    const answer = await http.inject(URL_OF)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json()).toEqual({ name: NAME, audience: 'public', rev: 1, at: '2023-11-14T22:13:20.001Z', value: { tasks: { done: 1 }, text: '首义 “所”' } })
  })

  it('bears an entity tag of epoch, audience and rev, and varies by who asks', async () => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, 1)
    feed.set(NAME, 2)
    const { headers } = await http.inject(URL_OF)
    expect(headers).toMatchObject({ 'etag': '"e1-public-2"', 'vary': 'Cookie, Authorization', 'cache-control': 'no-cache' })
  })

  it.each(['"e1-public-1"', 'W/"e1-public-1"', '"x", "e1-public-1"', '*'])('answers 304 without a body to If-None-Match: %s', async (tag) => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, 1)
    const answer = await http.inject({ url: URL_OF, headers: { 'if-none-match': tag } })
    expect([answer.statusCode, answer.body]).toEqual([304, ''])
    expect(answer.headers).toMatchObject({ etag: '"e1-public-1"', vary: 'Cookie, Authorization' })
  })

  it('answers anew once the value or the epoch changed', async () => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, 1)
    const ask = async () => (await http.inject({ url: URL_OF, headers: { 'if-none-match': '"e1-public-1"' } })).statusCode
    feed.changeEpoch('e2')
    expect(await ask()).toBe(200)
    feed.changeEpoch('e1')
    feed.set(NAME, 2)
    expect(await ask()).toBe(200)
  })

  it('has a HEAD without the body', async () => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, 1)
    const answer = await http.inject({ method: 'HEAD', url: URL_OF })
    expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([200, '', '"e1-public-1"'])
  })

  it.each([
    'unit/shouyi/nothing',
    'unit/elsewhere/supervision',
    'unit/shouyi//supervision',
    'unit/shouyi/supervision/',
    'unit/../shouyi/supervision',
    'unit/%2e%2e/supervision',
    'unit%2Fshouyi%2Fsupervision',
    'unit/shouyi/%73upervision',
    'unit/Shouyi/supervision',
    'unit/shouyi/constructor',
    'unit/shouyi/__proto__',
    `unit/${'a'.repeat(300)}/supervision`,
    '',
  ])('knows no topic “%s”', async (name) => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, 1)
    const answer = await http.inject(`/api/v1/topics/${name}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ error: { code: 'topic.unknown', message: '没有这个主题' } })
  })

  it('waits for the first value of a unit that was declared a moment ago', async () => {
    const { http, feed } = await openBareApp()
    const asked = http.inject('/api/v1/topics/unit/wuchang/about')
    setImmediate(() => feed.set('unit/wuchang/about', { name: '武昌' }))
    expect((await asked).json()).toMatchObject({ rev: 1 })
  })
})

describe('the audience', () => {
  it('is the lower of asked and allowed', async () => {
    const { http, feed } = await openBareApp({ parts: { allowedAudience: () => 'internal' } })
    feed.set(NAME, 'p')
    feed.set(NAME, 'i', 'internal')
    feed.set(NAME, 'r', 'restricted')
    const valueFor = async (query: string) => (await http.inject(URL_OF + query)).json().value
    expect([await valueFor(''), await valueFor('?audience=internal'), await valueFor('?audience=restricted')]).toEqual(['p', 'i', 'i'])
  })

  it.each(['?audience=boss', '?audience=', '?audience=public&audience=internal'])('refuses %s', async (query) => {
    const { http, feed } = await openBareApp()
    feed.set(NAME, 1)
    const answer = await http.inject(URL_OF + query)
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'request.invalid'])
  })

  it('closes every read where even the public may not see', async () => {
    const { http } = await openBareApp({ parts: { allowedAudience: () => {
      throw new AppError('auth.device-required')
    } } })
    for (const url of [URL_OF, '/api/v1/units', '/api/v1/metrics']) {
      const answer = await http.inject(url)
      expect([url, answer.statusCode, answer.json().error.code]).toEqual([url, 401, 'auth.device-required'])
    }
  })
})

describe('the lists', () => {
  it('name every unit with its parent', async () => {
    const { http } = await openBareApp()
    expect((await http.inject('/api/v1/units')).json().units).toContainEqual({ code: 'shouyi', name: 'shouyi', shortName: 'shouyi', level: 'station', parent: null, pilot: false })
  })

  it('give the indicator catalogue with all its members', async () => {
    const { http } = await openBareApp()
    expect((await http.inject('/api/v1/metrics')).json()).toEqual({ metrics: [{ code: 'sup.plan_rate', name: '计划完成率', unit: '%' }] })
  })
})
