/**
 * Appends statements to the log and brings the tables along, in the transaction given: after it commits, log, tables,
 * tallies, arrivals and dirty marks agree; when it fails, nothing of it is there.
 */
import type { Row, Tx } from '../../db/store.ts'
import type { Terms } from '../../model/calendar/terms.ts'
import type { OrgStore } from '../../model/org/orgStore.ts'
import type { OrgTree } from '../../model/org/orgTree.ts'
import type { Applied } from '../../model/projections/engine.ts'
import type { Fact } from '../../model/projections/projection.ts'
import type { Outcome, Statement } from '../statement.ts'
import type { Content, NameVault } from './names.ts'
import type { NewRetraction } from './retractions.ts'
import { factRetracted, subMillisecondDigits } from '@qinglian/shared'
import { markLateDays } from '../../model/metrics/lateDays.ts'
import { objectOf } from '../../model/projections/catalogue.ts'
import { applyFacts, parseObject, refoldObjects } from '../../model/projections/engine.ts'
import { marksFor } from '../../model/projections/marks.ts'
import { statementKey } from '../../model/statementOrder.ts'
import { countArrivals, noteContact, uncountArrivals } from './arrivals.ts'
import { canonicalJson } from './canonical.ts'
import { sealNames } from './names.ts'
import { awaited, settle } from './retractions.ts'

export interface LogContext {
  readonly days: Terms
  readonly org: OrgStore
  readonly vault: NameVault
}

/** The context of one transaction. */
export interface AppendContext extends LogContext { readonly nowMs: number }

export interface Appended {
  readonly outcomes: Outcome[]
  /** The tree to take over once this is committed, where units changed. */
  readonly tree: OrgTree | undefined
}

type Event = Row<'event'>

export async function append(tx: Tx, statements: readonly Statement[], context: AppendContext): Promise<Appended> {
  const { nowMs } = context
  const contents = await sealNames(tx, statements, context.vault)
  const facts = statements.map((statement, i) => factOf(statement, contents[i]!))
  const expected = await awaited(tx, statements)
  const inserted = await tx.insertEvents(facts.map((fact, i) => eventRow(fact, { statement: statements[i]!, content: contents[i]! }, context)))
  const outcomes = await judge(tx, statements.map((statement, i) => ({ statement, content: contents[i]!, isNew: inserted[i]! })))
  const fresh = facts.filter((_, i) => inserted[i])

  const changed = await settle(
    tx,
    retractionsAmong(fresh, statements.filter((_, i) => inserted[i])),
    fresh.filter(fact => expected.has(`${fact.source}\t${fact.id}`)),
  )
  const voided = new Set(changed.filter(event => event.voided === 1).map(event => `${event.source}\t${event.id}`))
  const live = fresh.filter(fact => !voided.has(`${fact.source}\t${fact.id}`))
  const freshNames = new Set(fresh.map(fact => `${fact.source}\t${fact.id}`))
  const older = changed.filter(event => !freshNames.has(`${event.source}\t${event.id}`))

  const applied = await applyFacts(tx, live, context.days)
  const refolded = await refold(tx, older, context.days)
  const changes = [...applied.changes, ...refolded.changes]
  const tallies = [...applied.tallies, ...refolded.tallies]
  await countArrivals(tx, [...live.map(fact => ({ ...fact, time_ms: fact.timeMs })), ...older.filter(event => event.voided === 0)])
  await uncountArrivals(tx, older.filter(event => event.voided === 1))

  const tree = changes.some(change => change.table === 'unit_span') ? await context.org.preview(tx.db) : undefined
  const before = context.org.current()
  await noteContact(tx, new Set(statements.map(statement => statement.source)), { nowMs, tree: (tree ?? before).at(nowMs) })
  const marks = await marksFor(tx, { facts: [...live, ...older.map(event => factFromLog(event))], changes, tallies }, { before, after: tree ?? before, nowMs })
  await tx.markDirty(marks)
  await markLateDays(tx, { changes, tallies, marks }, { days: context.days, nowMs, before, after: tree ?? before })
  return { outcomes, tree }
}

function factOf(statement: Statement, content: Content): Fact {
  const { type, subject, source, id, timeMs } = statement
  return { type, subject, source, id, timeMs, stmt: statementKey(timeMs, source, id), data: content.data }
}

/** A fact as the log kept it. */
export function factFromLog(event: Pick<Event, 'type' | 'subject' | 'source' | 'id' | 'time_ms' | 'data'>): Fact {
  const { type, subject, source, id, time_ms } = event
  return { type, subject, source, id, timeMs: time_ms, stmt: statementKey(time_ms, source, id), data: JSON.parse(event.data) as Record<string, unknown> }
}

function eventRow(fact: Fact, { statement, content }: { statement: Statement, content: Content }, { nowMs, days }: AppendContext) {
  return {
    source: fact.source,
    id: fact.id,
    type: fact.type,
    subject: fact.subject,
    time_ms: fact.timeMs,
    time: statement.time,
    data: JSON.stringify(fact.data),
    ext: statement.ext === undefined ? null : JSON.stringify(statement.ext),
    object: objectOf(fact, days),
    digest: content.digest,
    received_ms: nowMs,
    wide: statement.wide ? 1 : 0,
    voided: 0,
  }
}

function retractionsAmong(facts: readonly Fact[], statements: readonly Statement[]): NewRetraction[] {
  return facts.flatMap((fact, i) => fact.type !== factRetracted.type
    ? []
    : [{ source: fact.source, id: fact.id, subject: fact.subject, wide: statements[i]!.wide ? 1 : 0, target: { source: String(fact.data.source), id: String(fact.data.id) } }])
}

type Known = Pick<Event, 'source' | 'id' | 'type' | 'subject' | 'time_ms' | 'time' | 'data' | 'digest'>

/** Identities asked for in one query. */
const CHUNK = 500

/** Tells repeats from conflicts among the statements whose identity was already there. */
async function judge(tx: Tx, candidates: readonly { statement: Statement, content: Content, isNew: boolean }[]): Promise<Outcome[]> {
  const known = await knownEvents(tx, candidates.filter(candidate => !candidate.isNew).map(candidate => candidate.statement))
  return candidates.map(({ statement, content, isNew }) => {
    if (isNew)
      return 'accepted'
    return isSame(statement, content, known.get(`${statement.source}\t${statement.id}`)!) ? 'duplicate' : 'conflict'
  })
}

/** What the log holds under these identities, by source and id. */
async function knownEvents(tx: Tx, statements: readonly Statement[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  for (const [source, mine] of Map.groupBy(statements, statement => statement.source)) {
    for (let i = 0; i < mine.length; i += CHUNK) {
      const rows = await tx.db.selectFrom('event').select(['source', 'id', 'type', 'subject', 'time_ms', 'time', 'data', 'digest'])
        .where('source', '=', source)
        .where('id', 'in', mine.slice(i, i + CHUNK).map(statement => statement.id))
        .execute()
      for (const row of rows)
        known.set(`${row.source}\t${row.id}`, row)
    }
  }
  return known
}

/** Equal when type, subject, time as an instant, and data under RFC 8785 are equal (contract.md §1). */
function isSame(statement: Statement, content: Content, known: Known): boolean {
  return statement.type === known.type
    && statement.subject === known.subject
    && statement.timeMs === known.time_ms
    && subMillisecondDigits(statement.time) === subMillisecondDigits(known.time)
    && (content.digest === null ? canonicalJson(statement.data) === canonicalJson(JSON.parse(known.data)) : content.digest === known.digest)
}

/** Folds the objects of events whose liveness changed anew from what is live in the log. */
async function refold(tx: Tx, events: readonly Event[], days: Terms): Promise<Applied> {
  const objects = new Set(events.map(event => event.object).filter(object => object !== null))
  const remains = []
  for (const object of objects) {
    const rows = await tx.db.selectFrom('event').select(['type', 'subject', 'source', 'id', 'time_ms', 'data']).where('object', '=', object).where('voided', '=', 0).execute()
    remains.push({ ...parseObject(object), facts: rows.map(factFromLog) })
  }
  return refoldObjects(tx, remains, days)
}
