/**
 * Loads the sample district's year over HTTP, in batches, as upstream systems do at first connection.
 *
 * Nothing is lost and nothing counts twice: a batch is repeated until it is answered, and loading again with the
 * same seed and `now` finds only duplicates. So an interrupted load is resumed by starting it again.
 */
import type { Rejection } from '@qinglian/shared'
import type { Clock } from './clock.ts'
import type { Standing } from './district/standing.ts'
import type { Seed } from './random.ts'
import type { CloudEvent } from './recorder.ts'
import type { Keys } from './systems.ts'
import { systemClock } from './clock.ts'
import { buildDistrict } from './district/buildDistrict.ts'
import { createDeliverer } from './post/deliver.ts'
import { createRandom } from './random.ts'
import { keyOf } from './systems.ts'

export interface LoadProgress {
  /** Events answered for, of `total`. */
  sent: number
  total: number
  accepted: number
  duplicate: number
  rejected: number
  /** Present while waiting for the server. */
  waiting?: { reason: string, ms: number }
}

export interface LoadOptions extends Keys {
  url: string
  seed: Seed
  /** Ms since 1970, or RFC 3339. */
  now: number | string
  timezoneOffset?: string | undefined
  batchSize?: number | undefined
  onProgress?: ((progress: LoadProgress) => void) | undefined
  fetch?: typeof fetch | undefined
  clock?: Clock | undefined
  signal?: AbortSignal | undefined
}

export interface LoadResult {
  total: number
  accepted: number
  duplicate: number
  /** Empty, unless the server knows another contract. */
  rejected: Rejection[]
  /** False where the signal ended the load before its end. */
  complete: boolean
  /** For `simulate`, to live on from here. */
  standing: Standing
}

const BATCH_SIZE = 500

/** @throws DeliveryError where the server refuses the requests as such: key, scope, address */
export async function loadDistrict(options: LoadOptions): Promise<LoadResult> {
  const { url, seed, now, timezoneOffset, batchSize = BATCH_SIZE, onProgress, clock = systemClock, signal } = options
  const { events, standing } = buildDistrict({ seed, now, timezoneOffset })
  const result: LoadResult = { total: events.length, accepted: 0, duplicate: 0, rejected: [], complete: false, standing }
  let sent = 0
  const report = (waiting?: LoadProgress['waiting']) => onProgress?.({
    sent,
    total: result.total,
    accepted: result.accepted,
    duplicate: result.duplicate,
    rejected: result.rejected.length,
    ...(waiting === undefined ? {} : { waiting }),
  })
  const deliver = createDeliverer({ url, clock, fetch: options.fetch, signal, random: createRandom(`${seed}/load`), onWait: (reason, ms) => report({ reason, ms }) })
  for (const { key, batch } of batchesByKey(events, options, batchSize)) {
    const answer = await deliver({ events: batch.map(event => ({ ...event })), mode: 'batch', key })
    if (answer === undefined)
      return result
    sent += batch.length
    result.accepted += answer.accepted
    result.duplicate += answer.duplicate
    result.rejected.push(...answer.rejected)
    report()
  }
  result.complete = true
  return result
}

/** In order; each batch holds events of one key only. */
function* batchesByKey(events: readonly CloudEvent[], keys: Keys, size: number): Generator<{ key: string, batch: CloudEvent[] }> {
  for (let from = 0; from < events.length; from += size) {
    const byKey = Map.groupBy(events.slice(from, from + size), event => keyOf(keys, event.source))
    for (const [key, batch] of byKey)
      yield { key, batch }
  }
}
