import type { Part, PartContext } from '../parts/part.ts'
import type { RecordKind } from '../records/recordKind.ts'
/**
 * Reviews of how pledges are kept (践诺评议, domain.md §3.2).
 *
 * One is due of each campaign whose deadline lies in this year so far, from the day of the deadline on, in the unit that opened
 * it; the units below owe none of their own. It is done where at least one review of the campaign was held this year, on the
 * word of that unit or of one below it (contract.md §2); one that was held before the deadline counts when it falls due. Of two
 * campaigns of one type each owes its own. Which types are mandatory is the bureau's to say, so sums are kept by type; campaigns
 * that name their signatories one by one have sums of their own, which never enter public figures (§6.1).
 */
import type { Fraction } from '../records/recordSubject.ts'
import type { Signatories } from './people.ts'
import { pledgeFulfilmentReviewed } from '@qinglian/shared'

const DUE = 'review.due'
const DONE = 'review.done'
const INNER = 'inner.'

const review: RecordKind = {
  kind: 'pledge-review',
  subject: 'pledges',
  object: ['campaign', 'review'],
  creates: [pledgeFulfilmentReviewed],
  reachesAbove: true,
  asked: true,
  times: view => ({ at_ms: view.ms('fulfilment-reviewed', 'heldAt'), about: view.text('fulfilment-reviewed', 'campaign') }),
}

/** Kinds of record among the facts of pledges. */
export const PLEDGE_KINDS: readonly RecordKind[] = [review]

/** A campaign whose review is due. */
export interface DueReview {
  readonly campaign: string
  readonly pledgeType: string
  readonly dueMs: number
  /** When it was first reviewed this year; null where it was not. */
  readonly reviewedMs: number | null
  /** True where it names its signatories one by one. */
  readonly isInner: boolean
}

export interface Reviews {
  /** `review.due|<type>` and `review.done|<type>`, with `inner.` before it for campaigns that name their signatories. */
  readonly sums: Readonly<Record<string, number>>
  /** When a day's turn may change them; null where nothing is due this year or later. */
  readonly wakeMs: number | null
}

export async function reviewsOf(unit: string, context: PartContext): Promise<Reviews> {
  const { due, wakeMs } = await dueReviews(unit, context)
  const sums: Record<string, number> = {}
  for (const { pledgeType, reviewedMs, isInner } of due) {
    for (const [what, n] of [[DUE, 1], [DONE, reviewedMs === null ? 0 : 1]] as const) {
      const name = `${isInner ? INNER : ''}${what}|${pledgeType}`
      sums[name] = (sums[name] ?? 0) + n
    }
  }
  return { sums, wakeMs }
}

/** The reviews that are due in a unit, one by one. */
export async function dueReviews(unit: string, { db, org, days, atMs }: PartContext): Promise<Pick<Reviews, 'wakeMs'> & { readonly due: readonly DueReview[] }> {
  const today = days.dayOf(atMs)
  const fromMs = days.startOf(days.yearStart(today))
  const endMs = days.startOf(today + 1)
  const campaigns = await db.selectFrom('pledge_campaign').select(['campaign', 'pledge_type', 'due_ms', 'signatories']).where('unit', '=', unit).where('due_ms', '>=', fromMs).execute()
  const due = campaigns.filter(campaign => campaign.due_ms < endMs)
  const held = due.length === 0
    ? []
    : await db.selectFrom('model_record').select(['about', eb => eb.fn.min<number>('at_ms').as('first_ms')])
        .where('kind', '=', review.kind)
        .where('unit', 'in', org.at(atMs).subtree(unit))
        .where('at_ms', '>=', fromMs)
        .where('at_ms', '<', endMs)
        .groupBy('about')
        .execute()
  const reviewedMs = new Map(held.map(row => [row.about, row.first_ms]))
  return {
    due: due.map(({ campaign, pledge_type, due_ms, signatories }) => ({
      campaign,
      pledgeType: pledge_type,
      dueMs: due_ms,
      reviewedMs: reviewedMs.get(campaign) ?? null,
      isInner: (JSON.parse(signatories) as Signatories).staffNos !== undefined,
    })),
    wakeMs: campaigns.length === 0 ? null : days.startOf(today + 1),
  }
}

/** Reviews done of those due, over the types that are picked. @param inner whether to add campaigns that name their signatories one by one */
export function reviewFigure({ sums }: Part, isPicked: (type: string) => boolean, inner: boolean): Fraction {
  const sum = (what: string): number => Object.entries(sums).reduce((all, [name, n]) => {
    const [found, type] = name.split('|') as [string, string | undefined]
    return type !== undefined && isPicked(type) && (found === what || (inner && found === INNER + what)) ? all + n : all
  }, 0)
  return { num: sum(DONE), den: sum(DUE) }
}
