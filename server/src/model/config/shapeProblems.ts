/**
 * What is wrong with a value by its schema: every problem, each with its path and with what should stand there. The
 * schema library stops after a few problems and speaks English; whoever edits a file wants all of them at once, in
 * the words of the field. Knows the shapes that the model files use: closed objects, lists, and plain values.
 */
import type { TSchema } from '@qinglian/shared'
import type { Path, ShapeProblem } from './problem.ts'
import { Type } from '@qinglian/shared'
import Value from 'typebox/value'

export function shapeProblems(schema: TSchema, value: unknown, path: Path = []): ShapeProblem[] {
  if (Type.IsObject(schema))
    return isMapping(value) ? memberProblems(schema, value, path) : [{ path, message: '应为一组“键: 值”' }]
  if (Type.IsArray(schema)) {
    if (!Array.isArray(value))
      return [{ path, message: `应为${descriptionOf(schema)}` }]
    const items = value.flatMap((item, at) => shapeProblems(schema.items, item, [...path, at]))
    return items.length > 0 || Value.Check(schema, value) ? items : [{ path, message: `应为${descriptionOf(schema)}` }]
  }
  return Value.Check(schema, value) ? [] : [{ path, message: `应为${descriptionOf(schema)}，现在是 ${shown(value)}` }]
}

function memberProblems(schema: { properties: Record<string, TSchema>, required?: readonly string[] }, value: Record<string, unknown>, path: Path): ShapeProblem[] {
  const names = Object.keys(schema.properties)
  const unknown = Object.keys(value).filter(name => !Object.hasOwn(schema.properties, name))
  const missing = (schema.required ?? []).filter(name => !Object.hasOwn(value, name))
  return [
    ...unknown.map(name => ({ path: [...path, name], atKey: true as const, message: `没有这一项，可用的有 ${names.join('、')}` })),
    ...missing.map(name => ({ path, message: `缺少 ${name}，应为${describe(schema.properties[name])}` })),
    ...Object.entries(schema.properties).flatMap(([name, member]) => Object.hasOwn(value, name) ? shapeProblems(member, value[name], [...path, name]) : []),
  ]
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(schema: TSchema | undefined): string {
  return schema === undefined || Type.IsObject(schema) ? '一组“键: 值”' : descriptionOf(schema)
}

function descriptionOf(schema: TSchema): string {
  const description = Reflect.get(schema, 'description')
  return typeof description === 'string' ? description : '别的值'
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '空'
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
