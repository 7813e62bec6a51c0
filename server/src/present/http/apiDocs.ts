/** The API described from its own schemas: `/api/v1/openapi.json`, and a page to read and try it, `/api/docs`. */
import type { SwaggerTransform } from '@fastify/swagger'
import type { HttpApp } from './server.ts'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { ErrorBody, Type } from '@qinglian/shared'

const DOCS = '/api/docs'
/** The reader sets styles on elements; scripts stay ours alone. */
const DOCS_POLICY = `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'`

/** Before any route, or it would not be seen. */
export async function describeApi(app: HttpApp, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '青莲 Qinglian', version, description: '事实经一个门进来（CloudEvents 1.0），主题从这里读出；实时推送用 Socket.IO，默认路径 /socket.io。' },
      components: {
        securitySchemes: {
          sourceKey: { type: 'http', scheme: 'bearer', description: '来源密钥，用 `qinglian keys create` 建立' },
        },
      },
    },
    transform: describe,
  })
}

/** After the routes. */
export async function apiDocsRoutes(app: HttpApp): Promise<void> {
  app.get('/api/v1/openapi.json', {
    schema: { summary: '本接口的 OpenAPI 描述', tags: ['目录'], security: [], response: { 200: Type.Object({}, { additionalProperties: true }) } },
  }, async () => app.swagger())

  await app.register(swaggerUi, {
    routePrefix: DOCS,
    staticCSP: DOCS_POLICY,
    theme: { title: '青莲接口' },
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', defaultModelsExpandDepth: -1 },
  })
}

const TopicName = Type.Object({ name: Type.String({ description: '主题名，含斜线，如 unit/shouyi/supervision' }) })

/** Every route may answer with an error; a topic's name, which has slashes, is one parameter called `name`. */
function describe({ schema, url }: Parameters<SwaggerTransform>[0]): ReturnType<SwaggerTransform> {
  if (schema?.hide === true)
    return { schema, url }
  const response = { ...(isRecord(schema?.response) ? schema.response : {}), default: ErrorBody }
  if (!url.endsWith('/topics/*'))
    return { schema: { ...schema, response }, url }
  return { schema: { ...schema, params: TopicName, response }, url: url.replace('*', ':name') }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
