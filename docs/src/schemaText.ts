/**
 * A schema of the contract in the words of a table: what type a member has, how far it may go, and which members
 * there are at every depth. Reads the plain JSON Schema that TypeBox schemas are.
 */
import type { TSchema } from '@qinglian/shared'
import { code } from './markdown.ts'

export interface Member {
  /** `signatories.lines[]`: with the names above it; `[]` is each entry of a list. */
  readonly path: string
  readonly required: boolean
  readonly schema: TSchema
}

/** Formats by the words a reader knows. */
const FORMATS: Readonly<Record<string, string>> = {
  'qinglian-instant': '时刻',
  'qinglian-day': '日期或时刻',
}

const PLAIN: Readonly<Record<string, string>> = { string: '文字', integer: '整数', number: '数', boolean: '真假', object: '对象', null: 'null' }

/** A keyword of the schema. */
export function keyword(schema: TSchema, name: string): unknown {
  return Reflect.get(schema, name)
}

function isSchema(value: unknown): value is TSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function schemasIn(value: unknown): TSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : []
}

/** Every member of an object, with those of objects and lists within it right below it. */
export function membersOf(schema: TSchema, above = ''): Member[] {
  const properties = keyword(schema, 'properties')
  const required = keyword(schema, 'required')
  if (!isSchema(properties))
    return []
  return Object.entries(properties).filter((entry): entry is [string, TSchema] => isSchema(entry[1])).flatMap(([name, inner]) => {
    const path = above + name
    return [{ path, required: Array.isArray(required) && required.includes(name), schema: inner }, ...membersWithin(inner, path)]
  })
}

function membersWithin(schema: TSchema, path: string): Member[] {
  const items = keyword(schema, 'items')
  return isSchema(items) ? membersOf(items, `${path}[].`) : membersOf(schema, `${path}.`)
}

/** `文字`, `整数或 null`, `列表：代码`, `` `a` · `b` ``. */
export function typeText(schema: TSchema): string {
  const words = keyword(schema, 'enum')
  if (Array.isArray(words))
    return words.map(word => code(String(word))).join(' · ')
  const constant = keyword(schema, 'const')
  if (constant !== undefined)
    return code(String(constant))
  const choices = schemasIn(keyword(schema, 'anyOf'))
  if (choices.length > 0)
    return choices.map(typeText).join('或')
  const items = keyword(schema, 'items')
  if (isSchema(items))
    return keyword(items, 'type') === 'object' ? '列表，每项为对象' : `列表，每项为${typeText(items)}`
  const values = recordValues(schema)
  if (values !== undefined)
    return `对象，每个成员为${typeText(values)}`
  const format = keyword(schema, 'format')
  return FORMATS[String(format)] ?? PLAIN[String(keyword(schema, 'type'))] ?? '任意'
}

/** What a value must keep to beyond its type. */
export function limitsText(schema: TSchema): string {
  const choices = schemasIn(keyword(schema, 'anyOf'))
  if (choices.length > 0)
    return choices.map(limitsText).filter(text => text !== '').join('；')
  const own = [lengthText(schema), rangeText(schema), patternText(schema), countText(schema)].filter(text => text !== '').join('；')
  const items = keyword(schema, 'items')
  const each = isSchema(items) ? limitsText(items) : ''
  return [own, each === '' ? '' : `每项 ${each}`, recordText(schema)].filter(text => text !== '').join('；')
}

/** A record has one pattern of names, and one schema for all of its values. */
function recordValues(schema: TSchema): TSchema | undefined {
  const patterns = keyword(schema, 'patternProperties')
  return isSchema(patterns) ? Object.values(patterns).find(isSchema) : undefined
}

function recordText(schema: TSchema): string {
  const values = recordValues(schema)
  if (values === undefined)
    return ''
  const names = Object.keys(keyword(schema, 'patternProperties') ?? {}).map(code).join('、')
  const most = span(schema, 'minProperties', 'maxProperties')
  return [most === '' ? '' : `${most} 个成员`, `名为 ${names}`, `每个 ${limitsText(values)}`].filter(text => text !== '').join('；')
}

function span(schema: TSchema, least: string, most: string): string {
  const [min, max] = [keyword(schema, least), keyword(schema, most)]
  if (min === undefined)
    return max === undefined ? '' : `至多 ${String(max)}`
  return max === undefined ? `不小于 ${String(min)}` : `${String(min)} 至 ${String(max)}`
}

/** A format says more than the length that guards it. */
function lengthText(schema: TSchema): string {
  const text = keyword(schema, 'format') === undefined ? span(schema, 'minLength', 'maxLength') : ''
  return text === '' ? '' : `${text} 字`
}

function rangeText(schema: TSchema): string {
  return span(schema, 'minimum', 'maximum')
}

function countText(schema: TSchema): string {
  const text = span(schema, 'minItems', 'maxItems')
  return [text === '' ? '' : `${text} 项`, keyword(schema, 'uniqueItems') === true ? '不重复' : ''].filter(part => part !== '').join('，')
}

/** Patterns that only keep control characters out are said in words. */
function patternText(schema: TSchema): string {
  const pattern = keyword(schema, 'pattern')
  if (typeof pattern !== 'string')
    return ''
  if (!pattern.startsWith('^[^'))
    return code(pattern)
  return pattern.includes('\\s') ? '不含空白和控制字符' : '不含控制字符'
}
