/**
 * What is wrong with the members of `data`, in words for the person who writes the sender. Asked only for an
 * event that has failed its check, so it may take its time; the check itself is compiled.
 *
 * Of several problems one is told, and the pointer names that member itself: an unknown member first (a typo shows
 * as one unknown and one missing member, and the unknown one is what stands in the sender's code), then a wrong
 * value, then a missing member. Values are never repeated.
 */
import type { TSchema } from '@qinglian/shared'
import type { Validator } from 'typebox/compile'
import { lastMember, pointerTo } from './pointer.ts'

export interface Problem {
  readonly pointer: string
  readonly detail: string
}

type ValidationError = ReturnType<Validator['Errors']>[number]

const LONGEST_NAME = 60
const TYPE_NAMES: Readonly<Record<string, string>> = { string: '文本', integer: '整数', number: '数字', boolean: 'true 或 false', object: '对象', array: '数组', null: 'null' }
const FORMATS: Readonly<Record<string, string>> = {
  'qinglian-instant': '应为真实存在的 RFC 3339 时刻，必须带时区偏移，如 2026-01-08T09:30:00+08:00',
  'qinglian-day': '应为真实存在的日期（如 2026-01-08），或带时区偏移的 RFC 3339 时刻',
}

const BOUNDS: Readonly<Record<string, (limit: number | bigint | string) => string>> = {
  minLength: limit => `不能少于 ${limit} 字`,
  maxLength: limit => `不能超过 ${limit} 字`,
  minItems: limit => `至少 ${limit} 项`,
  maxItems: limit => `至多 ${limit} 项`,
  minimum: limit => `不能小于 ${limit}`,
  maximum: limit => `不能大于 ${limit}`,
}

/** @param data failed `validator`; its members are under `/data`. */
export function memberProblem(validator: Validator, data: unknown): Problem {
  const errors = validator.Errors(data)
  const missing = errors.find(isMissing)
  const found = errors.find(isUnknown) ?? errors.find(error => !isMissing(error)) ?? missing
  if (found === undefined)
    return { pointer: '/data', detail: 'data 不符合此类型的定义' }
  const pointer = `/data${found.instancePath}`
  if (found === missing) {
    const name = missingMembers(found)[0] ?? ''
    return { pointer: pointerTo(pointer, name), detail: `缺少成员 ${name}` }
  }
  const name = shortName(pointer)
  if (!isUnknown(found))
    return { pointer, detail: `${name} ${wrongValue(found, validator.Type())}` }
  const also = missing === undefined ? '' : `；缺少成员 ${missingMembers(missing).join('、')}`
  return { pointer, detail: `不认识的成员 ${name}${also}` }
}

function isMissing(error: ValidationError): boolean {
  return error.keyword === 'required'
}

/** A closed object refuses a member it does not know by the schema `false`. */
function isUnknown(error: ValidationError): boolean {
  return error.keyword === 'boolean'
}

function missingMembers(error: ValidationError): string[] {
  return error.keyword === 'required' ? error.params.requiredProperties : []
}

function shortName(pointer: string): string {
  const name = lastMember(pointer)
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
}

function wrongValue(error: ValidationError, schema: TSchema): string {
  if (error.keyword === 'type')
    return `应为${[error.params.type].flat().map(type => TYPE_NAMES[type] ?? type).join('或')}`
  if (error.keyword === 'enum')
    return `只能取 ${error.params.allowedValues.join('、')}`
  if (error.keyword === 'const')
    return `只能取 ${String(error.params.allowedValue)}`
  if (error.keyword === 'format')
    return FORMATS[error.params.format] ?? '格式有误'
  if (error.keyword === 'pattern')
    return `格式有误（${descriptionAt(schema, error.instancePath)}）：${String(error.params.pattern)}`
  if (error.keyword === 'minProperties' || error.keyword === 'maxProperties')
    return `有误（${descriptionAt(schema, error.instancePath)}）`
  if (error.keyword === 'uniqueItems')
    return '不能有重复的项'
  const bound = BOUNDS[error.keyword]
  return bound !== undefined && 'limit' in error.params ? bound(error.params.limit) : '的值有误'
}

/** What the schema says that the member at `path` is. */
function descriptionAt(schema: TSchema, path: string): string {
  let at: unknown = schema
  for (const name of path.split('/').slice(1))
    at = memberOf(at, 'items') ?? memberOf(memberOf(at, 'properties'), name)
  const description = memberOf(at, 'description')
  return typeof description === 'string' ? description : '值'
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
