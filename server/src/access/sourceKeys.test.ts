import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/support/databases.ts'
import { createSourceKeys } from './sourceKeys.ts'
import { FULL_SCOPE } from './sourceScope.ts'

const INGEST_KEY = 'k'.repeat(32)
const party = { label: '党建系统', sourcePrefix: '/upstream/party/', types: ['qinglian.pledge.*'], unit: 'wuchang' }
const refusedWith = (code: string) => expect.objectContaining({ code })

describeEachDatabase('source keys', (openStore) => {
  const open = async () => {
    const store = await openStore()
    return { store, keys: createSourceKeys({ store, clock: () => 1_000, random: randomBytes, ingestKey: INGEST_KEY }) }
  }

  it('are recognised with their scope, by whichever process asks', async () => {
    const { store, keys } = await open()
    const { id, key } = await keys.create(party)
    expect(key).toMatch(/^qlk_[0-9a-f]{12}_[\w-]{43}$/)
    const elsewhere = createSourceKeys({ store, clock: () => 2_000, random: randomBytes })
    expect(await elsewhere.authenticate(`Bearer ${key}`)).toEqual({ id, scope: { sourcePrefix: '/upstream/party', types: ['qinglian.pledge.*'], unit: 'wuchang' } })
    expect(await keys.authenticate(`bearer  ${key}`)).toMatchObject({ id })
  })

  it('are kept as a hash only', async () => {
    const { store, keys } = await open()
    const { key } = await keys.create(party)
    expect(JSON.stringify(await store.reader.selectFrom('source_key').selectAll().execute())).not.toContain(key.slice(-43))
  })

  it('are refused when missing, unknown or changed by one character', async () => {
    const { keys } = await open()
    const { key } = await keys.create(party)
    const changed = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')
    for (const none of [undefined, '', 'Basic eDp5'])
      await expect(keys.authenticate(none)).rejects.toEqual(refusedWith('auth.missing-key'))
    for (const unknown of ['Bearer', 'Bearer x', `Bearer ${changed}`, `Bearer ${key} ${key}`, 'Bearer qlk_000000000000_'.padEnd(67, 'A'), `Bearer ${INGEST_KEY}k`])
      await expect(keys.authenticate(unknown)).rejects.toEqual(refusedWith('auth.unknown-key'))
  })

  it('stop at once when another process revokes them, and are told so only to who has the key', async () => {
    const { store, keys } = await open()
    const { id, key } = await keys.create(party)
    const elsewhere = createSourceKeys({ store, clock: () => 2_000, random: randomBytes })
    expect(await elsewhere.revoke(id)).toBe(true)
    await expect(keys.authenticate(`Bearer ${key}`)).rejects.toEqual(refusedWith('auth.revoked-key'))
    await expect(keys.authenticate(`Bearer qlk_${id}_${Buffer.alloc(32).toString('base64url')}`)).rejects.toEqual(refusedWith('auth.unknown-key'))
    expect(await elsewhere.revoke(id)).toBe(false)
    expect(await elsewhere.revoke('nosuchkey')).toBe(false)
    expect(await keys.list()).toEqual([{ id, label: '党建系统', sourcePrefix: '/upstream/party', types: ['qinglian.pledge.*'], unit: 'wuchang', createdMs: 1_000, revokedMs: 2_000, denied: 0 }])
  })

  it('include the one of the setting, with full scope', async () => {
    const { keys } = await open()
    expect(await keys.authenticate(`Bearer ${INGEST_KEY}`)).toEqual({ id: null, scope: FULL_SCOPE })
  })

  it('count every refusal, in few writes however many come at once', async () => {
    const { store, keys } = await open()
    const { id, key } = await keys.create(party)
    const other = await keys.create(party)
    const sourceKey = await keys.authenticate(`Bearer ${key}`)
    let writes = 0
    const counted = createSourceKeys({ store: { ...store, write: (work) => {
      writes += 1
      return store.write(work)
    } }, clock: () => 0, random: randomBytes })
    await Promise.all(Array.from({ length: 100 }, (_, i) => counted.countDenied(sourceKey, i)))
    await counted.countDenied({ id: null, scope: FULL_SCOPE }, 5)
    expect((await keys.list()).map(row => [row.id, row.denied]).sort()).toEqual([[id, 4_950], [other.id, 0]].sort())
    expect(writes).toBeLessThan(4)
  })

  it('go on counting after a count that could not be written', async () => {
    const { store, keys } = await open()
    const { key } = await keys.create(party)
    const sourceKey = await keys.authenticate(`Bearer ${key}`)
    let fails = true
    const counted = createSourceKeys({ store: { ...store, write: (work) => {
      if (fails)
        throw new Error('disk full')
      return store.write(work)
    } }, clock: () => 0, random: randomBytes })
    await expect(counted.countDenied(sourceKey, 1)).rejects.toThrow('disk full')
    fails = false
    await counted.countDenied(sourceKey, 2)
    expect((await keys.list())[0]!.denied).toBe(2)
  })
})
