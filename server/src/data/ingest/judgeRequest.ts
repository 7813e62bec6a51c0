/**
 * Judges all events of a request: what goes to the writer as statements, what into quarantine, and what the answer
 * says about the refused ones (contract.md §1).
 */
import type { ErrorCode, Rejection } from '@qinglian/shared'
import type { Refused, Statement } from '../statement.ts'
import type { Members } from './eventTypes.ts'
import type { Fault } from './fault.ts'
import type { Bench } from './judgeEvent.ts'
import { coversSource, coversType, coversUnit } from '../../access/sourceScope.ts'
import { isMembers } from './eventTypes.ts'
import { isUnitCode, judgeEvent } from './judgeEvent.ts'
import { pruneEvent } from './pruneEvent.ts'

export type Refusal = Rejection & { code: ErrorCode }

export interface Judgement {
  readonly statements: readonly Statement[]
  readonly refused: readonly Refused[]
  /** In the order of the events. */
  readonly rejected: readonly Refusal[]
  /** Events that the key may not send: counted, not kept. */
  readonly denied: number
}

export function judgeRequest(events: readonly unknown[], bench: Bench): Judgement {
  const statements: Statement[] = []
  const refused: Refused[] = []
  const rejected: Refusal[] = []
  let denied = 0
  for (const [index, event] of events.entries()) {
    const verdict = judgeEvent(event, index, bench)
    if (!('code' in verdict)) {
      statements.push(verdict)
      continue
    }
    rejected.push(rejectionOf(verdict, index, event))
    if (verdict.code === 'scope.denied')
      denied += 1
    else if (isMembers(event) && isWorthKeeping(event, verdict, bench))
      refused.push(refusedOf(verdict, index, event))
  }
  return { statements, refused, rejected, denied }
}

function rejectionOf(fault: Fault, index: number, event: unknown): Refusal {
  const id = isMembers(event) && typeof event.id === 'string' ? { id: event.id } : {}
  const pointer = fault.pointer === undefined ? {} : { pointer: fault.pointer }
  return { index, ...id, code: fault.code, ...pointer, message: fault.message }
}

/** What is no CloudEvent is kept only if it says what it is and the key could have sent it. */
function isWorthKeeping(event: Members, fault: Fault, bench: Bench): boolean {
  if (fault.code !== 'event.not-cloudevent')
    return true
  const { source, id, type, subject } = event
  return typeof source === 'string' && source !== '' && typeof id === 'string' && id !== ''
    && coversSource(bench.scope, source)
    && (typeof type !== 'string' || coversType(bench.scope, type))
    && (!isUnitCode(subject) || coversUnit(bench.scope, subject, bench))
}

function refusedOf(fault: Fault, index: number, event: Members): Refused {
  return {
    index,
    source: String(event.source),
    id: String(event.id),
    type: typeof event.type === 'string' ? event.type : '',
    subject: isUnitCode(event.subject) ? event.subject : null,
    code: fault.code,
    ...(fault.pointer === undefined ? {} : { pointer: fault.pointer }),
    message: fault.message,
    event: pruneEvent(event),
  }
}
