/** Units, staff and source systems. */
import type { Projection } from './projection.ts'
import { sourceDeclared, staffDeclared, unitDeclared } from '@qinglian/shared'
import { WITHOUT_LIMIT_MS } from '../org/spans.ts'
import { isLater } from '../statementOrder.ts'
import { optionalInstant, optionalText, text } from './projection.ts'

export const units: Projection<'unit_span'> = {
  table: 'unit_span',
  types: [unitDeclared.type],
  key: (fact, days) => [text(fact, 'code'), optionalInstant(fact, 'since', days) ?? WITHOUT_LIMIT_MS],
  fold(row, fact, days) {
    if (row !== undefined && !isLater(fact.stmt, row.stmt))
      return row
    return {
      code: text(fact, 'code'),
      since_ms: optionalInstant(fact, 'since', days) ?? WITHOUT_LIMIT_MS,
      name: text(fact, 'name'),
      short_name: optionalText(fact, 'shortName') ?? text(fact, 'name'),
      level: text(fact, 'level'),
      kind: optionalText(fact, 'kind'),
      parent: optionalText(fact, 'parent'),
      pilot: fact.data.pilot === true ? 1 : 0,
      until_ms: optionalInstant(fact, 'until', days),
      stmt: fact.stmt,
    }
  },
}

export const staff: Projection<'staff_span'> = {
  table: 'staff_span',
  types: [staffDeclared.type],
  key: (fact, days) => [text(fact, 'staffNo'), optionalInstant(fact, 'since', days) ?? WITHOUT_LIMIT_MS],
  fold(row, fact, days) {
    if (row !== undefined && !isLater(fact.stmt, row.stmt))
      return row
    return {
      staff_no: text(fact, 'staffNo'),
      since_ms: optionalInstant(fact, 'since', days) ?? WITHOUT_LIMIT_MS,
      unit: fact.subject,
      // Sealed before it reached the log.
      name_enc: text(fact, 'name'),
      line: text(fact, 'line'),
      roles: JSON.stringify(fact.data.roles ?? []),
      party_member: fact.data.partyMember === true ? 1 : 0,
      status: text(fact, 'status'),
      until_ms: optionalInstant(fact, 'until', days),
      stmt: fact.stmt,
    }
  },
}

export const sourceSystems: Projection<'source_system'> = {
  table: 'source_system',
  types: [sourceDeclared.type],
  key: fact => [text(fact, 'system')],
  fold(row, fact) {
    if (row !== undefined && !isLater(fact.stmt, row.stmt))
      return row
    return {
      system: text(fact, 'system'),
      unit: fact.subject,
      name: text(fact, 'name'),
      source_prefix: text(fact, 'sourcePrefix'),
      every_sec: fact.data.everySec as number | null,
      owner: optionalText(fact, 'owner'),
      stmt: fact.stmt,
    }
  },
}
