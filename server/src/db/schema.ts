/**
 * Types of the tables, for Kysely. Columns are plain in both databases: text, whole numbers (instants are
 * milliseconds since 1970, days are whole days of the installation's calendar, booleans are 0 and 1), and
 * JSON kept as text. The log is the truth; every table marked "cache" can be rebuilt from it.
 */
import type { Generated } from 'kysely'

/** The event log. Append-only but for `voided`, which is a cache of what retractions say. */
export interface EventTable {
  seq: Generated<number>
  source: string
  id: string
  type: string
  subject: string
  time_ms: number
  /** As stated, for comparing instants beyond the millisecond. */
  time: string
  /** JSON; a person's name in it is encrypted. */
  data: string
  /** JSON of further CloudEvents attributes, null where there are none. */
  ext: string | null
  /** The row that this statement folds into: `<table>\t<key>…`. Null for retractions. */
  object: string | null
  /** Keyed hash of the content where `data` is encrypted; null elsewhere. */
  digest: string | null
  received_ms: number
  /** 1 where the key that brought it was not limited to a unit: its retractions reach any unit. */
  wide: number
  /** 1 where a live retraction names it. */
  voided: number
}

/** What each retraction names; `pending` while the named event has not arrived. */
export interface RetractionTable { target_source: string, target_id: string, source: string, id: string, subject: string, wide: number, pending: number }

export interface UnitSpanTable {
  code: string
  since_ms: number
  name: string
  short_name: string
  level: string
  kind: string | null
  parent: string | null
  pilot: number
  until_ms: number | null
  stmt: string
}

export interface StaffSpanTable {
  staff_no: string
  since_ms: number
  unit: string
  name_enc: string
  line: string
  /** JSON array of role codes. */
  roles: string
  party_member: number
  status: string
  until_ms: number | null
  stmt: string
}

/** A person's own data key, wrapped by the field key; deleting the row makes every copy of the name unreadable. */
export interface PersonKeyTable { staff_no: string, wrapped_key: string }

export interface SourceSystemTable { system: string, unit: string, name: string, source_prefix: string, every_sec: number | null, owner: string | null, stmt: string }

export interface PledgeCampaignTable {
  campaign: string
  unit: string
  pledge_type: string
  name: string
  open_ms: number
  due_ms: number
  valid_until_ms: number | null
  /** JSON: `{ all: true }`, `{ lines }`, `{ roles }` or `{ staffNos }`. */
  signatories: string
  stmt: string
}

export interface PledgeSignatureTable {
  campaign: string
  staff_no: string
  unit: string | null
  signed_ms: number | null
  method: string | null
  signed_stmt: string | null
  revoked_ms: number | null
  revoked_unit: string | null
  revoked_stmt: string | null
  /** What other units stated before, see `claimsOf`. */
  others: string | null
}

export interface SupervisionTaskTable {
  task: string
  unit: string | null
  topic: string | null
  kind: string | null
  inspecting_unit: string | null
  due_ms: number | null
  planned_stmt: string | null
  /** The first stated deadline, by which on-time is judged. */
  first_due_ms: number | null
  first_stmt: string | null
  done_ms: number | null
  done_unit: string | null
  done_stmt: string | null
  cancelled_ms: number | null
  cancelled_unit: string | null
  cancelled_stmt: string | null
  /** JSON array of completions and cancellations stated by other units: `[kind, at_ms, unit, stmt]`. They do not count. */
  others: string | null
  /** Derived: `unplanned`, `open`, `done` or `cancelled`. */
  state: string
  /** Derived: 1 where a later step names another unit than the one that owns it; such a step does not count. */
  misplaced: number
}

export interface SupervisionFindingTable {
  finding: string
  unit: string | null
  task: string | null
  category: string | null
  severity: string | null
  raised_ms: number | null
  due_ms: number | null
  stmt: string | null
  /** JSON array of steps: `[stage, at_ms, unit, stmt]`. */
  steps: string
  /** Derived: `unraised`, `open`, or the stage that stands. */
  state: string
  /** Since when it has been verified or written off without a break; null while open. */
  rectified_ms: number | null
  written_off_ms: number | null
  written_off_stmt: string | null
  returns: number
  /** Derived: 1 where a step names another unit than the one that owns it; such a step does not count. */
  misplaced: number
}

export interface AlertTable {
  alert: string
  unit: string | null
  rule: string | null
  object: string | null
  raised_severity: string | null
  severity: string | null
  max_severity: string | null
  raised_ms: number | null
  /** The deadline that it was raised with. */
  raised_due_ms: number | null
  /** The deadline as extensions, suspensions and reopenings have moved it. */
  due_ms: number | null
  /** How often it was reopened. */
  cycle: number
  stmt: string | null
  /** JSON array of steps: `[kind, at_ms, unit, stmt, said]`. */
  steps: string
  condition: string
  condition_ms: number | null
  state: string
  /** 1 where a step was stated by another unit: kept, not applied. */
  misplaced: number
}

/** Every other object of the model, by kind: see `model/records/recordKind.ts`. */
export interface RecordTable {
  kind: string
  /** The members that name it, joined by U+001F. */
  id: string
  /** Derived: the owner; null before anything created it. */
  unit: string | null
  /** JSON array of statements: `[slot, unit, identity, stmt, data]`. */
  claims: string
  /** Derived: when it happened, was due, was done; null where its kind has no such instant. */
  at_ms: number | null
  due_ms: number | null
  done_ms: number | null
  /** Derived: what or whom it is about, by which questions pick: a staff number, a session's form. */
  about: string | null
  /** Derived: 1 where another unit than the owner spoke about it; that does not count. */
  misplaced: number
  /** Derived: the statement of the step that the feed tells; null where there is none. */
  told_stmt: string | null
}

/** A self-service terminal on a day, as a unit speaks of it: 288 slots of five minutes as 72 hexadecimal digits. */
export interface KioskDayTable {
  unit: string
  day: number
  kiosk: string
  /** Slots in which it was heard of, and those of them in which it could serve. */
  online: string
  able: string
}

/** A portrait as it was drawn (see `model/portrait/drawnPortraits.ts`); `content` is JSON. */
export interface PortraitDayTable { unit: string, day: number, content: string, stmt: string }

/** Cache: what each own unit counts. Stocks are sums up to a day, flows are sums over days; day 0 is timeless. */
export interface TallyTable { unit: string, measure: string, day: number, n: number }

/** Cache: live statements per unit, domain and source, and the newest of them. */
export interface ArrivalTable { unit: string, domain: string, source: string, n: number, newest_ms: number }

/** Operational: when anything last came from a source. Not rebuilt: a repeat is a sign of life too. */
export interface SourceContactTable { source: string, arrived_ms: number }

/** Cache: what a unit and everything below it amount to, per subject. */
export interface PartTable { unit: string, subject: string, own: string, total: string, wake_ms: number | null, computed_ms: number }

export interface MetricNowTable { unit: string, code: string, num: number, den: number, at_ms: number }
export interface MetricDayTable { unit: string, code: string, day: number, num: number, den: number }
/** Closed days that a late fact touched: recompute from this day on. */
export interface DirtyDayTable { unit: string, domain: string, from_day: number }

/** Topics whose value may have changed. Survives a crash, so no change is ever missed. */
export interface DirtyTopicTable { unit: string, subject: string }
/** Topics whose public value waits for the daily gate; `released` is 1 where it has opened for them. */
export interface HeldTopicTable { unit: string, subject: string, released: number }
export interface TopicTable { name: string, audience: string, rev: number, at_ms: number, value: string }

export interface QuarantineTable {
  id: Generated<number>
  source: string
  event_id: string
  /** Keyed hash of the refused event. */
  hash: string
  type: string
  subject: string | null
  code: string
  pointer: string | null
  message: string
  /** The event without the values of unknown members, encrypted. */
  body: string
  times: number
  first_ms: number
  last_ms: number
}

export interface SourceKeyTable {
  id: string
  /** SHA-256 of the secret, hex. */
  hash: string
  label: string
  source_prefix: string
  /** JSON array of types or patterns such as `qinglian.pledge.*`; null for all. */
  types: string | null
  /** The unit whose subtree it may speak for; null for all. */
  unit: string | null
  created_ms: number
  revoked_ms: number | null
  denied: number
}

export interface MetaTable { key: string, value: string }

export interface Database {
  event: EventTable
  retraction: RetractionTable
  unit_span: UnitSpanTable
  staff_span: StaffSpanTable
  person_key: PersonKeyTable
  source_system: SourceSystemTable
  pledge_campaign: PledgeCampaignTable
  pledge_signature: PledgeSignatureTable
  supervision_task: SupervisionTaskTable
  supervision_finding: SupervisionFindingTable
  alert: AlertTable
  model_record: RecordTable
  kiosk_day: KioskDayTable
  portrait_day: PortraitDayTable
  tally: TallyTable
  arrival: ArrivalTable
  source_contact: SourceContactTable
  part: PartTable
  metric_now: MetricNowTable
  metric_day: MetricDayTable
  dirty_day: DirtyDayTable
  dirty_topic: DirtyTopicTable
  held_topic: HeldTopicTable
  topic: TopicTable
  quarantine: QuarantineTable
  source_key: SourceKeyTable
  meta: MetaTable
}
