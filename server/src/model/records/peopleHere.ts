/**
 * The people of a unit and the records about them, for rates over people.
 *
 * A person counts in the unit they stand in on the day of the figure and takes their records along. Whose word about somebody
 * counts is bounded: that of the units where they stand or have stood, and of those above where they stand. So a unit never
 * raises a figure of another by stating records about its people.
 */
import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import type { Row } from '../../db/store.ts'
import type { PartContext, PartUnit } from '../parts/part.ts'
import { peopleOf, placeAt } from '../pledges/people.ts'

/** The kind of a person in a list. */
export const STAFF = 'staff'

/** Staff on the rolls of a unit, each with the units whose records about them count. */
export type PeopleHere = ReadonlyMap<string, ReadonlySet<string>>

export async function peopleHere({ code }: PartUnit, { db, org, atMs }: PartContext): Promise<PeopleHere> {
  const above = org.at(atMs).path(code)
  const here = new Map<string, ReadonlySet<string>>()
  for (const [staffNo, spans] of await peopleOf(db, code)) {
    const place = placeAt(spans, atMs)
    if (place?.unit === code && place.onRolls)
      here.set(staffNo, new Set([...above, ...spans.filter(span => span.since_ms <= atMs).map(span => span.unit)]))
  }
  return here
}

/** The records of a kind about these people from an instant on, until before another where one is given; asked by the index on (kind, unit, at_ms). */
export async function recordsAbout(people: PeopleHere, { kind, fromMs, endMs }: { readonly kind: string, readonly fromMs: number, readonly endMs?: number }, db: Kysely<Database>): Promise<Row<'model_record'>[]> {
  if (people.size === 0)
    return []
  const units = [...people.values()].reduce<Set<string>>((all, some) => all.union(some), new Set())
  const rows = await db.selectFrom('model_record').selectAll()
    .where('kind', '=', kind)
    .where('unit', 'in', [...units])
    .where('at_ms', '>=', fromMs)
    .$if(endMs !== undefined, query => query.where('at_ms', '<', endMs!))
    .where('about', 'in', [...people.keys()])
    .execute()
  return rows.filter(row => people.get(row.about!)!.has(row.unit!))
}
