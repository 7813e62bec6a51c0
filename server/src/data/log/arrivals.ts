/**
 * Arrivals: how many live statements each unit has of each domain and source, and how recent the newest is.
 * Freshness (contract.md §3) is read from here, so that it never asks the log.
 */
import type { Row, Tx } from '../../db/store.ts'
import { arrivalDomain } from '../../model/projections/marks.ts'

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

/** Notes that something came from these sources just now; a repeat counts too, it is a sign of life. */
export async function noteContact(tx: Tx, sources: ReadonlySet<string>, nowMs: number): Promise<void> {
  if (sources.size === 0)
    return
  await tx.db.insertInto('source_contact').values([...sources].map(source => ({ source, arrived_ms: nowMs })))
    .onConflict(oc => oc.column('source').doUpdateSet(eb => ({ arrived_ms: eb.ref('excluded.arrived_ms') })))
    .execute()
}
