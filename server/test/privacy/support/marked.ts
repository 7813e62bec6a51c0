/**
 * Everything of an upstream that nobody in the lobby may read, made unmistakable: ids, numbers and texts begin with a mark, and
 * names consist of characters that occur nowhere else, so that even one of them, or a masked name, would be found.
 */
import type { Fact } from '../truth/facts.ts'

/** So long that no random session id contains it, in whatever case. */
const MARK = 'qxzjvk'
const NAME_CHARACTERS = [...'龘靐齉爩麤龖鱻麣虋']
/** Members of `data`, at any depth, that hold ids or free text. `name` of a unit is public, and so is its code. */
const MARKED = new Set([
  ['staffNo', 'staffNos', 'task', 'finding', 'campaign', 'topic', 'reason', 'roles', 'category', 'owner', 'id'],
  ['evaluation', 'previousEvaluation', 'tags', 'role', 'action', 'complaint', 'appreciation', 'honour', 'issuer', 'activity'],
  ['case', 'session', 'kiosk', 'scenario', 'posting', 'title', 'department', 'team'],
].flat())
/** A complaint's is one of a few words of the contract. */
const OUR_OWN_CATEGORY = 'qinglian.complaint.received'

export function marked(events: readonly Fact[]): Fact[] {
  return events.map((event, index) => ({
    ...event,
    source: markedSource(event.source),
    id: mark(event.id),
    data: markedData(event, index),
    traceparent: `${MARK}-${index}`,
  }))
}

/** What of this text should have stayed inside: the first piece, with what stands around it. */
export function findMarked(text: string): string | undefined {
  const found = new RegExp(`${MARK}|[${NAME_CHARACTERS.join('')}]`, 'i').exec(text)
  return found === null ? undefined : text.slice(Math.max(0, found.index - 80), found.index + 40)
}

export function mark(text: string): string {
  return `${MARK}_${text}`
}

function markedSource(source: string): string {
  return `/${MARK}${source}`
}

function markedData({ type, data }: Fact, index: number): Record<string, unknown> {
  const marks = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, name === 'source' ? markedSource(String(value)) : name === 'sourcePrefix' ? markedSource(String(value)) : type === OUR_OWN_CATEGORY && name === 'category' ? value : markedValue(name, value)]))
  if (type === 'qinglian.org.staff-declared')
    return { ...marks, name: nameOf(index) }
  return type === 'qinglian.org.unit-declared' ? marks : 'name' in data ? { ...marks, name: mark(String(data.name)) } : marks
}

function markedValue(name: string, value: unknown): unknown {
  if (Array.isArray(value))
    return MARKED.has(name) ? value.map(item => mark(String(item))) : value
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, markedValue(inner, item)]))
  return MARKED.has(name) && typeof value === 'string' ? mark(value) : value
}

function nameOf(index: number): string {
  const length = NAME_CHARACTERS.length
  return NAME_CHARACTERS[index % length]! + NAME_CHARACTERS[Math.floor(index / length) % length]!
}
