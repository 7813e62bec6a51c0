/** A district `d` with the stations `a` and `b`, and the indicators of a topic that is made of records, as numerator and denominator. */
import type { Store } from '../../src/db/store.ts'
import type { RecordSubject } from '../../src/model/records/recordSubject.ts'
import type { Told } from './house.ts'
import { indicatorsOf } from '../../src/model/metrics/indicatorsOf.ts'
import { recordPart } from '../../src/model/parts/recordPart.ts'
import { openHouse, PLAIN_WORDING, unit } from './house.ts'

/** Three in the afternoon in Shanghai; a day without a year is one of 2026. */
export function afternoon(day: string): string {
  return `${day.length === 5 ? `2026-${day}` : day}T15:00:00+08:00`
}

/** @param store an empty one */
export async function openRecordWorld(store: Store, subject: RecordSubject, told: readonly Told[]) {
  const house = await openHouse(store)
  await house.tell(unit('d', { level: 'district' }), unit('a', { parent: 'd' }), unit('b', { parent: 'd' }), ...told)

  async function own(day: string, of: string) {
    const { part } = await recordPart(subject, { code: of, level: of === 'd' ? 'district' : 'station' }, { db: house.store.reader, org: house.org.current(), days: house.days, atMs: Date.parse(afternoon(day)) })
    return part
  }

  return {
    house,
    /** An indicator of a unit's own records at the end of a day, as `num/den`; the 23rd of November of station `a` if nothing is said. */
    async rate(code: string, day = '11-23', of = 'a'): Promise<string> {
      const found = indicatorsOf(subject.subject, await own(day, of), PLAIN_WORDING).get(code)
      return `${found?.num}/${found?.den}`
    },
    /** A figure that is no indicator. */
    figure: async (name: string, day = '11-23', of = 'a'): Promise<number> => (await own(day, of)).sums[name] ?? 0,
  }
}
