import type { Door } from './support/door.ts'
import { EVENTS, unitDeclared } from '@qinglian/shared'
import { afterEach, expect, it } from 'vitest'
import { describeEachDatabase } from './support/databases.ts'
import { openDoor } from './support/door.ts'

const BATCHED = 'application/cloudevents-batch+json'
const UPSTREAM = EVENTS.filter(({ origin }) => origin === 'upstream')

/** The example of every type that an upstream may send, each as the fact of one station. */
const BATCH = UPSTREAM.map(({ type, example }, i) => ({
  specversion: '1.0',
  id: `example-${i}`,
  source: '/upstream/example',
  type,
  subject: type === unitDeclared.type ? example.code : 'shouyi',
  time: '2026-11-20T10:00:00+08:00',
  data: example,
}))

describeEachDatabase('the catalogue', (openStore) => {
  let door: Door
  afterEach(() => door.close())

  it('goes through the door into the log whole, and a second time as duplicates', async () => {
    const store = await openStore()
    door = await openDoor(store)
    expect((await door.post(BATCHED, JSON.stringify(BATCH))).body).toEqual({ accepted: UPSTREAM.length, duplicate: 0, rejected: [] })
    expect((await door.post(BATCHED, JSON.stringify(BATCH))).body).toEqual({ accepted: 0, duplicate: UPSTREAM.length, rejected: [] })
    const rows = await store.reader.selectFrom('event').select('type').execute()
    expect(rows.map(row => row.type).sort()).toEqual(UPSTREAM.map(({ type }) => type).sort())
  })
})
