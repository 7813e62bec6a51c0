/**
 * Delivers what the simulated systems state: single events in binary and structured mode by turns, several of one
 * system as a batch. What is answered leaves the list; what is not stays in it, for the next attempt.
 */
import type { IngestAnswer, Rejection } from '@qinglian/shared'
import type { Deliver } from '../post/deliver.ts'
import type { Keys } from '../systems.ts'
import type { Pending } from './stateStore.ts'
import { DeliveryError } from '../post/deliver.ts'
import { keyOf } from '../systems.ts'

export interface Tally {
  accepted: number
  duplicate: number
  /** Bad records that were refused, as they should be. */
  refusedBad: number
  /** Bad records that were taken all the same. */
  acceptedBad: number
  /** Good records that were refused: something is wrong. */
  refusedGood: Rejection[]
}

export function createTally(): Tally {
  return { accepted: 0, duplicate: 0, refusedBad: 0, acceptedBad: 0, refusedGood: [] }
}

const BATCH_FROM = 3
const MAX_KEPT_REJECTIONS = 100

export interface Courier {
  /** Empties `outbox` from its front. Returns false where the signal ended it first. */
  deliverAll: (outbox: Pending[]) => Promise<boolean>
}

export function createCourier({ deliver, keys, tally }: { deliver: Deliver, keys: Keys, tally: Tally }): Courier {
  let turn = 0
  return {
    async deliverAll(outbox) {
      while (outbox.length > 0) {
        const group = nextGroup(outbox)
        const mode = group.length > 1 ? 'batch' : turn++ % 2 === 0 ? 'binary' : 'structured'
        const answer = await deliverOrRefuse(() => deliver({ events: group.map(({ event }) => event), mode, key: keyOf(keys, group[0]?.source ?? '') }), group)
        if (answer === undefined)
          return false
        outbox.splice(0, group.length)
        count(tally, group, answer)
      }
      return true
    },
  }
}

/** The first event alone, or a batch where several of its source follow each other. */
function nextGroup(outbox: readonly Pending[]): Pending[] {
  const [first] = outbox
  const end = outbox.findIndex(({ source }) => source !== first?.source)
  const run = outbox.slice(0, Math.min(end === -1 ? outbox.length : end, 500))
  return run.length >= BATCH_FROM ? run : run.slice(0, 1)
}

/** A single bad record may be refused as a request too; that is an answer like any other. */
async function deliverOrRefuse(send: () => Promise<IngestAnswer | undefined>, group: readonly Pending[]): Promise<IngestAnswer | undefined> {
  try {
    return await send()
  }
  catch (error) {
    if (error instanceof DeliveryError && (error.status === 400 || error.status === 403) && group.every(({ isBad }) => isBad))
      return { accepted: 0, duplicate: 0, rejected: group.map((_, index) => ({ index, code: error.code, message: error.message })) }
    throw error
  }
}

function count(tally: Tally, group: readonly Pending[], answer: IngestAnswer): void {
  const bad = group.filter(({ isBad }) => isBad).length
  const refusedGood = answer.rejected.filter(({ index }) => group[index]?.isBad !== true)
  const refusedBad = answer.rejected.length - refusedGood.length
  tally.accepted += answer.accepted
  tally.duplicate += answer.duplicate
  tally.refusedBad += refusedBad
  tally.acceptedBad += bad - refusedBad
  tally.refusedGood.push(...refusedGood)
  tally.refusedGood.splice(0, Math.max(0, tally.refusedGood.length - MAX_KEPT_REJECTIONS))
}
