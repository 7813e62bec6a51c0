/** Reads a record's claims as their owner means them. */
import type { Row } from '../../db/store.ts'
import type { Days } from '../calendar/days.ts'
import type { Claim, RecordKind, View } from './recordKind.ts'
import { slotOf } from './recordKind.ts'

type Data = Claim[4]

/** The unit of the latest statement of the first creating type that was stated; null before any was. */
export function ownerOf(kind: RecordKind, claims: readonly Claim[]): string | null {
  for (const { type } of kind.creates) {
    const slot = slotOf(type)
    const stated = claims.filter(claim => claim[0] === slot)
    if (stated.length > 0)
      return latest(stated)[1]
  }
  return null
}

/** `claims` in the order in which the row keeps them, by statement. */
export function viewOf({ id, unit, claims, days }: { readonly id: string, readonly unit: string, readonly claims: readonly Claim[], readonly days: Days }): View {
  const mine = claims.filter(claim => claim[1] === unit)
  const of = (slot: string): readonly Claim[] => mine.filter(claim => claim[0] === slot)
  const member = (slot: string, name: string): unknown => dataOf(of(slot))?.[name] ?? null
  const parsed = (value: unknown): number | null => typeof value === 'string' ? days.parse(value) ?? null : null
  const text = (slot: string, name: string): string | null => member(slot, name) as string | null
  const ms = (slot: string, name: string): number | null => parsed(member(slot, name))
  return {
    id,
    unit,
    text,
    ms,
    has: slot => of(slot).length > 0,
    flag: (slot, name) => member(slot, name) === true,
    answer: (slot, name) => member(slot, name) as boolean | null,
    number: (slot, name) => member(slot, name) as number | null,
    list: (slot, name) => [...new Set(member(slot, name) as readonly string[] | null ?? [])],
    day(slot, name) {
      const at = ms(slot, name)
      return at === null ? null : days.dayOf(at)
    },
    every: slot => of(slot).map(claim => claim[4]),
    everyMs: (slot, name) => of(slot).map(claim => parsed(claim[4][name])).filter(at => at !== null).sort((a, b) => a - b),
  }
}

/** The view of a row that has an owner. */
export function rowView(row: Row<'model_record'>, days: Days): View {
  return viewOf({ id: row.id, unit: row.unit!, claims: JSON.parse(row.claims) as Claim[], days })
}

function dataOf(stated: readonly Claim[]): Data | undefined {
  return stated.length === 0 ? undefined : latest(stated)[4]
}

function latest(stated: readonly Claim[]): Claim {
  return stated[stated.length - 1]!
}
