import type { Store } from './db/store.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { assertSameKindOfData, WrongKindOfData } from './dataKind.ts'
import { openStore } from './db/openStore.ts'

let home: string
let store: Store
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'qinglian-kind-'))
  store = await openStore({ kind: 'sqlite', path: join(home, 'qinglian.db') })
})
afterEach(async () => {
  await store.close()
  rmSync(home, { recursive: true, force: true })
})

it('a new database takes the kind of its first start and keeps it', async () => {
  await assertSameKindOfData(store, true)
  await assertSameKindOfData(store, true)
  await expect(assertSameKindOfData(store, false)).rejects.toThrow(WrongKindOfData)
})

it('a production database refuses a demo start', async () => {
  await assertSameKindOfData(store, false)
  await expect(assertSameKindOfData(store, true)).rejects.toThrow('正式数据')
})

it('unmarked facts count as real', async () => {
  await store.write(tx => tx.insertEvents([{ source: '/s', id: '1', type: 't', subject: 'u', time_ms: 0, time: '', data: '{}', ext: null, object: null, digest: null, received_ms: 0, wide: 1, voided: 0 }]))
  await expect(assertSameKindOfData(store, true)).rejects.toThrow(WrongKindOfData)
  await assertSameKindOfData(store, false)
})
