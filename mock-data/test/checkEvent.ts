/** Judges an event as the door does, by the catalogue alone: undefined where it is good. */
import type { ErrorCode } from '@qinglian/shared'
import { Envelope, EVENT_BY_TYPE, MAX_CLOCK_LEAD_MS } from '@qinglian/shared'
import { Compile } from 'typebox/compile'

export interface Verdict { code: ErrorCode, pointers: string[] }

interface Problem { keyword: string, instancePath: string, params: object }

const envelope = Compile(Envelope)
const dataByType = new Map([...EVENT_BY_TYPE].map(([type, definition]) => [type, Compile(definition.data)]))

export function checkEvent(event: unknown, nowMs: number): Verdict | undefined {
  if (!envelope.Check(event))
    return { code: 'event.invalid', pointers: pointersOf(envelope.Errors(event), '') }
  const data = dataByType.get(event.type)
  if (data === undefined)
    return { code: 'event.unknown-type', pointers: ['/type'] }
  const value: unknown = 'data' in event ? event.data : undefined
  if (!data.Check(value))
    return { code: 'event.invalid', pointers: pointersOf(data.Errors(value), '/data') }
  return Date.parse(event.time) > nowMs + MAX_CLOCK_LEAD_MS ? { code: 'event.future', pointers: ['/time'] } : undefined
}

function pointersOf(problems: readonly Problem[], prefix: string): string[] {
  return problems.flatMap(({ keyword, instancePath, params }) => {
    const missing = 'requiredProperties' in params && Array.isArray(params.requiredProperties) ? params.requiredProperties : []
    return keyword === 'required' ? missing.map(name => `${prefix}${instancePath}/${name}`) : [`${prefix}${instancePath}`]
  })
}
