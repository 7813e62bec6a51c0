/**
 * Judges one event: is it CloudEvents, may this key say it, and is its content valid (contract.md §1)? In that
 * order, so that nothing is told about an event to somebody who may not send it.
 *
 * The path of a valid event makes one object, the statement, and asks compiled checks; pointers and sentences
 * are found only for what is refused.
 */
import type { SourceScope, UnitReach } from '../../access/sourceScope.ts'
import type { Days } from '../../model/calendar/days.ts'
import type { Statement } from '../statement.ts'
import type { EventType, Members } from './eventTypes.ts'
import type { About } from './memberRules.ts'
import { EventId, factRetracted, MAX_CLOCK_LEAD_MS, parseInstant, SourceRef, UnitCode, unitDeclared } from '@qinglian/shared'
import { Compile } from 'typebox/compile'
import { coversSource, coversType, coversUnit } from '../../access/sourceScope.ts'
import { isJsonMediaType } from './contentMode.ts'
import { eventType, isMembers } from './eventTypes.ts'
import { extensionsOf } from './extensions.ts'
import { Fault, invalid, invalidAttribute, notCloudEvent } from './fault.ts'
import { findIllFormed } from './illFormed.ts'

/** What all events of one request are judged by. */
export interface Bench {
  readonly scope: SourceScope
  readonly tree: UnitReach
  readonly nowMs: number
  readonly parseDay: Days['parse']
  /** True where strings may hold characters that cannot be kept. */
  readonly isSuspect: boolean
}

const LONGEST_TIME = 40
/** By which `SourceRef` may have refused a source that is a URI-reference all the same. */
const LONGEST_SOURCE = 200
const eventId = Compile(EventId)
const sourceRef = Compile(SourceRef)
const unitCode = Compile(UnitCode)

export function isUnitCode(value: unknown): value is string {
  return unitCode.Check(value)
}

/** @param event one parsed event in structured form, nested no deeper than `MAX_DEPTH`. */
export function judgeEvent(event: unknown, index: number, bench: Bench): Statement | Fault {
  const envelope = readEnvelope(event)
  if (envelope instanceof Fault)
    return envelope
  return scopeFault(envelope, bench) ?? judgeContent(envelope, index, bench)
}

interface CloudEvent { readonly event: Members, readonly id: string, readonly source: string, readonly type: string }

/** What CloudEvents itself demands. An attribute that is null counts as absent. */
function readEnvelope(event: unknown): CloudEvent | Fault {
  if (!isMembers(event))
    return new Fault('event.not-cloudevent', undefined, '应为 JSON 对象')
  const { id, source, type } = event
  if (event.specversion !== '1.0')
    return notCloudEvent('specversion', event.specversion, '应为 "1.0"')
  if (typeof id !== 'string' || id === '')
    return notCloudEvent('id', id, '应为非空文本')
  if (typeof source !== 'string' || source === '' || (!sourceRef.Check(source) && !isTooLong(source)))
    return notCloudEvent('source', source, '应为 URI 引用')
  if (typeof type !== 'string' || type === '')
    return notCloudEvent('type', type, '应为非空文本')
  return { event, id, source, type }
}

function isTooLong(source: string): boolean {
  return source.length > LONGEST_SOURCE
}

/** Whether the key may not say this. Members that are not what they should be are left to the judgement of content. */
function scopeFault({ event, source, type }: CloudEvent, bench: Bench): Fault | undefined {
  const { scope } = bench
  if (!coversType(scope, type) || eventType(type)?.definition.origin === 'engine')
    return new Fault('scope.denied', '/type')
  if (!coversSource(scope, source))
    return new Fault('scope.denied', '/source')
  if (isUnitCode(event.subject) && !coversUnit(scope, event.subject, bench))
    return new Fault('scope.denied', '/subject')
  if (!isMembers(event.data))
    return undefined
  const { parent, source: target } = event.data
  if (type === unitDeclared.type && !mayStandBelow(parent, bench))
    return new Fault('scope.denied', '/data/parent')
  if (type === factRetracted.type && typeof target === 'string' && !coversSource(scope, target))
    return new Fault('scope.denied', '/data/source')
  return undefined
}

/** Whether a unit may be declared below this parent. Without one it would leave the reach of a key that is limited to a unit. */
function mayStandBelow(parent: unknown, bench: Bench): boolean {
  if (parent === undefined)
    return bench.scope.unit === null
  return !isUnitCode(parent) || coversUnit(bench.scope, parent, bench)
}

function judgeContent(envelope: CloudEvent, index: number, bench: Bench): Statement | Fault {
  const { event, id, source, type } = envelope
  const { subject, time } = event
  const known = eventType(type)
  if (known === undefined)
    return new Fault('event.unknown-type', '/type')
  if (!eventId.Check(id))
    return invalid('/id', 'id 不能含控制字符，不能超过 200 字')
  if (isTooLong(source) && !sourceRef.Check(source))
    return invalid('/source', `source 应为 URI 引用，不能超过 ${LONGEST_SOURCE} 字`)
  if (!isUnitCode(subject))
    return invalidAttribute('subject', subject, '应为单位代码：小写字母、数字和连字符，至多 40 字')
  const timeMs = typeof time === 'string' && time.length <= LONGEST_TIME ? parseInstant(time) : undefined
  if (timeMs === undefined || typeof time !== 'string')
    return invalidAttribute('time', time, '应为真实存在的 RFC 3339 时刻，必须带时区偏移')
  const ext = extensionsOf(event)
  if (ext instanceof Fault)
    return ext
  const data = judgeData(event, { subject, parseDay: bench.parseDay }, known)
  if (data instanceof Fault)
    return data
  // Asked last: what is valid until here is small.
  const illFormed = bench.isSuspect ? findIllFormed(event) : undefined
  if (illFormed !== undefined)
    return invalid(illFormed, '不能含 NUL 或不成对的代理字符')
  if (timeMs > bench.nowMs + MAX_CLOCK_LEAD_MS)
    return new Fault('event.future', '/time')
  const statement = { index, source, id, type, subject, timeMs, time, data, wide: bench.scope.unit === null }
  return ext === undefined ? statement : { ...statement, ext }
}

function judgeData(event: Members, about: About, known: EventType): Members | Fault {
  const { data, data_base64: base64, datacontenttype: contentType } = event
  if (contentType !== undefined && contentType !== null && !(typeof contentType === 'string' && isJsonMediaType(contentType)))
    return invalid('/datacontenttype', 'datacontenttype 应为 JSON')
  if (base64 !== undefined && base64 !== null)
    return invalid(data === undefined ? '/data' : '/data_base64', 'data 须直接写成 JSON 对象，不用 data_base64')
  if (!isMembers(data))
    return invalid('/data', data === undefined ? '缺少 data' : 'data 应为 JSON 对象')
  const problem = known.problemOf(data, about)
  return problem === undefined ? data : invalid(problem.pointer, problem.detail)
}
