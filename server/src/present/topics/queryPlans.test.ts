/**
 * Computing a station's topics reads nothing that grows from end to end: each query that it issues is caught on its way to
 * the database and explained there, over some thousand rows. Nor does listing what lies behind its figures.
 */
import type { CompiledQuery as Compiled, Kysely, KyselyPlugin } from 'kysely'
import type { House, Told } from '../../../test/support/house.ts'
import type { Database } from '../../db/schema.ts'
import type { Store } from '../../db/store.ts'
import { portraitDrawn, SUBJECTS } from '@qinglian/shared'
import { CompiledQuery, sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/support/databases.ts'
import { openHouse, person, PLAIN_WORDING, unit } from '../../../test/support/house.ts'
import { INDICATOR_CODES } from '../../model/config/indicators.ts'
import { factLister } from '../../model/facts/catalogue.ts'
import { createDisclosure } from './compose/hidden.ts'
import { beginRound } from './round.ts'
import { createTopicStore } from './topicStore.ts'

const GROWING = ['event', 'supervision_task', 'supervision_finding', 'pledge_signature', 'tally', 'alert', 'arrival', 'model_record', 'kiosk_day', 'portrait_day'] as const
/** People do not come by the event; PostgreSQL reads a thousand of them faster than their index. */
const MULTIPLIED = [...GROWING, 'staff_span'] as const
const STATIONS = 60
const DAY_MS = 86_400_000

/** One station's half year. */
function station(): Told[] {
  const on = (n: number): string => new Date(Date.parse('2026-06-01T02:00:00Z') + n * DAY_MS).toISOString()
  const many = (count: number, tell: (i: number) => Omit<Told, 'subject'>[]): Told[] => Array.from({ length: count }, (_, i) => tell(i)).flat()
    .map((told, i) => ({ ...told, subject: 'a', source: `/upstream/${i % 25}`, id: `${told.type}-${i}` }))
  return [
    unit('d', { level: 'district' }),
    unit('a', { parent: 'd' }),
    { type: 'pledge.campaign-opened', subject: 'd', data: { campaign: 'C', pledgeType: 'anti_drug', name: 'x', openAt: on(1), dueAt: on(30), validUntil: on(200), signatories: { all: true } } },
    ...many(40, i => [
      { type: 'supervision.task-planned', data: { task: `T${i}`, topic: 'x', kind: 'routine', dueAt: on(i * 5) } },
      ...(i % 4 === 0 ? [] : [{ type: 'supervision.task-completed', data: { task: `T${i}`, at: on(i * 4) } }]),
    ]),
    ...many(30, i => [
      { type: 'supervision.finding-raised', data: { finding: `F${i}`, category: 'ledger', severity: 'low', raisedAt: on(i * 5), dueAt: on(i * 6) } },
      ...(i % 5 === 0 ? [] : [{ type: 'rectification.verified', data: { finding: `F${i}`, at: on(i * 6 - 1) } }, { type: 'rectification.written-off', data: { finding: `F${i}`, at: on(i * 6 + 5) } }]),
    ]),
    ...many(20, i => [{ type: 'pledge.signed', data: { campaign: 'C', staffNo: `S${i}`, signedAt: on(i), method: 'paper' } }]),
    ...many(10, i => [
      { type: 'alert.raised', data: { alert: `A${i}`, rule: 'R02', object: `task/T${i}`, severity: 'blue', at: on(i * 10), dueAt: on(i * 10 + 5) } },
      ...(i % 2 === 0 ? [{ type: 'alert.written-off', data: { alert: `A${i}`, at: on(i * 10 + 3) } }] : []),
    ]),
    ...many(40, i => [
      { type: 'study.session-held', data: { session: `X${i}`, kind: 'party_lesson', topic: 'x', heldAt: on(i * 4), expected: [], attended: [], integrityContent: true } },
      { type: 'talk.held', data: { talk: `K${i}`, tier: 'head_to_staff', kind: 'routine', talker: 'H', talkee: `S${i % 22}`, focus: [], heldAt: on(i * 4) } },
      { type: 'visit.made', data: { visit: `V${i}`, staffNo: `S${i % 22}`, visitedAt: on(i * 4), result: 'none' } },
    ]),
    ...many(30, i => [
      { type: 'evaluation.submitted', data: { evaluation: `V${i}`, channel: 'onecard', kind: 'service', score: 5, dimensions: {}, tags: [], retailer: String(i % 9).padStart(32, '0'), at: on(i * 5) } },
      { type: 'org.retailer-declared', data: { retailer: String(i).padStart(32, '0'), status: 'open' } },
    ]),
    ...many(170, i => [{ type: 'kiosk.heartbeat', data: { kiosk: `K${i % 2}`, at: on(i + 6), status: 'ok' } }]),
    ...many(170, i => [{ type: 'portrait.drawn', data: { ...portraitDrawn.example, day: on(i) } }]),
    ...Array.from({ length: 22 }, (_, i) => person(`S${i}`, 'a')),
  ]
}

/** Columns that differ from one station to the next. */
const OWN = new Set(['unit', 'subject', 'id', 'task', 'finding', 'alert', 'staff_no', 'about', 'kiosk'])

/** Gives as many further stations the same half year, row by row. */
async function multiply(store: Store): Promise<void> {
  await store.write(async (tx) => {
    for (const table of MULTIPLIED) {
      const row = await tx.db.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow()
      const columns = Object.keys(row).filter(column => column !== 'seq')
      for (let n = 1; n < STATIONS; n++) {
        const values = columns.map(column => OWN.has(column) ? `${column} || '-${n}'` : column).join(', ')
        await sql.raw(`insert into ${table} (${columns.join(', ')}) select ${values} from ${table} where ${table === 'event' ? 'subject' : 'unit'} = 'a'`).execute(tx.db)
      }
    }
    await sql.raw('analyze').execute(tx.db)
  })
}

/** Keeps every query on its way to a database. */
function catchingOf(db: Kysely<Database>, caught: Compiled[]): KyselyPlugin {
  return {
    transformQuery({ node, queryId }) {
      caught.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
}

/** Computes every topic of the station and gives the queries that this took. */
async function queriesOf(house: House): Promise<Compiled[]> {
  const caught: Compiled[] = []
  await house.store.write(async (tx) => {
    const catching = catchingOf(tx.db, caught)
    const options = { org: house.org.current(), days: house.days, wording: PLAIN_WORDING, topics: createTopicStore(house.store), disclosure: createDisclosure(), atMs: house.now(), marked: [] }
    const round = await beginRound({ ...tx, db: tx.db.withPlugin(catching) }, options)
    for (const subject of SUBJECTS)
      await round.present({ unit: 'a', subject })
  })
  return caught
}

/** Looks at what lies behind every figure of the station, from the first row on and after one of the midst. */
async function queriesOfFacts(house: House): Promise<Compiled[]> {
  const caught: Compiled[] = []
  const { reader } = house.store
  const context = { db: reader.withPlugin(catchingOf(reader, caught)), org: house.org.current(), days: house.days, atMs: house.now() }
  for (const code of INDICATOR_CODES) {
    for (const stretch of factLister(code, PLAIN_WORDING)?.({ code, kinds: PLAIN_WORDING, unit: { code: 'a', level: 'station' }, context }) ?? []) {
      await stretch.read(null, 10)
      await stretch.read({ ms: house.now(), id: 'm' }, 10)
    }
  }
  return caught
}

/** Names under which a query reads growing tables, aliases among them. */
function growingNames(text: string): string[] {
  const growing = new Set<string>(GROWING)
  return [...text.matchAll(/"(\w+)"(?: as "(\w+)")?/g)].filter(match => growing.has(match[1]!)).flatMap(match => match.slice(1).filter(name => name !== undefined))
}

/** The steps of a query's plan. PostgreSQL reads a small table whole although an index would serve, so it is told to avoid that. */
async function planOf({ reader, dialect }: Store, { sql: text, parameters }: Compiled): Promise<string[]> {
  const explain = CompiledQuery.raw(`${dialect === 'sqlite' ? 'explain query plan' : 'explain'} ${text}`, [...parameters])
  const { rows } = dialect === 'sqlite'
    ? await reader.executeQuery<Record<string, unknown>>(explain)
    : await reader.transaction().execute(async (tx) => {
        await sql`set local enable_seqscan = off`.execute(tx)
        return tx.executeQuery<Record<string, unknown>>(explain)
      })
  return rows.map(row => String(row.detail ?? row['QUERY PLAN']))
}

/** What is read from end to end, with the query that does so. */
async function fullScans(store: Store, query: Compiled): Promise<string[]> {
  const { dialect } = store
  const { sql: text } = query
  const plan = await planOf(store, query)
  const names = growingNames(text).join('|')
  const scan = new RegExp(dialect === 'sqlite' ? `^SCAN (?:${names})\\b` : `Seq Scan on (?:${names})\\b`)
  return names === '' ? [] : plan.filter(step => scan.test(step)).map(step => `${step.trim()}: ${text}`)
}

describeEachDatabase('computing a station\'s topics', (openStore) => {
  it('scans no table that grows', async () => {
    const house = await openHouse(await openStore())
    await house.tell(...station())
    await house.settle()
    await multiply(house.store)
    const queries = await queriesOf(house)
    const touched = new Set(queries.flatMap(query => growingNames(query.sql)))
    expect([...touched]).toEqual(expect.arrayContaining(GROWING.filter(table => table !== 'event')))
    const scans = []
    for (const query of queries)
      scans.push(...await fullScans(house.store, query))
    expect(scans).toEqual([])
  })

  it('scans none either when it is asked what lies behind a figure', async () => {
    const house = await openHouse(await openStore())
    await house.tell(...station())
    await multiply(house.store)
    const queries = await queriesOfFacts(house)
    expect([...new Set(queries.flatMap(query => growingNames(query.sql)))]).toEqual(expect.arrayContaining(['supervision_task', 'supervision_finding', 'pledge_signature', 'tally', 'alert', 'model_record', 'kiosk_day']))
    const scans = []
    for (const query of queries)
      scans.push(...await fullScans(house.store, query))
    expect(scans).toEqual([])
  })

  it('a full scan would be found', async () => {
    const { store } = await openHouse(await openStore())
    expect(await fullScans(store, store.reader.selectFrom('tally as t').selectAll().where('t.n', '>', 1).compile())).toHaveLength(1)
  })
})
