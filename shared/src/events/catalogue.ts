/** The event catalogue: every type that the door knows (domain.md §2). */
import type { EventDefinition } from './envelope.ts'
import { alertConditionChanged, alertEscalated, alertRaised, alertWrittenOff } from './alert.ts'
import { factRetracted, sourceDeclared, staffDeclared, unitDeclared } from './org.ts'
import { campaignOpened, pledgeRevoked, pledgeSigned } from './pledge.ts'
import {
  findingRaised,
  rectificationReturned,
  rectificationSubmitted,
  rectificationVerified,
  rectificationWrittenOff,
  taskCancelled,
  taskCompleted,
  taskPlanned,
} from './supervision.ts'

export const EVENTS: readonly EventDefinition[] = [
  unitDeclared,
  staffDeclared,
  sourceDeclared,
  factRetracted,
  campaignOpened,
  pledgeSigned,
  pledgeRevoked,
  taskPlanned,
  taskCompleted,
  taskCancelled,
  findingRaised,
  rectificationSubmitted,
  rectificationReturned,
  rectificationVerified,
  rectificationWrittenOff,
  alertRaised,
  alertEscalated,
  alertConditionChanged,
  alertWrittenOff,
]

/** The catalogue by type. */
export const EVENT_BY_TYPE: ReadonlyMap<string, EventDefinition> = new Map(EVENTS.map(event => [event.type, event]))
