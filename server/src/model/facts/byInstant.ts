/** Rows of an index by an instant, newest first, from one instant until another. */
import type { RawBuilder } from 'kysely'
import type { Place } from './fact.ts'
import { sql } from 'kysely'

/** `fromMs` included, `untilMs` not; either may be left open. */
export interface Range { readonly fromMs?: number, readonly untilMs?: number }

/** Names of the index's last two columns. */
export interface Columns { readonly ms: string, readonly id: string }

/** What lies in a range and after a place; asked with the order `ms desc, id desc`. */
export function newestFirst({ ms, id }: Columns, { fromMs, untilMs }: Range, after: Place | null): RawBuilder<boolean> {
  const from = fromMs === undefined ? sql`true` : sql`${sql.ref(ms)} >= ${fromMs}`
  if (after !== null)
    return sql<boolean>`(${from} and (${sql.ref(ms)}, ${sql.ref(id)}) < (${after.ms}, ${after.id}))`
  return untilMs === undefined ? sql<boolean>`(${from} and ${sql.ref(ms)} is not null)` : sql<boolean>`(${from} and ${sql.ref(ms)} < ${untilMs})`
}

/** A range first, then what lies after and before it. */
export function around({ fromMs, untilMs }: Required<Range>): Range[] {
  return [{ fromMs, untilMs }, { fromMs: untilMs }, { untilMs: fromMs }]
}
