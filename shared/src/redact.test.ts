import type { Audience } from './audience.ts'
import type { TSchema } from './primitives.ts'
import { describe, expect, it } from 'vitest'
import { audienceOf, AUDIENCES, grantedAudience, isAudience, Members, redact, seenBy } from './audience.ts'
import { Nullable, Optional, Type } from './primitives.ts'
import { TOPICS } from './topics/catalogue.ts'

const Row = Members('public', { shown: Type.Number(), inner: seenBy('internal', Type.Number()), secret: seenBy('restricted', Type.Number()) })
const row = { shown: 1, inner: 2, secret: 3 }
const cut: Record<Audience, object> = { public: { shown: 1 }, internal: { shown: 1, inner: 2 }, restricted: row }

describe('redaction', () => {
  it.each(AUDIENCES)('leaves %s what it may see, at every depth', (audience) => {
    const schema = Members('public', {
      plain: Row,
      list: Type.Array(Row),
      lists: Type.Array(Type.Array(Row)),
      maybe: Nullable(Row),
      sometimes: Optional(Row),
      byName: Type.Record(Type.String(), seenBy('public', Row)),
      deep: Members('public', { deeper: Members('public', { list: Type.Array(Row) }) }),
    })
    const seen = cut[audience]
    expect(redact(schema, { plain: row, list: [row, row], lists: [[row]], maybe: row, sometimes: row, byName: { x: row }, deep: { deeper: { list: [row] } } }, audience)).toEqual(
      { plain: seen, list: [seen, seen], lists: [[seen]], maybe: seen, sometimes: seen, byName: { x: seen }, deep: { deeper: { list: [seen] } } },
    )
  })

  it('takes a member without a mark for restricted', () => {
    const schema = Type.Object({ forgotten: Type.String(), marked: seenBy('public', Type.String()) })
    const value = { forgotten: 'x', marked: 'y' }
    expect(AUDIENCES.map(audience => redact(schema, value, audience))).toEqual([{ marked: 'y' }, { marked: 'y' }, value])
  })

  it('takes the entries of a record without a mark for restricted', () => {
    const schema = Members('public', { byName: Type.Record(Type.String(), Type.String()) })
    const value = { byName: { x: 'y' } }
    expect(AUDIENCES.map(audience => redact(schema, value, audience))).toEqual([{ byName: {} }, { byName: {} }, value])
  })

  it('drops what the schema does not name, for every audience', () => {
    const value = { ...row, name: '张三', more: { secret: 1 } }
    expect(redact(Row, value, 'restricted')).toEqual(row)
    expect(redact(Members('public', { word: Type.String() }), { word: ['a', { b: 1 }] }, 'restricted')).toEqual({ word: [] })
    expect(redact(Members('public', { word: Type.String() }), { word: { b: 1 } }, 'restricted')).toEqual({ word: {} })
  })

  it('keeps null, zero, false and the empty text, and leaves absent what is absent', () => {
    const schema = Members('public', { a: Nullable(Row), b: Type.Number(), c: Type.Boolean(), d: Type.String(), e: Optional(Row) })
    expect(redact(schema, { a: null, b: 0, c: false, d: '' }, 'public')).toEqual({ a: null, b: 0, c: false, d: '' })
  })

  it('does not touch what it is given', () => {
    const value = Object.freeze({ ...row })
    expect(redact(Row, value, 'public')).not.toBe(value)
    expect(value).toEqual(row)
  })
})

describe('marks', () => {
  it('stay where there is one already', () => {
    expect(audienceOf(seenBy('public', seenBy('restricted', Type.String())))).toBe('restricted')
    expect(audienceOf(Type.String())).toBeUndefined()
  })

  it('are of three words', () => {
    expect([...AUDIENCES, 'admin', '', undefined, 1].filter(isAudience)).toEqual(['public', 'internal', 'restricted'])
  })
})

describe('what is granted', () => {
  it.each(AUDIENCES.flatMap((asked, a) => AUDIENCES.map((allowed, b) => [asked, allowed, AUDIENCES[Math.min(a, b)]] as const)))('of %s asked and %s allowed is the lower', (asked, allowed, granted) => {
    expect(grantedAudience(asked, allowed)).toBe(granted)
  })
})

type Node = TSchema & { properties?: Record<string, TSchema>, items?: TSchema, anyOf?: TSchema[], patternProperties?: Record<string, TSchema> }

/** Paths of members, at every depth, that bear no mark. */
function unmarked(schema: TSchema, path: string): string[] {
  const { properties = {}, items, anyOf = [], patternProperties = {} } = schema as Node
  const members = [...Object.entries(properties), ...Object.entries(patternProperties)]
  return [
    ...members.flatMap(([name, inner]) => [...(audienceOf(inner) === undefined ? [`${path}.${name}`] : []), ...unmarked(inner, `${path}.${name}`)]),
    ...(items === undefined ? [] : unmarked(items, `${path}[]`)),
    ...anyOf.flatMap(inner => unmarked(inner, path)),
  ]
}

describe('the topics', () => {
  it.each(Object.entries(TOPICS))('every member of %s bears a mark', (subject, { value }) => {
    expect(unmarked(value, subject)).toEqual([])
  })

  it('a forgotten mark would be found', () => {
    expect(unmarked(Members('public', { list: Type.Array(Type.Object({ name: Type.String() })) }), 'x')).toEqual(['x.list[].name'])
  })

  it('keep rows of alerts, systems and owners from the public', () => {
    const items = [{ alert: 'A', rule: 'R02', ruleName: 'n', unit: 'a', unitName: 'a', object: 'task/T', severity: 'red', state: 'triage', condition: 'standing', raisedAt: 't', dueAt: 't', overdue: true }]
    expect(redact(TOPICS.alerts.value, { overdue: 1, items }, 'public')).toEqual({ overdue: 1 })
    expect(redact(TOPICS.alerts.value, { overdue: 1, items }, 'internal')).toEqual({ overdue: 1, items })
    const sources = [{ system: 'party', name: '党建系统', owner: '机关党委', everySec: 60, newest: null, arrivedAt: null, state: 'never' }]
    expect(redact(TOPICS.sources.value, { sources }, 'public')).toEqual({ sources: [{ name: '党建系统', everySec: 60, newest: null, arrivedAt: null, state: 'never' }] })
  })
})
