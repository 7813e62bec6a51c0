/**
 * What the model has to say about facts that are kept but do not count as somebody meant: objects whose later steps name
 * another unit (`fact.misplaced`), signatures and revocations outside their campaign's unit, and units treated as roots although they name
 * a parent (`unit.detached`). For whoever sends the facts, to mend them (contract.md §2).
 */
import type { ErrorCode } from '@qinglian/shared'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { OrgTree } from './org/orgTree.ts'
import { errorMessage } from '@qinglian/shared'
import { sql } from 'kysely'
import { claimsOf } from './projections/pledge.ts'

export interface Notice {
  readonly code: ErrorCode
  /** The unit that owns the object, or the detached unit itself. */
  readonly unit: string
  /** `task/…`, `finding/…`, `alert/…`, `campaign/…`, `unit/…`, or the kind of a record such as `study-session/…`. */
  readonly object: string
  readonly message: string
}

/** Enough for a person to read; mended ones disappear and make room. */
const MAX_NOTICES = 500
const IS_MISPLACED = sql<boolean>`misplaced = 1`

export async function notices(db: Kysely<Database>, org: OrgTree, atMs: number): Promise<Notice[]> {
  const misplaced = (unit: string | null, object: string): Notice => ({ code: 'fact.misplaced', unit: unit!, object, message: errorMessage('fact.misplaced') })
  const tasks = await db.selectFrom('supervision_task').select(['unit', 'task']).where(IS_MISPLACED).orderBy('task').limit(MAX_NOTICES).execute()
  const findings = await db.selectFrom('supervision_finding').select(['unit', 'finding']).where(IS_MISPLACED).orderBy('finding').limit(MAX_NOTICES).execute()
  const alerts = await db.selectFrom('alert').select(['unit', 'alert']).where(IS_MISPLACED).orderBy('alert').limit(MAX_NOTICES).execute()
  const records = await db.selectFrom('model_record').select(['unit', 'kind', 'id']).where(IS_MISPLACED).orderBy('kind').orderBy('id').limit(MAX_NOTICES).execute()
  return [
    ...org.at(atMs).detached.map((unit): Notice => ({ code: 'unit.detached', unit, object: `unit/${unit}`, message: errorMessage('unit.detached') })),
    ...tasks.map(row => misplaced(row.unit, `task/${row.task}`)),
    ...findings.map(row => misplaced(row.unit, `finding/${row.finding}`)),
    ...alerts.map(row => misplaced(row.unit, `alert/${row.alert}`)),
    ...records.map(row => misplaced(row.unit, `${row.kind}/${row.id}`)),
    ...(await strayCampaigns(db, org, atMs)).map(({ unit, campaign }) => misplaced(unit, `campaign/${campaign}`)),
  ].slice(0, MAX_NOTICES)
}

/** Campaigns with signatures or revocations by a unit that is neither the campaign's nor below it. */
async function strayCampaigns(db: Kysely<Database>, org: OrgTree, atMs: number): Promise<{ campaign: string, unit: string }[]> {
  const byUnit = (column: 's.unit' | 's.revoked_unit') => db.selectFrom('pledge_signature as s').innerJoin('pledge_campaign as c', 'c.campaign', 's.campaign')
    .select(['c.campaign', 'c.unit', `${column} as statedBy`])
    .distinct()
    .where(column, 'is not', null)
    .whereRef(column, '!=', 'c.unit')
    .execute()
  const byOthers = await db.selectFrom('pledge_signature as s').innerJoin('pledge_campaign as c', 'c.campaign', 's.campaign')
    .selectAll('s')
    .select('c.unit as owner')
    .where('s.others', 'is not', null)
    .execute()
  const pairs = [
    ...await byUnit('s.unit'),
    ...await byUnit('s.revoked_unit'),
    ...byOthers.flatMap(row => claimsOf(row).map(([, , statedBy]) => ({ campaign: row.campaign, unit: row.owner, statedBy }))),
  ]
  const stray = new Map(pairs.filter(({ unit, statedBy }) => !org.isWithin(statedBy!, unit, atMs)).map(({ campaign, unit }) => [campaign, { campaign, unit }]))
  return [...stray.values()].sort((a, b) => (a.campaign < b.campaign ? -1 : 1))
}
