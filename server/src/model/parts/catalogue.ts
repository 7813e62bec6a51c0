/** How each subject's own part is computed. */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Days } from '../calendar/days.ts'
import type { OrgTree } from '../org/orgTree.ts'
import type { OwnPart, PartSubject, PartUnit } from './part.ts'
import { alertsPart } from './alertsPart.ts'
import { newestBySource } from './arrivals.ts'
import { feedPart } from './feedPart.ts'
import { part } from './part.ts'
import { pledgesPart } from './pledgesPart.ts'
import { supervisionPart } from './supervisionPart.ts'

export interface PartContext { readonly db: Kysely<Database>, readonly org: OrgTree, readonly days: Days, readonly atMs: number }

export function ownPart(subject: PartSubject, unit: PartUnit, { db, org, days, atMs }: PartContext): Promise<OwnPart> {
  switch (subject) {
    case 'supervision':
      return supervisionPart(db, unit, atMs, days)
    case 'pledges':
      return pledgesPart(db, unit, atMs, org)
    case 'alerts':
      return alertsPart(db, unit, atMs)
    case 'feed':
      return feedPart(db, unit)
    case 'sources':
      return sourcesPart(db, unit)
  }
}

async function sourcesPart(db: Kysely<Database>, unit: PartUnit): Promise<OwnPart> {
  return { part: part({ latest: await newestBySource(db, unit.code) }), wakeMs: null }
}
