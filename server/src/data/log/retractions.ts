/**
 * Retractions: the named event counts as never sent, whichever arrives first (contract.md §1).
 *
 * An event is void while a live retraction names it; a retraction may be retracted itself, so liveness runs along a
 * chain, which ends at one event because each retraction names just one, or in a circle, which cancels nothing.
 * `event.voided` caches the answer.
 * A retraction reaches an event of its own `subject`, or any event when the key that brought it was not limited to a
 * unit; one that does not reach is kept and does nothing.
 */
import type { Row, Tx } from '../../db/store.ts'
import { sql } from 'kysely'

type Event = Row<'event'>
export interface Identity { readonly source: string, readonly id: string }

const identityText = ({ source, id }: Identity): string => `${source}\t${id}`

/** The condition of the partial index; a bound parameter would not match it. */
const IS_PENDING = sql<boolean>`pending = 1`

/** Pairs asked for in one query. */
const CHUNK = 200

/** Those of the new identities that a retraction which came before them names. Costs one empty query where there is none. */
export async function awaited(tx: Tx, identities: readonly Identity[]): Promise<Set<string>> {
  const any = await tx.db.selectFrom('retraction').select('id').where(IS_PENDING).limit(1).executeTakeFirst()
  if (any === undefined)
    return new Set()
  const found = new Set<string>()
  for (let i = 0; i < identities.length; i += CHUNK) {
    const rows = await tx.db.selectFrom('retraction').select(['target_source', 'target_id']).where(IS_PENDING).where(eb => eb.or(
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
  const changed = new Map<string, Change>()
  for (const start of [...arrived, ...retractions.map(retraction => retraction.target)])
    await settleFrom(tx, start, changed)
  return [...changed.values()].filter(({ before, event }) => before !== event.voided).map(({ event }) => event)
}

/** An event whose liveness was touched, and what it was at first: it may turn and turn back within one batch. */
interface Change { readonly before: number, readonly event: Event }

/** Walks from an event along what it retracts, as long as liveness changes; round a cycle once, whatever changes. */
async function settleFrom(tx: Tx, start: Identity, changed: Map<string, Change>): Promise<void> {
  const { events, circle } = await chainFrom(tx, start)
  for (const event of events) {
    await tx.db.updateTable('retraction').set({ pending: 0 }).where('target_source', '=', event.source).where('target_id', '=', event.id).execute()
    const voided = await isVoided(tx, event, circle) ? 1 : 0
    if (voided !== event.voided) {
      await tx.db.updateTable('event').set({ voided }).where('seq', '=', event.seq).execute()
      changed.set(identityText(event), { before: changed.get(identityText(event))?.before ?? event.voided, event: { ...event, voided } })
    }
    else if (circle.size === 0) {
      return
    }
  }
}

/** The event, what it retracts, what that retracts and so on, as far as the log knows them. */
async function chainFrom(tx: Tx, start: Identity): Promise<{ events: Event[], circle: ReadonlySet<string> }> {
  const events = new Map<string, Event>()
  for (let next: Identity | undefined = start; next !== undefined;) {
    if (events.has(identityText(next))) {
      const names = [...events.keys()]
      return { events: [...events.values()], circle: new Set(names.slice(names.indexOf(identityText(next)))) }
    }
    const event = await find(tx, next)
    if (event === undefined)
      break
    events.set(identityText(event), event)
    next = await targetOf(tx, event)
  }
  return { events: [...events.values()], circle: new Set() }
}

function find(tx: Tx, { source, id }: Identity): Promise<Event | undefined> {
  return tx.db.selectFrom('event').selectAll().where('source', '=', source).where('id', '=', id).executeTakeFirst()
}

/** @param circle retractions that name each other in a circle: they cancel nothing among themselves */
async function isVoided(tx: Tx, event: Event, circle: ReadonlySet<string>): Promise<boolean> {
  const live = await tx.db.selectFrom('retraction as r')
    .innerJoin('event as e', join => join.onRef('e.source', '=', 'r.source').onRef('e.id', '=', 'r.id'))
    .select(['r.source', 'r.id'])
    .where('r.target_source', '=', event.source)
    .where('r.target_id', '=', event.id)
    .where('e.voided', '=', 0)
    .where(eb => eb.or([eb('r.wide', '=', 1), eb('r.subject', '=', event.subject)]))
    .execute()
  return live.some(retraction => !circle.has(identityText(event)) || !circle.has(identityText(retraction)))
}

async function targetOf(tx: Tx, { source, id }: Identity): Promise<Identity | undefined> {
  const row = await tx.db.selectFrom('retraction').select(['target_source', 'target_id']).where('source', '=', source).where('id', '=', id).executeTakeFirst()
  return row && { source: row.target_source, id: row.target_id }
}
