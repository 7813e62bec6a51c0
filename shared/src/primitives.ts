/** Building blocks of every schema: codes, ids, times and texts. A schema here is also its type. */
import type { Static, TObject, TProperties, TSchema } from 'typebox'
import Type from 'typebox'
import Format from 'typebox/format'
import { isFullDate, parseInstant } from './instant.ts'

/** Registers the formats that the schemas of this package name. Idempotent; `index.ts` calls it once. */
export function registerFormats(): void {
  Format.Set('qinglian-instant', text => parseInstant(text) !== undefined)
  Format.Set('qinglian-day', text => isFullDate(text) || parseInstant(text) !== undefined)
}
registerFormats()

/** Code of an organisation unit (contract.md §1, `subject`). */
export const UnitCode = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$', description: '单位代码' })

/** Id of an object in an upstream system: unique per kind within an installation. */
export const ObjectId = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]+$', description: '上游系统中的对象编号' })

/** A code from a list that a bureau may extend: `anti_drug`, `business_conduct`, `double-random`. */
export const Code = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$', description: '代码' })

/** An instant, RFC 3339 with offset. */
export const Instant = Type.String({ format: 'qinglian-instant', maxLength: 40, description: '时刻，RFC 3339，必须带时区偏移' })

/** A day or an instant; a day begins at midnight in the installation's time zone. */
export const Day = Type.String({ format: 'qinglian-day', maxLength: 40, description: '日期或时刻，RFC 3339' })

/** A short text by an upstream; never shown to the public audience. */
export function Text(maxLength = 200, description?: string) {
  return Type.String({ minLength: 1, maxLength, ...(description === undefined ? {} : { description }) })
}

/** One of a closed list of words. */
export function OneOf<const T extends readonly string[]>(words: T, options: { description?: string } = {}) {
  return Type.Unsafe<T[number]>(Type.Enum([...words], options))
}

/** An object that refuses members it does not know, so that a typo never passes as data. */
export function Closed<T extends TProperties>(members: T, options: { description?: string, minProperties?: number, maxProperties?: number } = {}): TObject<T> {
  return Type.Object(members, { additionalProperties: false, ...options })
}

export function Optional<T extends TSchema>(schema: T) {
  return Type.Optional(schema)
}

export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export { Type }
export type { Static, TObject, TProperties, TSchema }
