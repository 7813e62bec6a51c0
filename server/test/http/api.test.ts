import { Type } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { openBareApp } from '../support/bareApp.ts'

const withDoor = { parts: { doors: async (app: Awaited<ReturnType<typeof openBareApp>>['http']) => {
  app.post('/api/v1/events', { schema: { security: [{ sourceKey: [] }], body: Type.Object({}) } }, async () => ({}))
} } }

interface Operation { security?: unknown, responses?: Record<string, unknown> }

describe('the description of the API', () => {
  it('marks every route with what it needs', async () => {
    const { http } = await openBareApp(withDoor)
    const { paths, components } = (await http.inject('/api/v1/openapi.json')).json<{ paths: Record<string, Record<string, Operation>>, components: { securitySchemes: object } }>()
    expect(Object.keys(paths).sort()).toEqual(['/api/v1/events', '/api/v1/metrics', '/api/v1/metrics/{code}/units/{unit}', '/api/v1/metrics/{code}/units/{unit}/facts', '/api/v1/openapi.json', '/api/v1/topics/{name}', '/api/v1/units', '/healthz', '/metrics', '/readyz'])
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        expect(operation.security, `${method} ${path}`).toEqual(path === '/api/v1/events' ? [{ sourceKey: [] }] : [])
        expect(operation.responses, `${method} ${path}`).toHaveProperty('default')
      }
    }
    expect(components.securitySchemes).toMatchObject({ sourceKey: { type: 'http', scheme: 'bearer' } })
  })

  it('has a page to read it, whose scripts are ours alone', async () => {
    const { http } = await openBareApp()
    const page = await http.inject('/api/docs')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain('script-src \'self\';')
    const script = /src="([^"]+bundle\.js)"/.exec(page.body)?.[1] ?? ''
    expect((await http.inject(script)).statusCode).toBe(200)
  })
})

describe('security headers', () => {
  it('let pages load from ourselves alone', async () => {
    const { http } = await openBareApp()
    const { headers } = await http.inject('/api/v1/units')
    expect(headers['content-security-policy']).toBe('default-src \'self\';script-src \'self\';style-src \'self\';img-src \'self\' data:;font-src \'self\';connect-src \'self\' ws: wss:;object-src \'none\';base-uri \'none\';frame-ancestors \'self\';form-action \'self\'')
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('do not ask for HTTPS over plain HTTP', async () => {
    const { http } = await openBareApp()
    const { headers } = await http.inject('/api/v1/units')
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(headers['content-security-policy']).not.toContain('upgrade')
  })
})
