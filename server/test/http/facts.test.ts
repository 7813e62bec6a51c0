/** The facts behind a number over HTTP; what they are is tested beside `listFacts.ts`. */
import type { FactsQuestion } from '../../src/present/metrics/listFacts.ts'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { openBareApp } from '../support/bareApp.ts'

const URL_OF = '/api/v1/metrics/sup.plan_rate/units/shouyi/facts'
const ANSWER = {
  code: 'sup.plan_rate',
  unit: 'shouyi',
  at: '2026-11-23T02:00:00.000Z',
  facts: [{ unit: 'shouyi', unitName: '首义', kind: 'task', day: '2026-11-20', num: 1, den: 1 }, { unit: 'shouyi', unitName: '首义', kind: 'task', id: 'T', day: null, at: '2026-11-20T02:00:00.000Z', num: 0, den: null }],
  next: 'more',
}

async function asked(url: string, allowed: 'public' | 'internal' = 'public') {
  const questions: FactsQuestion[] = []
  const { http } = await openBareApp({ parts: { allowedAudience: () => allowed, listFacts: async (question) => {
    questions.push(question)
    return ANSWER
  } } })
  const answer = await http.inject(url)
  return { status: answer.statusCode, body: answer.json<{ error?: { code: string } }>(), headers: answer.headers, questions }
}

describe('listing facts', () => {
  it('answers a page as it is, fresh for each who asks', async () => {
    const { status, body, headers, questions } = await asked(URL_OF)
    expect([status, body]).toEqual([200, ANSWER])
    expect(headers).toMatchObject({ 'vary': 'Cookie, Authorization', 'cache-control': 'no-cache' })
    expect(questions).toEqual([{ code: 'sup.plan_rate', unit: 'shouyi', audience: 'public', day: undefined, after: undefined, limit: 50 }])
  })

  it('takes a day, a size, a mark, and no more of an audience than is allowed', async () => {
    // The instant lies on the 20th in Shanghai, 20,777 days after the first of 1970 (20454 to the end of 2025, and 323 of the year).
    const { questions } = await asked(`${URL_OF}?at=2026-11-19T20:00:00Z&limit=200&after=abc&audience=restricted`, 'internal')
    expect(questions).toEqual([{ code: 'sup.plan_rate', unit: 'shouyi', audience: 'internal', day: 20_777, after: 'abc', limit: 200 }])
  })

  it.each(['?limit=0', '?limit=201', '?limit=-1', '?limit=ten', '?limit=', '?after=', `?after=${'a'.repeat(4001)}`, '?at=yesterday', '?audience=boss', '?limit=1&limit=2'])('refuses %s', async (query) => {
    const { status, body, questions } = await asked(URL_OF + query)
    expect([status, body.error?.code, questions]).toEqual([400, 'request.invalid', []])
  })

  it('knows no other unit, nor what nobody lists', async () => {
    const { http } = await openBareApp()
    const codeOf = async (url: string) => (await http.inject(url)).json<{ error: { code: string } }>().error.code
    expect([await codeOf(URL_OF.replace('shouyi', 'elsewhere')), await codeOf(URL_OF)]).toEqual(['unit.unknown', 'metric.unknown'])
  })

  it('answers a mark that leads nowhere by the registry', async () => {
    const { http } = await openBareApp({ parts: { listFacts: async () => {
      throw new AppError('cursor.invalid')
    } } })
    const answer = await http.inject(`${URL_OF}?after=x`)
    expect([answer.statusCode, answer.json()]).toEqual([400, { error: { code: 'cursor.invalid', message: '翻页标记无效或已过期', requestId: 'r-1' } }])
  })

  it('is described with what it answers', async () => {
    const { http } = await openBareApp()
    const { paths } = (await http.inject('/api/v1/openapi.json')).json<{ paths: Record<string, { get: { parameters: { name: string }[], responses: Record<string, { content: Record<string, { schema: { properties: object } }> }> } }> }>()
    const { parameters, responses } = paths['/api/v1/metrics/{code}/units/{unit}/facts']!.get
    expect(parameters.map(parameter => parameter.name).sort()).toEqual(['after', 'at', 'audience', 'code', 'limit', 'unit'])
    expect(Object.keys(responses).sort()).toEqual(['200', '400', '404', 'default'])
    expect(Object.keys(responses['200']!.content['application/json']!.schema.properties)).toEqual(['code', 'unit', 'at', 'facts', 'next', 'withheld'])
  })
})
