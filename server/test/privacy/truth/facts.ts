/**
 * The truth about a set of events, told a second time: a naive reading of contract.md §1–3, straight from the events, that
 * shares no line with the server. It asks everything anew each time and knows no tables, no tallies and no order of
 * arrival; where it and the server differ, one of them is wrong. Here: which statements count, and which is the last.
 */
import type { CloudEvent } from '../../../../mock-data/src/index.ts'
import { Buffer } from 'node:buffer'

export type Fact = CloudEvent

/** Statements once each, without those that a statement which counts takes back, in statement order. */
export function factsOf(events: readonly Fact[]): Fact[] {
  const once = [...new Map(events.map(event => [nameOf(event), event])).values()]
  const retractions = once.filter(event => event.type === 'qinglian.fact.retracted')
  const counts = (event: Fact): boolean => !retractions.some(retraction => `${String(retraction.data.source)} ${String(retraction.data.id)}` === nameOf(event) && counts(retraction))
  return once.filter(counts).sort(inOrder)
}

export function ofType(facts: readonly Fact[], type: string): Fact[] {
  return facts.filter(fact => fact.type === `qinglian.${type}`)
}

/** The last statement about each thing that some members name. */
export function lastOf(facts: readonly Fact[], ...members: readonly string[]): Map<string, Fact> {
  return new Map(facts.map(fact => [members.map(member => String(fact.data[member])).join(' '), fact]))
}

/** Milliseconds of an instant, or of the beginning of a day in Shanghai. */
export function ms(value: unknown): number {
  const text = String(value)
  return Date.parse(text.length === 10 ? `${text}T00:00:00+08:00` : text)
}

export function optionalMs(value: unknown, otherwise: number): number {
  return value === undefined ? otherwise : ms(value)
}

function nameOf({ source, id }: Pick<Fact, 'source' | 'id'>): string {
  return `${source} ${id}`
}

export function inOrder(a: Fact, b: Fact): number {
  return Date.parse(a.time) - Date.parse(b.time) || bytes(a.source, b.source) || bytes(a.id, b.id)
}

function bytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
