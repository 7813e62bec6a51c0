/**
 * When thresholds, names or the program itself have changed since the topics were computed, every topic is marked:
 * what a bureau edits in its files shows on every wall, at once while the server runs and after a restart otherwise.
 */
import type { Store } from '../../db/store.ts'
import { createHash } from 'node:crypto'
import { markEverything } from './presenter.ts'

const KEY = 'judgement'
/** Raise it when values are composed in another way, so that an upgrade shows. */
const COMPOSED_AS = 1

/** @param judgement everything that figures are judged and worded by, as text */
export async function markIfJudgementChanged(store: Store, judgement: string, codes: readonly string[]): Promise<boolean> {
  const value = createHash('sha256').update(`${COMPOSED_AS} ${judgement}`).digest('hex')
  const known = await store.reader.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst()
  if (known?.value === value)
    return false
  await markEverything(store, codes)
  await store.write(async (tx) => {
    await tx.db.insertInto('meta').values({ key: KEY, value }).onConflict(oc => oc.column('key').doUpdateSet({ value })).execute()
  })
  return true
}
