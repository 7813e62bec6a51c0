/** The event catalogue, compiled once: what the door must know of each type to judge an event quickly. */
import type { EventDefinition } from '@qinglian/shared'
import type { Problem } from './memberProblem.ts'
import type { About } from './memberRules.ts'
import { Buffer } from 'node:buffer'
import { EVENTS, MAX_DATA_BYTES } from '@qinglian/shared'
import { Compile } from 'typebox/compile'
import { memberProblem } from './memberProblem.ts'
import { brokenRule } from './memberRules.ts'

export type Members = Readonly<Record<string, unknown>>

export interface EventType {
  readonly definition: EventDefinition
  /** What is wrong with `data`; `undefined` where nothing is. */
  readonly problemOf: (data: Members, about: About) => Problem | undefined
}

const TYPES: ReadonlyMap<string, EventType> = new Map(EVENTS.map(definition => [definition.type, compiled(definition)]))

export function eventType(type: string): EventType | undefined {
  return TYPES.get(type)
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compiled(definition: EventDefinition): EventType {
  const validator = Compile(definition.data)
  return {
    definition,
    problemOf(data, about) {
      if (isTooLarge(data))
        return { pointer: '/data', detail: `data 超过 ${MAX_DATA_BYTES / 1024} KiB` }
      return validator.Check(data) ? brokenRule(definition.type, data, about) : memberProblem(validator, data)
    },
  }
}

/** A number, `true`, `null` or the quotes and comma around a text take no more than this. */
const MOST_SCALAR_BYTES = 32
/** One UTF-16 unit takes at most this in JSON: `\u0000`. */
const MOST_UNIT_BYTES = 6

/** Whether the JSON of `data` is larger than allowed. Measures only where a rough upper bound leaves a doubt. */
function isTooLarge(data: Members): boolean {
  let bound = 2
  for (const name in data) {
    const value = data[name]
    bound += (name.length + (typeof value === 'string' ? value.length : 0)) * MOST_UNIT_BYTES + MOST_SCALAR_BYTES
    if (bound > MAX_DATA_BYTES || (typeof value === 'object' && value !== null))
      return Buffer.byteLength(JSON.stringify(data)) > MAX_DATA_BYTES
  }
  return false
}
