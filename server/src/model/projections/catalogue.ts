/** Every projection of the model, and which one folds which event type. */
import type { FoldedTable, Row } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { Fact, Projection } from './projection.ts'
import { alerts } from './alert.ts'
import { kioskDays } from './kioskDay.ts'
import { sourceSystems, staff, units } from './org.ts'
import { campaigns, signatures } from './pledge.ts'
import { portraitDays } from './portraitDay.ts'
import { records } from './record.ts'
import { findings } from './supervisionFinding.ts'
import { tasks } from './supervisionTask.ts'

type AnyProjection = { [T in FoldedTable]: Projection<T> }[FoldedTable]

/** In the order in which they are applied. */
export const PROJECTIONS: readonly AnyProjection[] = [units, staff, sourceSystems, campaigns, signatures, tasks, findings, alerts, records, kioskDays, portraitDays]

/** Which projection folds a type. */
export const PROJECTION_BY_TYPE: ReadonlyMap<string, AnyProjection> = new Map(PROJECTIONS.flatMap(projection => projection.types.map(type => [type, projection] as const)))

/** The name of the row a fact folds into, as the log's column `object` keeps it; null for what no projection folds. */
export function objectOf(fact: Fact, days: Terms): string | null {
  const projection = PROJECTION_BY_TYPE.get(fact.type)
  return projection === undefined ? null : `${projection.table}\t${projection.key(fact, days).join('\t')}`
}

/** A row of one table before and after. */
export interface ChangeOf<T extends FoldedTable> {
  readonly table: T
  readonly before: Row<T> | undefined
  readonly after: Row<T> | undefined
}
export type Change = { [T in FoldedTable]: ChangeOf<T> }[FoldedTable]

/** Those of the two rows that exist. */
export function rowsOf<T extends FoldedTable>({ before, after }: ChangeOf<T>): Row<T>[] {
  return [before, after].filter(row => row !== undefined)
}
