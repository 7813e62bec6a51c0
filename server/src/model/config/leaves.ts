/**
 * Values that several model files share. Each schema's `description` says what the value should be, in the words that
 * complete “应为…”: it is what the message about a wrong value says.
 */
import type { TSchema } from '@qinglian/shared'
import { OneOf, Type } from '@qinglian/shared'
import { SPAN_PATTERN } from '../calendar/span.ts'

export const CodeText = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$', description: '字母、数字、点、横线组成的代码' })
export const DateText = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: '日期，如 2027-01-01' })
export const SpanText = Type.String({ pattern: SPAN_PATTERN, description: '时长，如 5wd、3d、12h、10min' })
export const Percent = Type.Number({ minimum: 0, maximum: 100, description: '0 到 100 的数' })
export const YesOrNo = Type.Boolean({ description: 'true 或 false' })

/** A text for people to read. */
export function Words(maxLength: number) {
  return Type.String({ minLength: 1, maxLength, description: `1 到 ${maxLength} 字的文字` })
}

export function WordOf<const T extends readonly string[]>(words: T) {
  return OneOf(words, { description: `${words.join('、')} 之一` })
}

export function WholeNumber(minimum: number, maximum: number) {
  return Type.Integer({ minimum, maximum, description: `${minimum} 到 ${maximum} 的整数` })
}

export function ListOf<T extends TSchema>(items: T, minItems = 0) {
  return Type.Array(items, { minItems, maxItems: 500, description: `${minItems} 到 500 项的列表` })
}
