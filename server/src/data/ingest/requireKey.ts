/** Every route of a plugin asks for a source key, before anything of the body is read. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SourceKey, SourceKeys } from '../../access/sourceKeys.ts'

const DECORATOR = 'sourceKey'

export function requireKey(app: FastifyInstance, keys: Pick<SourceKeys, 'authenticate'>): void {
  app.decorateRequest(DECORATOR, null)
  app.addHook('onRequest', async (request) => {
    request.setDecorator<SourceKey>(DECORATOR, await keys.authenticate(request.headers.authorization))
  })
}

/** The key that a request was let in with. */
export function keyOf(request: FastifyRequest): SourceKey {
  return request.getDecorator<SourceKey>(DECORATOR)
}
