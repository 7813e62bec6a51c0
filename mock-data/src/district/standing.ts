/**
 * How the district stands at an instant, in plain JSON: who is there, which campaigns run, what is open. The
 * simulator lives on from here and keeps it between runs.
 */
import type { StaffLine } from '@qinglian/shared'
import type { System } from '../systems.ts'
import type { OpenComplaint } from './complaints.ts'
import type { OpenDuty } from './duties.ts'
import type { OpenRating } from './evaluation.ts'
import type { Finding } from './findings.ts'
import type { LicenceCase, LicenceStep } from './licences.ts'
import type { Lists, OpenPower, StandingItem } from './lists.ts'
import type { Person } from './people.ts'
import type { Pair } from './pledges.ts'
import type { Round } from './rounds.ts'
import type { OpenMeeting } from './selfchecks.ts'
import type { Task } from './tasks.ts'
import { isActiveAt, postAt } from './people.ts'

export interface Standing {
  staff: StandingMember[]
  campaigns: StandingCampaign[]
  /** `campaign/staffNo` of everyone who stands covered. */
  covered: string[]
  tasks: OpenTask[]
  findings: OpenFinding[]
  /** Bad ratings that nobody has handled. */
  badRatings: OpenRating[]
  complaints: OpenComplaint[]
  cases: OpenCase[]
  duties: OpenDuty[]
  listItems: StandingItem[]
  openPowers: OpenPower[]
  meetings: OpenMeeting[]
}

export interface StandingMember {
  staffNo: string
  name: string
  unit: string
  line: StaffLine
  roles: string[]
  partyMember: boolean
  /** The first day of the present post. */
  since: string
}

export interface StandingCampaign {
  campaign: string
  unit: string
  system: System
  /** Who should sign: everybody, or those of a line or a role. */
  all: boolean
  lines: string[]
  roles: string[]
}

interface Due {
  dueMs: number
  /** Nothing happens to it before. */
  notBeforeMs?: number
}

export interface OpenTask extends Due {
  task: string
  unit: string
}

export interface OpenFinding extends Due {
  finding: string
  unit: string
  stage: 'raised' | 'submitted' | 'returned' | 'verified'
  /** When it came to that stage. */
  stageMs: number
}

/** A licence case that waits for its next step. */
export interface OpenCase {
  case: string
  unit: string
  stage: 'submitted' | 'corrected' | 'accepted' | 'paused' | 'checked' | 'decided'
  /** When it came to that stage. */
  stageMs: number
}

export interface DistrictParts {
  people: readonly Person[]
  rounds: readonly Round[]
  covered: readonly Pair[]
  tasks: readonly Task[]
  findings: readonly Finding[]
  badRatings: readonly OpenRating[]
  complaints: readonly OpenComplaint[]
  licences: readonly LicenceCase[]
  duties: readonly OpenDuty[]
  lists: Lists
  meetings: readonly OpenMeeting[]
}

export function standingOf(parts: DistrictParts, nowMs: number, day: (ms: number) => string): Standing {
  return {
    staff: parts.people.filter(person => isActiveAt(person, nowMs)).map((person) => {
      const { unit, line, roles, fromMs } = postAt(person, nowMs) ?? person.posts[0]
      return { staffNo: person.staffNo, name: person.name, unit, line, roles: [...roles], partyMember: person.partyMember, since: day(fromMs) }
    }),
    campaigns: parts.rounds.filter(round => !round.isPast).map(({ campaign, unit, system, signatories }) => ({
      campaign,
      unit,
      system,
      all: signatories.all === true,
      lines: [...signatories.lines ?? []],
      roles: [...signatories.roles ?? []],
    })),
    covered: parts.covered.map(({ round, person }) => pairKey(round.campaign, person.staffNo)),
    tasks: parts.tasks.filter(task => task.end === undefined).map(({ task, unit, dueMs, moved }) => ({ task, unit, dueMs: moved?.toMs ?? dueMs })),
    findings: parts.findings.flatMap(openFinding),
    badRatings: [...parts.badRatings],
    complaints: [...parts.complaints],
    cases: parts.licences.flatMap(one => openCase(one, day(nowMs))),
    duties: [...parts.duties],
    listItems: [...parts.lists.items],
    openPowers: [...parts.lists.openPowers],
    meetings: [...parts.meetings],
  }
}

export function pairKey(campaign: string, staffNo: string): string {
  return `${campaign}/${staffNo}`
}

function openFinding({ finding, unit, dueMs, raisedMs, steps }: Finding): OpenFinding[] {
  const last = steps[steps.length - 1]
  if (last?.stage === 'written_off')
    return []
  return [{ finding, unit, dueMs, stage: last?.stage ?? 'raised', stageMs: last?.atMs ?? raisedMs }]
}

const STAGE_AFTER: Record<LicenceStep['step'], OpenCase['stage'] | null> = {
  'correction-asked': 'corrected',
  'accepted': 'accepted',
  'paused': 'paused',
  'resumed': 'accepted',
  'extended': 'checked',
  'checked': 'checked',
  'granted': 'decided',
  'refused': null,
  'withdrawn': null,
  'delivered': null,
}

/** A renewal whose licence has ended is deemed granted: nobody steps in any more. */
function openCase({ case: id, unit, submittedMs, steps, licenceExpiresAt }: LicenceCase, today: string): OpenCase[] {
  const last = steps[steps.length - 1]
  const stage = last === undefined ? 'submitted' : STAGE_AFTER[last.step]
  const isDeemed = licenceExpiresAt !== undefined && licenceExpiresAt < today && stage !== 'decided'
  return stage === null || isDeemed ? [] : [{ case: id, unit, stage, stageMs: last?.atMs ?? submittedMs }]
}
