/**
 * Pledge campaigns, and one row a person and campaign for signature and revocation.
 *
 * A statement counts only from a unit within the campaign, which depends on the tree of the day. So the row keeps the
 * latest statement of each unit: the latest of all in its columns, what other units stated before in `others`, and what a
 * unit outside the campaign says later hides nothing.
 */
import type { Row } from '../../db/store.ts'
import type { Fact, Projection } from './projection.ts'
import { campaignOpened, pledgeRevoked, pledgeSigned } from '@qinglian/shared'
import { compareBytes, isLater } from '../statementOrder.ts'
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

type Signature = Row<'pledge_signature'>

/** A signature or revocation as one unit stated it last. */
export type PledgeClaim = readonly [kind: 'signed' | 'revoked', atMs: number, unit: string, method: string | null, stmt: string]

export const signatures: Projection<'pledge_signature'> = {
  table: 'pledge_signature',
  types: [pledgeSigned.type, pledgeRevoked.type],
  key: fact => [text(fact, 'campaign'), text(fact, 'staffNo')],
  fold(row, fact, days) {
    const known = row ?? emptySignature(fact)
    const claim: PledgeClaim = fact.type === pledgeSigned.type
      ? ['signed', instant(fact, 'signedAt', days), fact.subject, text(fact, 'method'), fact.stmt]
      : ['revoked', instant(fact, 'revokedAt', days), fact.subject, null, fact.stmt]
    const claims = claimsOf(known)
    const same = claims.find(([kind, , unit]) => kind === claim[0] && unit === claim[2])
    if (same !== undefined && !isLater(claim[4], same[4]))
      return known
    return withClaims(known, [...claims.filter(other => other !== same), claim])
  },
}

/** Every unit's last word, the latest first. */
export function claimsOf(signature: Signature): PledgeClaim[] {
  const claims = signature.others === null ? [] : JSON.parse(signature.others) as PledgeClaim[]
  if (signature.signed_stmt !== null)
    claims.push(['signed', signature.signed_ms!, signature.unit!, signature.method, signature.signed_stmt])
  if (signature.revoked_stmt !== null)
    claims.push(['revoked', signature.revoked_ms!, signature.revoked_unit!, null, signature.revoked_stmt])
  return claims.sort(byLatest)
}

function byLatest(a: PledgeClaim, b: PledgeClaim): number {
  return compareBytes(b[4], a[4])
}

function withClaims(signature: Signature, claims: PledgeClaim[]): Signature {
  claims.sort(byLatest)
  const signed = claims.find(([kind]) => kind === 'signed')
  const revoked = claims.find(([kind]) => kind === 'revoked')
  const others = claims.filter(claim => claim !== signed && claim !== revoked)
  return {
    ...signature,
    unit: signed?.[2] ?? null,
    signed_ms: signed?.[1] ?? null,
    method: signed?.[3] ?? null,
    signed_stmt: signed?.[4] ?? null,
    revoked_ms: revoked?.[1] ?? null,
    revoked_unit: revoked?.[2] ?? null,
    revoked_stmt: revoked?.[4] ?? null,
    others: others.length === 0 ? null : JSON.stringify(others),
  }
}

function emptySignature(fact: Fact): Signature {
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
    others: null,
  }
}
