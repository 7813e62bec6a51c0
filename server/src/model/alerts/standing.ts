/** What the rules find: conditions that stand at an instant, each about one object of one unit. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { WorkingDays } from '../calendar/workingDays.ts'
import type { AlertRule, RuleId } from '../config/alertRules.ts'
import type { OrgTree } from '../org/orgTree.ts'

export interface Standing {
  readonly rule: RuleId
  readonly unit: string
  /** `task/<id>`, `finding/<id>`, `campaign/<id>` or `source/<system>`. */
  readonly object: string
  /** Since when it can have stood, by the tables: the deadline, or the last arrival. */
  readonly startMs: number
  /** How long it must stand besides the grace and hold that its rule names. */
  readonly waitMs?: number
  /** It is not to be raised before this instant, however long it has stood. */
  readonly notBeforeMs?: number
  /** How much is covered, for steps of the ladder that look at it. */
  readonly covered?: { readonly num: number, readonly den: number }
  /** How often a rectification was returned. */
  readonly returns?: number
}

/** What a rule looks at. */
export interface Scene {
  readonly db: Kysely<Database>
  readonly org: OrgTree
  readonly nowMs: number
}

/** What conditions are judged by. */
export interface Judge {
  readonly rules: ReadonlyMap<RuleId, AlertRule>
  readonly workingDays: WorkingDays
  readonly nowMs: number
}

/** Conditions with the same key are one and keep one alert open (domain.md §4, de-dup). */
export function standingKey({ rule, unit, object }: { rule: string | null, unit: string | null, object: string | null }): string {
  return `${rule}\t${unit}\t${object}`
}
