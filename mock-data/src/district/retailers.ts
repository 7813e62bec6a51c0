/** Retailers of the sample stations. Their hashes follow from station and number alone, so that whoever lives the district on knows them without a list. */
import type { RetailerStatus } from '@qinglian/shared'
import type { DistrictContext } from './context.ts'
import { retailerDeclared } from '@qinglian/shared'
import { DAY_MS, MINUTE_MS } from '../calendar.ts'
import { createRandom } from '../random.ts'
import { BRIGADE, STATION_CODES } from './units.ts'

/** Units that serve retailers; the brigade has none. */
export const SERVING_CODES: readonly string[] = STATION_CODES.filter(code => code !== BRIGADE)

const RETAILERS_EACH = 380
/** How many of each station close, or stop for a time, within the year. */
const CHANGES = [['closed', 6], ['suspended', 9]] as const satisfies [RetailerStatus, number][]

/** 128 bits in lowercase hex, like a keyed hash; no licence number stands behind it. */
export function retailerHash(unit: string, number: number): string {
  const random = createRandom(`retailer/${unit}/${number}`)
  return Array.from({ length: 8 }, () => random.int(0, 0xFFFF).toString(16).padStart(4, '0')).join('')
}

/** Some retailer of a station, as a hash. */
export function someRetailer({ random }: Pick<DistrictContext, 'random'>, unit: string): string {
  return retailerHash(unit, random.int(1, RETAILERS_EACH))
}

/** All are in business when the one-card is connected; some stop or close later. */
export function recordRetailers({ recorder, random, startMs, nowMs }: DistrictContext): void {
  for (const unit of SERVING_CODES) {
    const declare = (number: number, status: RetailerStatus, timeMs: number) => recorder.record(retailerDeclared, { system: 'onecard', subject: unit, timeMs, data: { retailer: retailerHash(unit, number), status } })
    for (let number = 1; number <= RETAILERS_EACH; number++)
      declare(number, 'open', startMs + 40 * MINUTE_MS + number * 500)
    let number = 0
    for (const [status, count] of CHANGES) {
      for (let left = count; left > 0; left--)
        declare(++number, status, Math.round(random.between(startMs + DAY_MS, nowMs)))
    }
  }
}
