/**
 * The feed of one own unit: facts worth a sentence, newest first by statement order.
 *
 * Public (domain.md §6.1): tasks done, items written off, sessions held, licences delivered, terminals used, honours, and
 * signings only as "so many in this hour" from three people up. Nothing that is about a single person is ever in the public list.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { FeedFact, OwnPart, PartContext, PartUnit } from './part.ts'
import { sql } from 'kysely'
import { TOLD } from '../records/catalogue.ts'
import { rowView } from '../records/recordView.ts'
import { FEED_LENGTH, newest, part } from './part.ts'

/** Fewer people than this are nobody's business (domain.md §6.1). */
const MIN_PEOPLE = 3
/** Signatures looked back at for hours worth a sentence. */
const LOOK_BACK = 200
/** A statement key begins with its instant, `2026-11-23T06`: so many characters name the hour. */
const HOUR_CHARS = 13

export async function feedPart(unit: PartUnit, { db, days }: PartContext): Promise<OwnPart> {
  const shown = newest([...await tasksDone(db, unit.code), ...await findingsWrittenOff(db, unit.code), ...await signings(db, unit.code), ...await recordsTold(unit.code, { db, days })])
  return { part: part({ feed: { public: shown, internal: newest([...shown, ...await alertsRaised(db, unit.code)]) } }), wakeMs: null }
}

async function tasksDone(db: Kysely<Database>, unit: string): Promise<FeedFact[]> {
  const rows = await db.selectFrom('supervision_task').select(['done_stmt', 'kind']).where('unit', '=', unit).where(sql<boolean>`state = 'done'`).orderBy('done_stmt', 'desc').limit(FEED_LENGTH).execute()
  return rows.map(row => ({ stmt: row.done_stmt!, unit, kind: 'task_done', params: { taskKind: row.kind! } }))
}

async function findingsWrittenOff(db: Kysely<Database>, unit: string): Promise<FeedFact[]> {
  const rows = await db.selectFrom('supervision_finding').select('written_off_stmt').where('unit', '=', unit).where('written_off_stmt', 'is not', null).orderBy('written_off_stmt', 'desc').limit(FEED_LENGTH).execute()
  return rows.map(row => ({ stmt: row.written_off_stmt!, unit, kind: 'written_off', params: {} }))
}

/** Steps of records, of every kind that is told. */
async function recordsTold(unit: string, { db, days }: Pick<PartContext, 'db' | 'days'>): Promise<FeedFact[]> {
  const rows = await db.selectFrom('model_record').selectAll().where('unit', '=', unit).where('told_stmt', 'is not', null).orderBy('told_stmt', 'desc').limit(FEED_LENGTH).execute()
  return rows.map((row) => {
    const told = TOLD.get(row.kind)!
    return { stmt: row.told_stmt!, unit, kind: told.as, params: told.params(rowView(row, days)) }
  })
}

async function signings(db: Kysely<Database>, unit: string): Promise<FeedFact[]> {
  const recent = await db.selectFrom('pledge_signature as s').innerJoin('pledge_campaign as c', 'c.campaign', 's.campaign')
    .select(['s.signed_stmt', 'c.campaign', 'c.pledge_type', 'c.signatories'])
    .where('s.unit', '=', unit)
    .where('s.signed_stmt', 'is not', null)
    .orderBy('s.signed_stmt', 'desc')
    .limit(LOOK_BACK)
    .execute()
  const hours = new Map<string, { stmt: string, hour: string, campaign: string, type: string }>()
  for (const row of recent) {
    const hour = row.signed_stmt!.slice(0, HOUR_CHARS)
    const name = `${hour}|${row.campaign}`
    if (!hours.has(name) && !('staffNos' in (JSON.parse(row.signatories) as object)))
      hours.set(name, { stmt: row.signed_stmt!, hour, campaign: row.campaign, type: row.pledge_type })
  }
  const facts: FeedFact[] = []
  for (const { stmt, hour, campaign, type } of [...hours.values()].slice(0, FEED_LENGTH)) {
    const people = await signedWithin(db, { unit, campaign, hour })
    if (people >= MIN_PEOPLE)
      facts.push({ stmt, unit, kind: 'signed_many', params: { type, people } })
  }
  return facts
}

/** People who signed under a campaign within an hour of statements; one row a person, so rows are people. */
async function signedWithin(db: Kysely<Database>, { unit, campaign, hour }: { unit: string, campaign: string, hour: string }): Promise<number> {
  const row = await db.selectFrom('pledge_signature').select(eb => eb.fn.countAll<number>().as('n'))
    .where('unit', '=', unit)
    .where('campaign', '=', campaign)
    .where('signed_stmt', '>=', hour)
    .where('signed_stmt', '<', `${hour};`)
    .executeTakeFirstOrThrow()
  return row.n
}

async function alertsRaised(db: Kysely<Database>, unit: string): Promise<FeedFact[]> {
  const rows = await db.selectFrom('alert').select(['stmt', 'rule', 'severity']).where('unit', '=', unit).where('stmt', 'is not', null).orderBy('raised_ms', 'desc').limit(FEED_LENGTH).execute()
  return rows.map(row => ({ stmt: row.stmt!, unit, kind: 'alert_raised', params: { rule: row.rule!, severity: row.severity! } }))
}
