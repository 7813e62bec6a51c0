/**
 * Closed days are figures by the configuration in force: when what is counted changes (which pledges are mandatory, which
 * indicator a type belongs to), the days that are kept are closed anew. Thresholds judge figures and change none.
 */
import type { Store } from '../../db/store.ts'
import type { IndicatorSubject } from './indicatorsOf.ts'
import { createHash } from 'node:crypto'
import { KEPT_DAYS, saveLate } from './lateDays.ts'

const KEY = 'counted_by'

export interface Counting {
  /** What counts, as text. */
  readonly by: string
  /** The subject whose figures it makes. */
  readonly domain: IndicatorSubject
}

/** Marks the kept days of these units, unless they were counted that way already. @returns whether they were not */
export async function recountIfChanged(store: Store, { by, domain }: Counting, { codes, today }: { readonly codes: readonly string[], readonly today: number }): Promise<boolean> {
  const key = `${KEY} ${domain}`
  const value = createHash('sha256').update(by).digest('hex')
  const known = await store.reader.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  if (known?.value === value)
    return false
  await store.write(async (tx) => {
    await saveLate(tx, codes.map(unit => ({ unit, domain, from_day: today - KEPT_DAYS })))
    await tx.db.insertInto('meta').values({ key, value }).onConflict(oc => oc.column('key').doUpdateSet({ value })).execute()
  })
  return known !== undefined
}
