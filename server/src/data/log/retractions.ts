/**
 * Retractions: the named event counts as never sent, whichever arrives first (contract.md §1).
 *
 * An event is void while a live retraction names it; a retraction may be retracted itself, so liveness runs along a
 * chain, which always ends at one event because each retraction names just one. `event.voided` caches the answer.
 * A retraction reaches an event of its own `subject`, or any event when the key that brought it was not limited to a
 * unit; one that does not reach is kept and does nothing.
 */
import type { Row, Tx } from '../../db/store.ts'

type Event = Row<'event'>
export interface Identity { readonly source: string, readonly id: string }

const identityText = ({ source, id }: Identity): string => `${source}\t${id}`

/** Pairs asked for in one query. */
const CHUNK = 200

/** Those of the new identities that a retraction which came before them names. Costs one empty query where there is none. */
export async function awaited(tx: Tx, identities: readonly Identity[]): Promise<Set<string>> {
  const any = await tx.db.selectFrom('retraction').select('id').where('pending', '=', 1).limit(1).executeTakeFirst()
  if (any === undefined)
    return new Set()
  const found = new Set<string>()
  for (let i = 0; i < identities.length; i += CHUNK) {
    const rows = await tx.db.selectFrom('retraction').select(['target_source', 'target_id']).where('pending', '=', 1).where(eb => eb.or(
      identities.slice(i, i + CHUNK).map(({ source, id }) => eb.and([eb('target_source', '=', source), eb('target_id', '=', id)])),
    )).execute()
    for (const row of rows)
      found.add(identityText({ source: row.target_source, id: row.target_id }))
  }
  return found
}

/** A new retraction as the log keeps it. */
export interface NewRetraction extends Identity { readonly subject: string, readonly wide: number, readonly target: Identity }

/**
 * Records new retractions and settles what they change, and what earlier retractions change about events that have
 * just arrived. All of these must be in the log already.
 * @param arrived just arrived events that an earlier retraction named
 * @returns events whose `voided` changed, as they are now
 */
export async function settle(tx: Tx, retractions: readonly NewRetraction[], arrived: readonly Identity[]): Promise<Event[]> {
  if (retractions.length > 0) {
    await tx.db.insertInto('retraction').values(retractions.map(({ source, id, subject, wide, target }) => (
      { target_source: target.source, target_id: target.id, source, id, subject, wide, pending: 1 }
    ))).onConflict(oc => oc.doNothing()).execute()
  }
  const changed = new Map<string, Event>()
  for (const start of [...arrived, ...retractions.map(retraction => retraction.target)])
    await settleFrom(tx, start, changed)
  return [...changed.values()]
}

/** Walks from an event along what it retracts, as long as liveness changes. */
async function settleFrom(tx: Tx, start: Identity, changed: Map<string, Event>): Promise<void> {
  for (let next: Identity | undefined = start; next !== undefined;) {
    const event = await find(tx, next)
    if (event === undefined)
      return
    await tx.db.updateTable('retraction').set({ pending: 0 }).where('target_source', '=', event.source).where('target_id', '=', event.id).execute()
    const voided = await isVoided(tx, event) ? 1 : 0
    if (voided === event.voided)
      return
    await tx.db.updateTable('event').set({ voided }).where('seq', '=', event.seq).execute()
    changed.set(identityText(event), { ...event, voided })
    next = await targetOf(tx, event)
  }
}

function find(tx: Tx, { source, id }: Identity): Promise<Event | undefined> {
  return tx.db.selectFrom('event').selectAll().where('source', '=', source).where('id', '=', id).executeTakeFirst()
}

async function isVoided(tx: Tx, event: Event): Promise<boolean> {
  const live = await tx.db.selectFrom('retraction as r')
    .innerJoin('event as e', join => join.onRef('e.source', '=', 'r.source').onRef('e.id', '=', 'r.id'))
    .select('r.id')
    .where('r.target_source', '=', event.source)
    .where('r.target_id', '=', event.id)
    .where('e.voided', '=', 0)
    .where(eb => eb.or([eb('r.wide', '=', 1), eb('r.subject', '=', event.subject)]))
    .limit(1)
    .executeTakeFirst()
  return live !== undefined
}

async function targetOf(tx: Tx, { source, id }: Identity): Promise<Identity | undefined> {
  const row = await tx.db.selectFrom('retraction').select(['target_source', 'target_id']).where('source', '=', source).where('id', '=', id).executeTakeFirst()
  return row && { source: row.target_source, id: row.target_id }
}
