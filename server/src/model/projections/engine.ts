/**
 * Applies facts to the tables, inside the transaction that keeps them in the log.
 *
 * Promise: after `applyFacts` or `refoldObjects` every row equals the fold of the live statements about it, and every
 * tally equals the sum over the rows. Cost: one read and at most one write a touched row, and one write a touched
 * (unit, measure, day), however many facts of the batch touch it.
 */
import type { TallyTable } from '../../db/schema.ts'
import type { FoldedTable, Key, Row, Tx } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { Change, ChangeOf } from './catalogue.ts'
import type { Fact, Projection } from './projection.ts'
import { KEYS } from '../../db/store.ts'
import { PROJECTION_BY_TYPE, PROJECTIONS } from './catalogue.ts'

/** What became of rows and tallies. */
export interface Applied { readonly changes: readonly Change[], readonly tallies: readonly TallyTable[] }

/** Folds new facts into their rows. Order and repetition do not matter. */
export async function applyFacts(tx: Tx, facts: readonly Fact[], days: Terms): Promise<Applied> {
  const changes: Change[] = []
  const byProjection = Map.groupBy(facts, fact => PROJECTION_BY_TYPE.get(fact.type))
  for (const projection of PROJECTIONS) {
    const mine = byProjection.get(projection)
    if (mine !== undefined)
      changes.push(...await applyTo(tx, projection as Projection<FoldedTable>, { facts: mine, days }) as Change[])
  }
  return { changes, tallies: await addTallies(tx, changes, days) }
}

async function applyTo<T extends FoldedTable>(tx: Tx, projection: Projection<T>, { facts, days }: { facts: readonly Fact[], days: Terms }): Promise<ChangeOf<T>[]> {
  const groups = new Map<string, { key: Key, facts: Fact[] }>()
  for (const fact of facts) {
    const key = projection.key(fact, days)
    const name = key.join('\t')
    const group = groups.get(name)
    if (group === undefined)
      groups.set(name, { key, facts: [fact] })
    else
      group.facts.push(fact)
  }
  const wanted = [...groups.values()]
  const known = await tx.loadRows(projection.table, wanted.map(group => group.key))
  const changes: ChangeOf<T>[] = []
  for (const [i, group] of wanted.entries()) {
    const before = known[i]
    let after = before
    for (const fact of group.facts)
      after = projection.fold(after, fact, days)
    if (after !== before)
      changes.push({ table: projection.table, before, after })
  }
  await tx.saveRows(projection.table, changes.map(change => change.after!))
  return changes
}

/** What is left of an object: its live statements, from the log. */
export interface Remains { readonly table: FoldedTable, readonly key: Key, readonly facts: readonly Fact[] }

/** Folds objects anew from what is left of them, after a retraction. */
export async function refoldObjects(tx: Tx, objects: readonly Remains[], days: Terms): Promise<Applied> {
  const changes: Change[] = []
  for (const remains of objects)
    changes.push(await refoldOne(tx, projectionOf(remains.table), { ...remains, days }) as Change)
  return { changes, tallies: await addTallies(tx, changes, days) }
}

async function refoldOne<T extends FoldedTable>(tx: Tx, projection: Projection<T>, { key, facts, days }: Remains & { days: Terms }): Promise<ChangeOf<T>> {
  const { table } = projection
  const [before] = await tx.loadRows(table, [key])
  let after: Row<T> | undefined
  for (const fact of facts)
    after = projection.fold(after, fact, days)
  await (after === undefined ? tx.deleteRows(table, [key]) : tx.saveRows(table, [after]))
  return { table, before, after }
}

function projectionOf(table: FoldedTable): Projection<FoldedTable> {
  return PROJECTIONS.find(projection => projection.table === table) as Projection<FoldedTable>
}

/** The key of an object from its name in the log; numbers in it are instants and days. */
export function parseObject(object: string): { table: FoldedTable, key: Key } {
  const [table, ...parts] = object.split('\t') as [FoldedTable, ...string[]]
  return { table, key: parts.map((part, i) => /_ms$|^day$/.test(KEYS[table][i]!) ? Number(part) : part) }
}

async function addTallies(tx: Tx, changes: readonly Change[], days: Terms): Promise<TallyTable[]> {
  const sums = new Map<string, TallyTable>()
  const add = (table: FoldedTable, row: Row<FoldedTable> | undefined, sign: 1 | -1): void => {
    const { tallies } = projectionOf(table)
    const owner = row === undefined ? null : (row as { unit?: string | null }).unit ?? null
    if (tallies === undefined || row === undefined || owner === null)
      return
    for (const { measure, day, n, unit = owner } of tallies(row, days)) {
      const name = `${unit}\t${measure}\t${day}`
      const sum = sums.get(name)
      if (sum === undefined)
        sums.set(name, { unit, measure, day, n: sign * n })
      else
        sum.n += sign * n
    }
  }
  for (const change of changes) {
    add(change.table, change.before, -1)
    add(change.table, change.after, 1)
  }
  const moved = [...sums.values()].filter(sum => sum.n !== 0)
  if (moved.length > 0)
    await tx.addTallies(moved)
  return moved
}
