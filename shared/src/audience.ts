/**
 * Audiences: who may see a member of a topic (contract.md §3, domain.md §6.1).
 *
 * Every member of a topic's schema bears the mark of the least audience that may see it, and the server
 * removes by that mark before anything is stored or sent. A member without a mark is `restricted`: what
 * somebody forgot to mark stays inside.
 */
import type { TObject, TProperties, TSchema } from './primitives.ts'
import { Type } from './primitives.ts'

export const AUDIENCES = ['public', 'internal', 'restricted'] as const
export type Audience = (typeof AUDIENCES)[number]

export function isAudience(word: unknown): word is Audience {
  return AUDIENCES.includes(word as Audience)
}

/** The lower of what was asked for and what is allowed (contract.md §3). */
export function grantedAudience(asked: Audience, allowed: Audience): Audience {
  return AUDIENCES.indexOf(asked) <= AUDIENCES.indexOf(allowed) ? asked : allowed
}

/** Whether who is of an audience may see what bears this mark. */
export function maySee(audience: Audience, mark: Audience): boolean {
  return AUDIENCES.indexOf(mark) <= AUDIENCES.indexOf(audience)
}

/** A schema with its audience mark; a mark already there stays, and what was optional stays optional. */
export function seenBy<T extends TSchema>(audience: Audience, schema: T): T {
  if (audienceOf(schema) !== undefined)
    return schema
  const marked = { ...schema, audience }
  // The library keeps this one where a spread does not reach.
  const optional = Object.getOwnPropertyDescriptor(schema, '~optional')
  return optional === undefined ? marked : Object.defineProperty(marked, '~optional', optional)
}

/** The mark of a schema, if it bears one. */
export function audienceOf(schema: TSchema): Audience | undefined {
  const mark = (schema as { audience?: unknown }).audience
  return isAudience(mark) ? mark : undefined
}

/** A closed object whose members all bear `audience` unless they bear a mark of their own. */
export function Members<T extends TProperties>(audience: Audience, members: T): TObject<T> {
  const marked = Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, seenBy(audience, schema)]))
  return Type.Object(marked as T, { additionalProperties: false })
}

type JsonSchema = TSchema & {
  properties?: Record<string, TSchema>
  items?: TSchema
  anyOf?: TSchema[]
  patternProperties?: Record<string, TSchema>
}

/**
 * The value as `audience` may see it: members above it are left out, at every depth.
 * Pure; the input is not touched. Members that the schema does not name are left out too.
 */
export function redact(schema: TSchema, value: unknown, audience: Audience): unknown {
  const shape = schema as JsonSchema
  if (Array.isArray(value))
    return shape.items === undefined ? [] : value.map(item => redact(shape.items!, item, audience))
  if (value === null || typeof value !== 'object')
    return value
  const properties = shape.properties ?? shape.anyOf?.map(s => (s as JsonSchema).properties).find(p => p !== undefined)
  if (properties !== undefined)
    return redactMembers(properties, value as Record<string, unknown>, audience)
  const item = Object.values(shape.patternProperties ?? {})[0]
  if (item === undefined || !maySeeMember(audience, item))
    return {}
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redact(item, inner, audience)]))
}

function redactMembers(properties: Record<string, TSchema>, value: Record<string, unknown>, audience: Audience): Record<string, unknown> {
  const seen: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(properties)) {
    if (name in value && maySeeMember(audience, inner))
      seen[name] = redact(inner, value[name], audience)
  }
  return seen
}

function maySeeMember(audience: Audience, member: TSchema): boolean {
  return maySee(audience, audienceOf(member) ?? 'restricted')
}
