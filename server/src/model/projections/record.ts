/** Folds every kind of record into the table `model_record` (see `records/recordKind.ts`). */
import type { EventDefinition } from '@qinglian/shared'
import type { Row } from '../../db/store.ts'
import type { Terms } from '../calendar/terms.ts'
import type { Claim, RecordKind } from '../records/recordKind.ts'
import type { Fact, Projection } from './projection.ts'
import { RECORD_KINDS } from '../records/catalogue.ts'
import { ID_JOINT, slotOf, typesOf } from '../records/recordKind.ts'
import { ownerOf, rowView, viewOf } from '../records/recordView.ts'
import { compareBytes, isLater } from '../statementOrder.ts'
import { instant } from './projection.ts'

type Record = Row<'model_record'>

/** @param kinds each event type belongs to one of them */
export function recordProjection(kinds: readonly RecordKind[]): Projection<'model_record'> {
  const byName = new Map(kinds.map(kind => [kind.kind, kind]))
  const byType = new Map(kinds.flatMap(kind => typesOf(kind).map(event => [event.type, { kind, event }] as const)))
  const kindOf = (record: Record): RecordKind => byName.get(record.kind)!

  return {
    table: 'model_record',
    types: [...byType.keys()],
    key(fact, days) {
      const { kind } = byType.get(fact.type)!
      return [kind.kind, idOf(fact, kind, days)]
    },
    fold(row, fact, days) {
      const { kind, event } = byType.get(fact.type)!
      const known = row ?? emptyRecord(kind.kind, idOf(fact, kind, days))
      const claims = claimsOf(known)
      const claim: Claim = [slotOf(fact.type), fact.subject, identityOf(event, kind, { fact, days }), fact.stmt, fact.data]
      const same = claims.findIndex(([slot, unit, identity]) => slot === claim[0] && unit === claim[1] && identity === claim[2])
      if (same >= 0 && !isLater(claim[3], claims[same]![3]))
        return known
      const folded = [...same < 0 ? claims : claims.toSpliced(same, 1), claim].sort((a, b) => compareBytes(a[3], b[3]))
      return standing(known, { kind, claims: folded, days })
    },
    tallies(record, days) {
      const { tallies } = kindOf(record)
      return tallies === undefined || record.unit === null ? [] : tallies(rowView(record, days), days)
    },
  }
}

export const records: Projection<'model_record'> = recordProjection(RECORD_KINDS)

const RECORD_KIND: ReadonlyMap<string, RecordKind> = new Map(RECORD_KINDS.map(kind => [kind.kind, kind]))

export function claimsOf(record: Record): Claim[] {
  return JSON.parse(record.claims) as Claim[]
}

/** The row as its statements give it, for when what it is derived by has changed. */
export function restand(record: Record, days: Terms): Record {
  return standing(record, { kind: RECORD_KIND.get(record.kind)!, claims: claimsOf(record), days })
}

/** What tells the statements of a set apart: the members of the fact key that do not name the object; or what the kind keeps them by. */
function identityOf(event: EventDefinition, kind: RecordKind, { fact, days }: { fact: Fact, days: Terms }): string {
  const kept = kind.keeps?.[slotOf(event.type)]
  if (kept !== undefined)
    return nameOf(fact, [kept], days)
  return event.merge === 'set' ? nameOf(fact, event.factKey.filter(member => !kind.object.includes(member)), days) : ''
}

function idOf(fact: Fact, { object, ofEachUnit }: RecordKind, days: Terms): string {
  const name = nameOf(fact, object, days)
  return ofEachUnit === true ? `${fact.subject}${ID_JOINT}${name}` : name
}

/** Some members of `data` as one name; an instant is the same however it is written. */
function nameOf(fact: Fact, members: readonly string[], days: Terms): string {
  return members.map(member => member === 'at' ? String(instant(fact, member, days)) : String(fact.data[member])).join(ID_JOINT)
}

/** The row of these claims: who owns it, and when what happened. */
function standing(record: Record, { kind, claims, days }: { kind: RecordKind, claims: readonly Claim[], days: Terms }): Record {
  const unit = ownerOf(kind, claims)
  const times = unit === null ? undefined : kind.times?.(viewOf({ id: record.id, unit, claims, days }), days)
  return {
    kind: record.kind,
    id: record.id,
    unit,
    claims: JSON.stringify(claims),
    at_ms: times?.at_ms ?? null,
    due_ms: times?.due_ms ?? null,
    done_ms: times?.done_ms ?? null,
    about: times?.about ?? null,
    misplaced: unit !== null && claims.some(claim => claim[1] !== unit) ? 1 : 0,
    told_stmt: unit === null ? null : claims.findLast(claim => claim[0] === kind.told?.slot && claim[1] === unit)?.[3] ?? null,
  }
}

function emptyRecord(kind: string, id: string): Record {
  return { kind, id, unit: null, claims: '[]', at_ms: null, due_ms: null, done_ms: null, about: null, misplaced: 0, told_stmt: null }
}
