/** Pledge campaigns, and one row a person and campaign for signature and revocation. */
import type { Row } from '../../db/store.ts'
import type { Fact, Projection } from './projection.ts'
import { campaignOpened, pledgeRevoked, pledgeSigned } from '@qinglian/shared'
import { isLater } from '../statementOrder.ts'
import { instant, optionalInstant, text } from './projection.ts'

export const campaigns: Projection<'pledge_campaign'> = {
  table: 'pledge_campaign',
  types: [campaignOpened.type],
  key: fact => [text(fact, 'campaign')],
  fold(row, fact, days) {
    if (row !== undefined && !isLater(fact.stmt, row.stmt))
      return row
    return {
      campaign: text(fact, 'campaign'),
      unit: fact.subject,
      pledge_type: text(fact, 'pledgeType'),
      name: text(fact, 'name'),
      open_ms: instant(fact, 'openAt', days),
      due_ms: instant(fact, 'dueAt', days),
      valid_until_ms: optionalInstant(fact, 'validUntil', days),
      signatories: JSON.stringify(fact.data.signatories),
      stmt: fact.stmt,
    }
  },
}

export const signatures: Projection<'pledge_signature'> = {
  table: 'pledge_signature',
  types: [pledgeSigned.type, pledgeRevoked.type],
  key: fact => [text(fact, 'campaign'), text(fact, 'staffNo')],
  fold(row, fact, days) {
    const known = row ?? emptySignature(fact)
    if (fact.type === pledgeSigned.type) {
      if (!isLater(fact.stmt, known.signed_stmt))
        return known
      return { ...known, unit: fact.subject, signed_ms: instant(fact, 'signedAt', days), method: text(fact, 'method'), signed_stmt: fact.stmt }
    }
    if (!isLater(fact.stmt, known.revoked_stmt))
      return known
    return { ...known, revoked_unit: fact.subject, revoked_ms: instant(fact, 'revokedAt', days), revoked_stmt: fact.stmt }
  },
}

function emptySignature(fact: Fact): Row<'pledge_signature'> {
  return {
    campaign: text(fact, 'campaign'),
    staff_no: text(fact, 'staffNo'),
    unit: null,
    signed_ms: null,
    method: null,
    signed_stmt: null,
    revoked_ms: null,
    revoked_unit: null,
    revoked_stmt: null,
  }
}
