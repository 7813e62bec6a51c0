/**
 * A year of a district, in as many events as asked for: few or very many facts, but the same units, people, campaign and
 * time frame, and about as much open at the end. Everything that the stream leaves open is closed after it, save what was
 * begun last, as a bureau does: what differs between two years is only how much lies behind them.
 */
import type { CloudEvent } from '../../../mock-data/src/index.ts'
import { findingRaised, rectificationSubmitted, rectificationVerified, rectificationWrittenOff, taskCompleted, taskPlanned } from '@qinglian/shared'
import { eventStream, streamDeclarations } from '../../../mock-data/src/index.ts'
import { UNITS } from '../../../scripts/bench-kit/district.ts'

const YEAR_MS = 365 * 86_400_000
const HOUR_MS = 3_600_000
/** Tasks, and findings, that are open in the end. */
const LEFT_OPEN = 60

/** @yields `count` events of the stream and those that close what it left open, after the declarations */
export function* yearOfEvents(count: number, nowMs: number): Generator<CloudEvent, void, undefined> {
  const options = { seed: 'year', units: UNITS, startMs: nowMs - YEAR_MS - HOUR_MS }
  yield* streamDeclarations(options)
  const tasks = new Map<unknown, CloudEvent>()
  const findings = new Map<unknown, CloudEvent>()
  for (const event of eventStream({ ...options, count, stepMs: YEAR_MS / count })) {
    if (event.type === taskPlanned.type)
      tasks.set(event.data.task, event)
    else if (event.type === taskCompleted.type)
      tasks.delete(event.data.task)
    else if (event.type === findingRaised.type)
      findings.set(event.data.finding, event)
    else if (event.type === rectificationVerified.type)
      findings.delete(event.data.finding)
    yield event
  }
  for (const task of [...tasks.values()].slice(0, -LEFT_OPEN))
    yield follow(task, taskCompleted.type, { member: 'task', afterMs: 24 * HOUR_MS })
  for (const finding of [...findings.values()].slice(0, -LEFT_OPEN)) {
    yield follow(finding, rectificationSubmitted.type, { member: 'finding', afterMs: 24 * HOUR_MS })
    yield follow(finding, rectificationVerified.type, { member: 'finding', afterMs: 48 * HOUR_MS })
    yield follow(finding, rectificationWrittenOff.type, { member: 'finding', afterMs: 72 * HOUR_MS })
  }
}

/** A later step of a task or finding, stated when it happened. */
function follow(first: CloudEvent, type: string, { member, afterMs }: { member: string, afterMs: number }): CloudEvent {
  const at = new Date(Math.min(Date.parse(first.time) + afterMs, Date.now() - HOUR_MS)).toISOString()
  return { ...first, id: `${first.id}-${type}`, type, time: at, data: { [member]: first.data[member], at } }
}
