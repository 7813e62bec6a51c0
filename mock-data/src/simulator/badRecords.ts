/**
 * Mistakes as upstream systems make them. Each takes a good event and spoils a copy of it in one way that the
 * contract refuses, so that the quarantine has something to show; the good event itself is sent as well, as an
 * upstream does that has read the answer.
 */
import type { ErrorCode } from '@qinglian/shared'
import type { WireEvent } from '../post/encode.ts'
import type { Random } from '../random.ts'
import type { CloudEvent } from '../recorder.ts'
import { HOUR_MS } from '../calendar.ts'

export interface BadRecord {
  kind: BadKind
  event: WireEvent
  /** What the server must answer, and the members it may point at. */
  code: ErrorCode
  pointers: readonly string[]
}

interface Spoiled { event: WireEvent, pointers: readonly string[], code?: ErrorCode }

interface Good { event: CloudEvent, previous: CloudEvent | undefined, random: Random }

/** A spoiled copy, or undefined where the event has nothing to spoil in that way. */
type Spoil = (good: Good) => Spoiled | undefined

const INSTANTS = ['at', 'dueAt', 'signedAt', 'revokedAt', 'raisedAt', 'openAt']
const WORDS: Record<string, string> = { method: '现场', kind: '例行', severity: '一般', line: '专卖', status: '在职' }
const NUMBERS = ['staffNo', 'task', 'finding', 'campaign']

function withData(event: CloudEvent, name: string, value: unknown): Spoiled {
  return { event: { ...event, data: { ...event.data, [name]: value } }, pointers: [`/data/${name}`] }
}

function withoutData(event: CloudEvent, name: string): CloudEvent {
  return { ...event, data: Object.fromEntries(Object.entries(event.data).filter(([key]) => key !== name)) }
}

/** Writes one of the event's instants in another way. */
function rewriteInstant(rewrite: (instant: string) => string): Spoil {
  return ({ event }) => {
    const name = INSTANTS.find(member => typeof event.data[member] === 'string')
    return name === undefined ? undefined : withData(event, name, rewrite(String(event.data[name])))
  }
}

function spoilMember(candidates: readonly string[], spoil: (event: CloudEvent, name: string) => Spoiled): Spoil {
  return ({ event, random }) => {
    const present = candidates.filter(name => name in event.data)
    return present.length === 0 ? undefined : spoil(event, random.pick(present))
  }
}

const MISTAKES = {
  /** 30 February. */
  'wrong-date': rewriteInstant(instant => `${instant.slice(0, 4)}-02-30${instant.slice(10)}`),
  /** As a database prints it. */
  'missing-offset': rewriteInstant(instant => instant.slice(0, 19).replace('T', ' ')),
  'bad-offset': rewriteInstant(instant => instant.replace(/([+-])0?(\d+):(\d\d)$/, '$1$2$3')),
  'typo-member': spoilMember(INSTANTS, (event, name) => {
    const typo = name.toLowerCase() === name ? `${name}_time` : name.toLowerCase()
    return { event: withData(withoutData(event, name), typo, event.data[name]).event, pointers: [`/data/${typo}`, `/data/${name}`] }
  }),
  'unknown-member': ({ event }) => withData(event, 'operator', '录入员01'),
  'missing-member': spoilMember([...INSTANTS, 'staffNo', 'campaign', 'finding', 'reason'], (event, name) => ({ event: { ...withoutData(event, name) }, pointers: [`/data/${name}`] })),
  'local-word': spoilMember(Object.keys(WORDS), (event, name) => withData(event, name, WORDS[name])),
  'number-for-text': spoilMember(NUMBERS, (event, name) => withData(event, name, 10_023)),
  'empty-text': spoilMember(['reason', 'topic', 'name'], (event, name) => withData(event, name, '')),
  'unknown-type': ({ event }) => ({ event: { ...event, type: `${event.type}-info` }, code: 'event.unknown-type', pointers: ['/type'] }),
  'wrong-unit': ({ event, random }) => ({ event: { ...event, subject: random.pick(['首义所', 'ShouYi', `${event.subject}_1`]) }, pointers: ['/subject'] }),
  'missing-time': ({ event }) => {
    const { time: _, ...rest } = event
    return { event: rest, pointers: ['/time'] }
  },
  'fast-clock': ({ event }) => ({ event: { ...event, time: new Date(Date.parse(event.time) + HOUR_MS).toISOString() }, code: 'event.future', pointers: ['/time'] }),
  /** A number of the sender's that was given twice. */
  'reused-id': ({ event, previous }) => previous?.source === event.source ? { event: { ...event, id: previous.id }, code: 'event.conflict', pointers: ['/id'] } : undefined,
} as const satisfies Record<string, Spoil>

export type BadKind = keyof typeof MISTAKES
export const BAD_KINDS = Object.keys(MISTAKES) as BadKind[]

/** The good event spoiled in one way; undefined where that way does not fit. @param good.previous was accepted before */
export function spoil(kind: BadKind, good: Good): BadRecord | undefined {
  const spoiled: Spoiled | undefined = MISTAKES[kind](good)
  if (spoiled === undefined)
    return undefined
  const event = kind === 'reused-id' ? spoiled.event : { ...spoiled.event, id: `${good.event.id}-bad` }
  return { kind, event, code: spoiled.code ?? 'event.invalid', pointers: spoiled.pointers }
}

/** The good event spoiled in some way that fits; there is always one. */
export function spoilSomehow(good: Good): BadRecord {
  for (;;) {
    const bad = spoil(good.random.pick(BAD_KINDS), good)
    if (bad !== undefined)
      return bad
  }
}
