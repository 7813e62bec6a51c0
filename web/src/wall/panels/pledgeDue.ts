/** What a pledge's deadline says of it: before it, unsigned is on its way; after it, it is overdue (domain.md §3.2). */
import type { PledgesTopic } from '@qinglian/shared'

export interface PledgeDue {
  /** How many have still to sign. */
  left: number
  isOver: boolean
}

/** @returns undefined where everyone has signed, or where the figure is not for show */
export function pledgeDue({ coverage: { num, den }, dueAt }: Pick<PledgesTopic['byType'][number], 'coverage' | 'dueAt'>, nowMs: number): PledgeDue | undefined {
  if (num === null || den === null || num >= den)
    return undefined
  return { left: den - num, isOver: nowMs > Date.parse(dueAt) }
}
