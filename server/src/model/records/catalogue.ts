/** Every topic that is made of records, and every kind of record. */
import type { Subject } from '@qinglian/shared'
import type { RecordKind } from './recordKind.ts'
import type { RecordSubject, RecordSubjectName } from './recordSubject.ts'
import { PLEDGE_KINDS } from '../pledges/reviews.ts'
import { complaints } from './complaints.ts'
import { culture } from './culture.ts'
import { duty } from './duty.ts'
import { education } from './education.ts'
import { evaluation } from './evaluation.ts'
import { honours } from './honours.ts'
import { licence } from './licence.ts'
import { lists } from './lists.ts'
import { portrait, VETO_PREFIX } from './portrait.ts'
import { typesOf } from './recordKind.ts'
import { scenarios } from './scenarios.ts'
import { SUPERVISION_KINDS } from './selfchecks.ts'
import { talks } from './talks.ts'

export const RECORD_SUBJECTS: readonly RecordSubject[] = [
  education,
  talks,
  evaluation,
  complaints,
  honours,
  culture,
  scenarios,
  licence,
  duty,
  lists,
  portrait,
]
export const RECORD_KINDS: readonly RecordKind[] = [...RECORD_SUBJECTS.flatMap(subject => subject.kinds), ...SUPERVISION_KINDS, ...PLEDGE_KINDS]

const SUBJECT_OF_TYPE: ReadonlyMap<string, Subject> = new Map(RECORD_KINDS.flatMap(kind => typesOf(kind).map(event => [event.type, kind.subject] as const)))
const SUBJECT_OF_KIND: ReadonlyMap<string, Subject> = new Map(RECORD_KINDS.map(kind => [kind.kind, kind.subject]))

export function isRecordSubject(subject: Subject): subject is RecordSubjectName {
  return RECORD_SUBJECTS.some(known => known.subject === subject)
}

/** @throws where no subject of that name is made of records */
export function recordSubject(name: RecordSubjectName): RecordSubject {
  const found = RECORD_SUBJECTS.find(known => known.subject === name)
  if (found === undefined)
    throw new Error(`no records make ${name}`)
  return found
}

/** The topic that shows the records of an event type; `undefined` where none of them is of that type. */
export function subjectOfType(type: string): Subject | undefined {
  return SUBJECT_OF_TYPE.get(type)
}

export function subjectOfKind(kind: string): Subject {
  return SUBJECT_OF_KIND.get(kind)!
}

/** The topic for which a measure counts records; `undefined` where it counts something else. */
export function subjectOfMeasure(measure: string): RecordSubjectName | undefined {
  return measure.startsWith(VETO_PREFIX) ? portrait.subject : RECORD_SUBJECTS.find(({ subject }) => measure.startsWith(`${subject}/`))?.subject
}

/** Kinds of record that change figures of the units below their owner too. */
export const REACHING_BELOW: ReadonlySet<string> = new Set(RECORD_KINDS.filter(kind => kind.reachesBelow === true).map(kind => kind.kind))

/** Kinds of record that change figures of the units above their owner by themselves. */
export const REACHING_ABOVE: ReadonlySet<string> = new Set(RECORD_KINDS.filter(kind => kind.reachesAbove === true).map(kind => kind.kind))

/** Kinds of record that figures ask about beside what they count by days. */
export const ASKED_ABOUT: ReadonlySet<string> = new Set(RECORD_KINDS.filter(kind => kind.asked === true).map(kind => kind.kind))
/** Topics of which figures beside a unit's own counts go by tallies. */
export const SUBJECTS_ASKING_TALLIES: ReadonlySet<Subject> = new Set(RECORD_KINDS.filter(kind => kind.talliesAsked === true).map(kind => kind.subject))
/** Kinds of record that the feed tells, by name. */
export const TOLD: ReadonlyMap<string, NonNullable<RecordKind['told']>> = new Map(RECORD_KINDS.flatMap(({ kind, told }) => told === undefined ? [] : [[kind, told] as const]))
/** Kinds of record that count where the person they are about stands. */
export const ABOUT_PERSONS: ReadonlySet<string> = new Set(RECORD_KINDS.filter(kind => kind.aboutPerson === true).map(kind => kind.kind))

/** Topics whose figures depend on who stands where. */
export const SUBJECTS_ABOUT_STAFF: readonly Subject[] = ['pledges', ...RECORD_SUBJECTS.filter(subject => subject.asksStaff).map(subject => subject.subject)]
