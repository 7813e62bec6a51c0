/**
 * The epoch of the topics: a word that changes after a restore or rebuild, so that clients forget the revs they hold
 * (contract.md §3). Made at the first start and kept beside the data, so a restored copy can be given a new one.
 */
import type { Store, Tx } from './store.ts'
import { randomBytes } from 'node:crypto'

const KEY = 'epoch'

export async function readEpoch(store: Store): Promise<string> {
  const row = await store.reader.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst()
  return row?.value ?? store.write(tx => renewEpoch(tx))
}

export async function renewEpoch(tx: Tx): Promise<string> {
  const epoch = randomBytes(6).toString('base64url').replaceAll(/[-_]/g, '0')
  await tx.db.insertInto('meta').values({ key: KEY, value: epoch }).onConflict(oc => oc.column('key').doUpdateSet({ value: epoch })).execute()
  return epoch
}
