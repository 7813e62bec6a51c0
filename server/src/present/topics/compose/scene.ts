/** What composing a topic needs to know beside the unit's numbers. */
import type { Audience, Level } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../../../db/schema.ts'
import type { Terms } from '../../../model/calendar/terms.ts'
import type { BySeverity } from '../../../model/config/levelOf.ts'
import type { SourceView } from '../../../model/freshness.ts'
import type { OrgTree, TreeAt } from '../../../model/org/orgTree.ts'
import type { Part, PartSubject } from '../../../model/parts/part.ts'
import type { PortraitRules } from '../../../model/portrait/sitting.ts'

/** The bureau's judgements and words, from its configuration. */
export interface Wording {
  /** Level of an indicator's value; counts are scaled by the number of stations. `none` where there is nothing to judge. */
  level: (indicator: string, value: { num: number, den: number, bySeverity?: BySeverity }, stations: number) => Level
  /** Indicators under a prefix such as `sup.` that colour their topic for an audience: what it may not see colours nothing for it. */
  judged: (prefix: string, audience: Audience) => readonly string[]
  pledgeType: (code: string) => { readonly name: string, readonly mandatory: boolean, readonly indicator?: string | undefined } | undefined
  /** Whether a tag of a rating is about integrity, and so never for the public (domain.md §4, R17). */
  isIntegrityTag: (tag: string) => boolean
  rule: (id: string) => { readonly name: string, readonly countsPublicly: boolean } | undefined
  /** What portraits are drawn by. */
  portrait: () => PortraitRules
  /** Public name of a source system. */
  sourceName: (system: string) => string | undefined
}

export interface Scene {
  readonly db: Kysely<Database>
  readonly org: OrgTree
  /** The tree at `atMs`. */
  readonly tree: TreeAt
  readonly days: Terms
  readonly atMs: number
  readonly wording: Wording
  readonly sources: SourceView
  /** What a unit and everything below it amount to; empty where nothing is known yet. */
  total: (unit: string, subject: PartSubject) => Promise<Part>
  /** The unit's own part, without what lies below. */
  own: (unit: string, subject: PartSubject) => Promise<Part>
}

/** Stations at or below a unit, by which count thresholds are scaled; at least one. */
export function stationsBelow(scene: Scene, unit: string): number {
  return Math.max(1, scene.tree.subtree(unit).filter(code => scene.org.describe(code, scene.atMs)?.level === 'station').length)
}
