/**
 * Arrivals: how many live statements each unit has of each domain and source, and how recent the newest is.
 * Freshness (contract.md §3) is read from here, so that it never asks the log.
 */
import type { Row, Tx } from '../../db/store.ts'
import type { SourceView } from '../../model/freshness.ts'
import type { TreeAt } from '../../model/org/orgTree.ts'
import { ENGINE_SOURCE } from '@qinglian/shared'
import { engineFreshness, sourceView, stateOf } from '../../model/freshness.ts'
import { arrivalDomain, SHOWING_FRESHNESS } from '../../model/projections/marks.ts'

type Event = Pick<Row<'event'>, 'subject' | 'type' | 'source' | 'time_ms'>

interface Count { unit: string, domain: string, source: string, n: number, newest_ms: number }

/** Counts events that became live. */
export async function countArrivals(tx: Tx, events: readonly Event[]): Promise<void> {
  const counts = grouped(events)
  if (counts.length === 0)
    return
  await tx.db.insertInto('arrival').values(counts).onConflict(oc => oc.columns(['unit', 'domain', 'source']).doUpdateSet(eb => ({
    n: eb('arrival.n', '+', eb.ref('excluded.n')),
    newest_ms: eb.case().when('excluded.newest_ms', '>', eb.ref('arrival.newest_ms')).then(eb.ref('excluded.newest_ms')).else(eb.ref('arrival.newest_ms')).end(),
  }))).execute()
}

/** Takes back events that became void, and looks up the newest that is left. */
export async function uncountArrivals(tx: Tx, events: readonly Event[]): Promise<void> {
  for (const { unit, domain, source, n } of grouped(events)) {
    const left = await newestLive(tx, { unit, domain, source })
    await (left === undefined
      ? tx.db.deleteFrom('arrival').where('unit', '=', unit).where('domain', '=', domain).where('source', '=', source).execute()
      : tx.db.updateTable('arrival').set(eb => ({ n: eb('n', '-', n), newest_ms: left })).where('unit', '=', unit).where('domain', '=', domain).where('source', '=', source).execute())
  }
}

/** Steps back from the newest statement of the unit (index `event_recent`), in pages, until one of the domain and source is found. */
async function newestLive(tx: Tx, { unit, domain, source }: { unit: string, domain: string, source: string }): Promise<number | undefined> {
  const PAGE = 200
  for (let offset = 0; ; offset += PAGE) {
    const rows = await tx.db.selectFrom('event').select(['type', 'time_ms', 'source', 'voided']).where('subject', '=', unit).orderBy('time_ms', 'desc').limit(PAGE).offset(offset).execute()
    const found = rows.find(row => row.voided === 0 && row.source === source && arrivalDomain(row.type) === domain)
    if (found !== undefined || rows.length < PAGE)
      return found?.time_ms
  }
}

function grouped(events: readonly Event[]): Count[] {
  const counts = new Map<string, Count>()
  for (const { subject, type, source, time_ms } of events) {
    const domain = arrivalDomain(type)
    const name = `${subject}\t${domain}\t${source}`
    const count = counts.get(name)
    if (count === undefined) {
      counts.set(name, { unit: subject, domain, source, n: 1, newest_ms: time_ms })
    }
    else {
      count.n += 1
      count.newest_ms = Math.max(count.newest_ms, time_ms)
    }
  }
  return [...counts.values()]
}

/**
 * Notes that something came from these sources just now; a repeat counts too, it is a sign of life. A source that was late
 * or silent is fresh again for every unit it feeds, so their figures are marked.
 */
export async function noteContact(tx: Tx, sources: ReadonlySet<string>, { nowMs, tree }: { nowMs: number, tree: TreeAt }): Promise<void> {
  if (sources.size === 0)
    return
  const view = await sourceView(tx.db, nowMs)
  const returned = await overdueSources(tx, sources, view)
  const engineReturned = sources.has(ENGINE_SOURCE) && engineFreshness(view).state !== 'fresh'
  await tx.db.insertInto('source_contact').values([...sources].map(source => ({ source, arrived_ms: nowMs })))
    .onConflict(oc => oc.column('source').doUpdateSet(eb => ({ arrived_ms: eb.ref('excluded.arrived_ms') })))
    .execute()
  if (engineReturned)
    await tx.markDirty(tree.roots.flatMap(tree.subtree).map(unit => ({ unit, subject: 'alerts' })))
  if (returned.length === 0)
    return
  const fed = await tx.db.selectFrom('arrival').select('unit').distinct().where('source', 'in', returned).execute()
  const units = new Set(fed.flatMap(({ unit }) => tree.path(unit)))
  await tx.markDirty([...units].flatMap(unit => SHOWING_FRESHNESS.map(subject => ({ unit, subject }))))
}

/** Those whose system was late before this contact, with every source of these systems. */
async function overdueSources(tx: Tx, sources: ReadonlySet<string>, view: SourceView): Promise<string[]> {
  const late = new Set([...sources].map(source => view.systemOf(source)).filter(system => system !== undefined && stateOf(system.every_sec, view.arrivedMs(system), view.atMs) !== 'fresh').map(system => system!.system))
  if (late.size === 0)
    return []
  const known = await tx.db.selectFrom('source_contact').select('source').execute()
  return known.map(row => row.source).filter(source => late.has(view.systemOf(source)?.system ?? ''))
}
