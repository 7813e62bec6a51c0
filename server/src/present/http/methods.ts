/** 405 with `Allow` for a known address of the API and a method it does not have (RFC 9110 §15.5.6). */
import type { HTTPMethods } from 'fastify'
import type { HttpApp } from './server.ts'
import { AppError } from '../../errors.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Notes every route from now on. @returns to be called after the last of them: takes the remaining methods */
export function watchMethods(app: HttpApp): () => void {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.startsWith('/api/v1/'))
      return
    const methods = known.get(url) ?? new Set()
    known.set(url, methods)
    for (const one of Array.isArray(method) ? method : [method])
      methods.add(one)
  })

  return () => {
    for (const [url, methods] of [...known])
      refuseOthers(app, url, methods)
  }
}

function refuseOthers(app: HttpApp, url: string, methods: ReadonlySet<string>): void {
  const allow = [...methods].sort().join(', ')
  app.route({
    url,
    method: METHODS.filter(method => !methods.has(method)),
    schema: { hide: true },
    // Before the body is read: what it is does not matter.
    onRequest: async () => {
      throw new AppError('route.method', {}, { headers: { allow } })
    },
    handler: async () => undefined,
  })
}
