/**
 * Demo data and real data never mix. The first start on a database writes down which of the two it holds; each
 * later start must be of the same kind. So a production start cannot show made-up figures as true ones, and the
 * simulator cannot run into a bureau's real log.
 */
import type { Store, Tx } from './db/store.ts'

const KEY = 'data_kind'

/** The database holds the other kind of data than this start is for. */
export class WrongKindOfData extends Error {
  constructor(demo: boolean) {
    super(demo
      ? '数据库中是正式数据，不能以演示方式启动。请为演示另设 QINGLIAN_DATA_DIR（或 QINGLIAN_DATABASE_URL）。'
      : '数据库中是演示数据，不能正式启动。请把 QINGLIAN_DATA_DIR（或 QINGLIAN_DATABASE_URL）指向正式的数据库；演示请用 npm start。')
    this.name = 'WrongKindOfData'
  }
}

/** Marks a new database, checks a known one. @throws WrongKindOfData */
export async function assertSameKindOfData(store: Store, demo: boolean): Promise<void> {
  const wanted = demo ? 'demo' : 'real'
  const found = await store.write(async (tx) => {
    const kind = await kindOf(tx)
    if (kind === undefined)
      await tx.db.insertInto('meta').values({ key: KEY, value: wanted }).execute()
    return kind ?? wanted
  })
  if (found !== wanted)
    throw new WrongKindOfData(demo)
}

/** What was written down, or `real` for a database with facts that nobody marked. */
async function kindOf(tx: Tx): Promise<string | undefined> {
  const row = await tx.db.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst()
  if (row !== undefined)
    return row.value
  const fact = await tx.db.selectFrom('event').select('seq').limit(1).executeTakeFirst()
  return fact === undefined ? undefined : 'real'
}
