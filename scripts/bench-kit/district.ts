/** A district of nine units as the benches use it, and the events of its day. */
import type { CloudEvent } from '../../mock-data/src/index.ts'
import { eventStream, streamDeclarations } from '../../mock-data/src/index.ts'

export const DISTRICT = 'wuchang'
export const UNITS = [DISTRICT, ...['shouyi', 'ziyang', 'huanghelou', 'zhonghualu', 'shuiguohu', 'luojiashan', 'nanhu', 'xujiapeng'].sort()] as const
export const STATION = 'shouyi'

/** Statements lie a few minutes back and step forward by a millisecond, so that none is in the future. */
const BACK_MS = 30 * 60_000
/** Units and people reach back this far and not without limit, or a new server would first close more than a year of days. */
const SINCE_MS = 7 * 86_400_000

/** @param nowMs the clock that the server judges by */
export function benchDistrict(nowMs: number) {
  const options = { seed: 'bench', units: UNITS, startMs: nowMs - BACK_MS }
  const stream = eventStream(options)
  return {
    declarations: (): CloudEvent[] => streamDeclarations(options).map(event => event.type.startsWith('qinglian.org.')
      ? { ...event, data: { ...event.data, since: new Date(nowMs - SINCE_MS).toISOString() } }
      : event),
    /** The next so many events; never the same one twice. */
    take: (count: number): CloudEvent[] => Array.from({ length: count }, () => stream.next().value!),
  }
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
