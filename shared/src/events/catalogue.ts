/**
 * The event catalogue: every type that the door knows (domain.md §2), in the order of the reference page.
 *
 * What the modules beside this one hold to:
 * - **One home for each fact.** A member is said by the event that makes the object known; later events bear the
 *   object's id and their own time. The fact key is what names the object, then what tells its facts apart; a key
 *   that is unique within one unit only (a self check's line and period) is read together with `subject`.
 * - **What must never be kept has no member to be kept in**: the content of talks, visits and complaints, the
 *   identity of whoever reports, free text about people, licence numbers (domain.md §6.1). Data is closed, so an
 *   upstream cannot add one. `catalogue.test.ts` lists every free text there is.
 * - People are numbers (`staffNo`, `talker`, `attended`), except where a person is declared; there are counts
 *   where a count is all that is needed.
 * - Words that the model acts on are closed lists; words of a bureau's own lists are codes.
 * - Times are `Instant`; a `Day` stands where a calendar date is what people write down.
 */
import type { EventDefinition } from './envelope.ts'
import { alertConditionChanged, alertEscalated, alertRaised, alertWrittenOff } from './alert.ts'
import { ALERT_STEPS } from './alertSteps.ts'
import { challengeAccepted, challengeClaimed, challengeDelivered, challengePosted } from './challenge.ts'
import { complaintAccepted, complaintClosed, complaintReceived, complaintReopened } from './complaint.ts'
import { cultureActivityHeld } from './culture.ts'
import { violationConfirmed } from './discipline.ts'
import { dutyTaskAssigned, dutyTaskDone } from './duty.ts'
import { evaluationHandled, evaluationSubmitted } from './evaluation.ts'
import { appreciationReceived, honourAwarded } from './honour.ts'
import { kioskHeartbeat, kioskSessionCompleted } from './kiosk.ts'
import {
  licenceAccepted,
  licenceChecked,
  licenceCorrectionAsked,
  licenceDecided,
  licenceDelivered,
  licenceExtended,
  licencePaused,
  licenceResumed,
  licenceSubmitted,
  licenceWithdrawn,
} from './licence.ts'
import {
  listItemPublished,
  listItemRetired,
  listItemReviewed,
  powerConfirmed,
  powerExercised,
} from './list.ts'
import { jointMeetingHeld, jointMeetingPlanned } from './meeting.ts'
import {
  factRetracted,
  partyDeclared,
  retailerDeclared,
  sourceDeclared,
  staffDeclared,
  unitDeclared,
} from './org.ts'
import { campaignOpened, pledgeFulfilmentReviewed, pledgeRevoked, pledgeSigned } from './pledge.ts'
import { portraitDrawn } from './portrait.ts'
import { scenarioStageChanged, scenarioUsed } from './scenario.ts'
import { selfcheckSubmitted } from './selfcheck.ts'
import { examTaken, redActivityHeld, sessionHeld, sessionPlanned } from './study.ts'
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
import { talkFollowedUp, talkHeld, talkPlanned } from './talk.ts'
import { visitFollowedUp, visitMade } from './visit.ts'

export const EVENTS: readonly EventDefinition[] = [
  unitDeclared,
  staffDeclared,
  partyDeclared,
  retailerDeclared,
  sourceDeclared,
  factRetracted,
  campaignOpened,
  pledgeSigned,
  pledgeRevoked,
  pledgeFulfilmentReviewed,
  taskPlanned,
  taskCompleted,
  taskCancelled,
  findingRaised,
  rectificationSubmitted,
  rectificationReturned,
  rectificationVerified,
  rectificationWrittenOff,
  violationConfirmed,
  listItemPublished,
  listItemReviewed,
  listItemRetired,
  powerExercised,
  powerConfirmed,
  dutyTaskAssigned,
  dutyTaskDone,
  sessionPlanned,
  sessionHeld,
  examTaken,
  redActivityHeld,
  cultureActivityHeld,
  talkPlanned,
  talkHeld,
  talkFollowedUp,
  visitMade,
  visitFollowedUp,
  selfcheckSubmitted,
  jointMeetingPlanned,
  jointMeetingHeld,
  evaluationSubmitted,
  evaluationHandled,
  complaintReceived,
  complaintAccepted,
  complaintClosed,
  complaintReopened,
  appreciationReceived,
  honourAwarded,
  licenceSubmitted,
  licenceAccepted,
  licenceCorrectionAsked,
  licencePaused,
  licenceResumed,
  licenceExtended,
  licenceChecked,
  licenceDecided,
  licenceDelivered,
  licenceWithdrawn,
  kioskHeartbeat,
  kioskSessionCompleted,
  scenarioStageChanged,
  scenarioUsed,
  challengePosted,
  challengeClaimed,
  challengeDelivered,
  challengeAccepted,
  alertRaised,
  alertEscalated,
  alertConditionChanged,
  alertWrittenOff,
  ...ALERT_STEPS,
  portraitDrawn,
]

/** The catalogue by type. */
export const EVENT_BY_TYPE: ReadonlyMap<string, EventDefinition> = new Map(EVENTS.map(event => [event.type, event]))
