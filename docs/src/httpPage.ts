/** `reference/http.md`: every route, from the OpenAPI description that the server itself answers. */
import { code, page, table } from './markdown.ts'

/** Of an OpenAPI description, what the page tells. */
export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly security?: readonly object[]
  readonly parameters?: readonly { readonly name: string, readonly in: string, readonly required?: boolean, readonly description?: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
  readonly responses: Readonly<Record<string, unknown>>
}

const PLACES: Readonly<Record<string, string>> = { query: '查询', path: '路径', header: '头' }

interface Route { readonly method: string, readonly path: string, readonly operation: Operation }

export function httpPage({ paths }: ApiDescription): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })))
  return page(
    'HTTP 接口',
    '机器可读的全文在 `GET /api/v1/openapi.json`，可在 `/api/docs` 上翻看和试用。“密钥”指 `Authorization: Bearer <来源密钥>`。错误体与全部错误码见[错误码](errors.md)，读取限每个地址每秒 100 次（`/healthz`、`/readyz`、`/metrics` 除外）。',
    table(['方法', '地址', '用途', '鉴权'], routes.map(({ method, path, operation }) => [method, code(path), operation.summary ?? '', securityText(operation)])),
    ...routes.map(section),
  )
}

function securityText({ security = [] }: Operation): string {
  return security.length === 0 ? '不需要' : '密钥'
}

function section({ method, path, operation }: Route): string {
  const { summary = '', description, parameters = [], requestBody, responses } = operation
  const statuses = Object.keys(responses).filter(status => status !== 'default')
  return [
    `## ${method} ${code(path)}`,
    [summary, description ?? ''].filter(text => text !== '').join('。').replace(/。?$/, '。'),
    parameters.length === 0 ? '' : table(['参数', '在', '必填', '说明'], parameters.map(parameter => [code(parameter.name), PLACES[parameter.in] ?? parameter.in, parameter.required === true ? '必填' : '', parameter.description ?? ''])),
    requestBody === undefined ? '' : `请求体：${Object.keys(requestBody.content).map(code).join('、')}。`,
    statuses.length === 0 ? '' : `状态：${statuses.join('、')}。`,
  ].filter(text => text !== '').join('\n\n')
}
