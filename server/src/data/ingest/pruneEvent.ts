/**
 * What may be kept of a refused event (contract.md §1): the values of members that the type knows, where they are no
 * larger and no deeper than the type could ask for. Of everything else only the name stays, so that the sender's
 * mistake can be seen and nothing is stored that nobody asked for.
 */
import type { Members } from './eventTypes.ts'
import { Buffer } from 'node:buffer'
import { MAX_DATA_BYTES } from '@qinglian/shared'
import { eventType, isMembers } from './eventTypes.ts'
import { isAttributeName, isAttributeValue } from './extensions.ts'

const MOST_MEMBERS = 60
const LONGEST_NAME = 100
const LONGEST_TEXT = 1_000

/** @param event any parsed JSON object. */
export function pruneEvent(event: Members): Record<string, unknown> {
  const schema = typeof event.type === 'string' ? eventType(event.type)?.definition.data : undefined
  const pruned = mapMembers(event, (value, name) => {
    if (name === 'data')
      return schema === undefined ? namesOf(value) : pruneKnown(schema, value)
    return isAttributeName(name) && isAttributeValue(value) ? value : null
  })
  const isHuge = Buffer.byteLength(JSON.stringify(pruned)) > 2 * MAX_DATA_BYTES
  return isHuge ? mapMembers(pruned, (value, name) => name === 'data' ? null : pruneText(value)) : pruned
}

/** The value as far as its schema knows it; a member without a schema is unknown. */
function pruneKnown(schema: unknown, value: unknown): unknown {
  if (schema === undefined)
    return null
  if (Array.isArray(value)) {
    const items = partOf(schema, 'items')
    return items === undefined ? null : value.map(item => pruneKnown(items, item))
  }
  if (!isMembers(value))
    return pruneText(value)
  const patterns = partOf(schema, 'patternProperties')
  if (patterns !== undefined)
    return pruneRecord(patterns, value)
  const members = partOf(schema, 'properties')
  return members === undefined ? null : mapMembers(value, (inner, name) => pruneKnown(partOf(members, name), inner))
}

/** In a record the names are values too: one that the type would not take goes with its name. */
function pruneRecord(patterns: unknown, value: Members): Record<string, unknown> {
  const known = isMembers(patterns) ? Object.entries(patterns).map(([pattern, inner]) => ({ names: new RegExp(pattern, 'u'), inner })) : []
  const taken = Object.keys(value).filter(name => known.some(({ names }) => names.test(name)))
  return mapMembers(Object.fromEntries(taken.map(name => [name, value[name]])), (inner, name) => pruneKnown(known.find(({ names }) => names.test(name))?.inner, inner))
}

/** Data of an unknown type: all of its members are unknown. */
function namesOf(value: unknown): unknown {
  return isMembers(value) ? mapMembers(value, () => null) : null
}

function pruneText(value: unknown): unknown {
  return typeof value === 'string' && value.length > LONGEST_TEXT ? null : value
}

function mapMembers(members: Members, keep: (value: unknown, name: string) => unknown): Record<string, unknown> {
  const kept: [string, unknown][] = []
  for (const name in members) {
    if (name.length <= LONGEST_NAME)
      kept.push([name, keep(members[name], name)])
    if (kept.length === MOST_MEMBERS)
      break
  }
  return Object.fromEntries(kept)
}

function partOf(schema: unknown, name: string): unknown {
  return typeof schema === 'object' && schema !== null && Object.hasOwn(schema, name) ? Reflect.get(schema, name) : undefined
}
