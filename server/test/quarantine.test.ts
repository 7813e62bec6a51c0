import type { Store } from '../src/db/store.ts'
import type { Door } from './support/door.ts'
import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { createVault } from '../src/access/vault.ts'
import { createRefusedKeeper, expireQuarantine, QUARANTINE_DAYS } from '../src/data/log/quarantine.ts'
import { createQuarantineList } from '../src/data/log/quarantineList.ts'
import { describeEachDatabase } from './support/databases.ts'
import { INGEST_KEY, NOW, openDoor } from './support/door.ts'

const BATCHED = 'application/cloudevents-batch+json'
const STRUCTURED = 'application/cloudevents+json'
const DAY_MS = 86_400_000

interface Entry { id: number, source: string, eventId: string, code: string, pointer?: string, times: number, firstAt: string, lastAt: string, event: { data: Record<string, unknown> } }
interface Page { entries: Entry[], before?: number }

function signed(id: string, data: object = {}, changes: object = {}) {
  return {
    specversion: '1.0',
    id,
    source: '/upstream/party',
    type: 'qinglian.pledge.signed',
    subject: 'shouyi',
    time: '2026-11-20T10:00:00+08:00',
    data: { campaign: 'C-1', staffNo: 'S-1', signedAt: '2026-11-20T09:30:00+08:00', method: 'paper', ...data },
    ...changes,
  }
}
const unit = (code: string, parent?: string) => ({ ...signed(`u-${code}`), type: 'qinglian.org.unit-declared', subject: code, data: { code, name: code, level: 'station', ...(parent === undefined ? {} : { parent }) } })

describeEachDatabase('quarantine', (openStore) => {
  let door: Door
  afterEach(() => door.close())

  async function open(): Promise<Store> {
    const store = await openStore()
    door = await openDoor(store)
    return store
  }
  const post = (...events: unknown[]) => door.post(BATCHED, JSON.stringify(events))
  async function ask(method: string, path = '', { key = INGEST_KEY, body }: { key?: string, body?: string } = {}) {
    const answer = await fetch(`${door.url}/api/v1/quarantine${path}`, { method, headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': STRUCTURED }) }, ...(body === undefined ? {} : { body }) })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) as unknown }
  }
  const page = async (query = '', key?: string): Promise<Page> => (await ask('GET', query, key === undefined ? {} : { key })).body as Page
  const logged = (store: Store) => store.reader.selectFrom('event').select(['source', 'id']).orderBy('id').execute()

  it('keeps what was refused for its content, newest first, without values of unknown members', async () => {
    await open()
    await post(signed('ok'))
    await post(signed('typo', { phone: '13800000000' }), signed('type', {}, { type: 'qinglian.nothing' }), signed('future', {}, { time: '2027-01-01T00:00:00Z' }), signed('ok', { method: 'onsite' }), signed('denied', {}, { type: 'qinglian.alert.raised' }), signed('version', {}, { specversion: '0.3' }), { specversion: '1.0', id: 'nowhere' }, 7)
    const { entries, before } = await page()
    expect(before).toBeUndefined()
    expect(entries.map(({ eventId, code, pointer }) => [eventId, code, pointer])).toEqual([
      ['ok', 'event.conflict', undefined],
      ['version', 'event.not-cloudevent', '/specversion'],
      ['future', 'event.future', '/time'],
      ['type', 'event.unknown-type', '/type'],
      ['typo', 'event.invalid', '/data/phone'],
    ])
    expect(entries[4]).toMatchObject({ source: '/upstream/party', times: 1, firstAt: '2026-11-23T02:00:00.000Z', event: { subject: 'shouyi', data: { campaign: 'C-1', phone: null } } })
    expect(entries[3]!.event.data).toEqual({ campaign: null, staffNo: null, signedAt: null, method: null })
    expect(entries[0]!.event.data.method).toBe('onsite')
  })

  it('counts a repeat in one row per source, id and content, also within one request', async () => {
    await open()
    const bad = signed('e', { method: 'fax' })
    await post(bad, bad, signed('e', { method: 'telex' }))
    door.clock.aheadMs = 60_000
    await post({ ...bad, data: Object.fromEntries(Object.entries(bad.data).reverse()) })
    expect((await page()).entries.map(({ times, firstAt, lastAt }) => [times, firstAt, lastAt])).toEqual([
      [1, '2026-11-23T02:00:00.000Z', '2026-11-23T02:00:00.000Z'],
      [3, '2026-11-23T02:00:00.000Z', '2026-11-23T02:01:00.000Z'],
    ])
  })

  it('takes a whole batch of bad events, and ids that no database would take', async () => {
    await open()
    const answer = await post(...Array.from({ length: 1_200 }, (_, i) => signed(`${i}\0\uD800`, { 'a\0': 1 }, { type: i % 2 === 0 ? 'x\0y' : 'qinglian.pledge.signed' })))
    expect(answer.body.rejected).toHaveLength(1_200)
    expect((await page('?limit=1')).entries[0]!.eventId).toBe('1199\uFFFD\uFFFD')
  })

  it('is sealed in the database', async () => {
    const store = await open()
    await post({ ...signed('p'), type: 'qinglian.org.staff-declared', data: { staffNo: 'S-1', name: '示例甲', line: 'marketing', status: 'gone' } })
    const [row] = await store.reader.selectFrom('quarantine').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain('示例甲')
    expect(Buffer.from(row!.body, 'base64url').toString()).not.toContain('示例甲')
    expect((await page()).entries[0]!.event.data.name).toBe('示例甲')
  })

  it('is read in pages', async () => {
    await open()
    await post(...Array.from({ length: 7 }, (_, i) => signed(`e-${i}`, { method: 'fax' })))
    const seen: string[] = []
    let query: string | undefined = '?limit=3'
    while (query !== undefined) {
      const { entries, before }: Page = await page(query)
      seen.push(...entries.map(entry => entry.eventId))
      query = before === undefined ? undefined : `?limit=3&before=${before}`
    }
    expect(seen).toEqual(['e-6', 'e-5', 'e-4', 'e-3', 'e-2', 'e-1', 'e-0'])
  })

  it.each(['?limit=0', '?limit=201', '?limit=x', '?limit=3&limit=4', '?before=-1', '?before=1e3'])('refuses %s', async (query) => {
    await open()
    expect(await ask('GET', query)).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } })
  })

  it('shows a key what lies in its scope, and hides that there is more', async () => {
    await open()
    await post(unit('wuchang'), unit('shouyi', 'wuchang'), unit('jicha'))
    await post(signed('mine', { method: 'fax' }), signed('sub', { method: 'fax' }, { source: '/upstream/party/app' }), signed('unit', { method: 'fax' }, { subject: 'jicha' }), signed('source', { method: 'fax' }, { source: '/upstream/party2' }), signed('type', {}, { type: 'qinglian.supervision.nothing' }), signed('nobody', {}, { subject: 'NO' }))
    const key = await door.keyFor({ sourcePrefix: '/upstream/party', types: ['qinglian.pledge.*'], unit: 'wuchang' })
    const { entries } = await page('', key)
    expect(entries.map(entry => entry.eventId)).toEqual(['sub', 'mine'])
    const hidden = (await page()).entries.find(entry => entry.eventId === 'unit')!
    for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/resubmit']] as const)
      expect(await ask(method, `/${hidden.id}${path}`, { key })).toMatchObject({ status: 404, body: { error: { code: 'quarantine.unknown' } } })
    expect((await page()).entries).toHaveLength(6)
  })

  it('goes on past a long run of what a key may not see', async () => {
    await open()
    await post(signed('mine', { method: 'fax' }))
    for (let i = 0; i < 3; i++)
      await post(...Array.from({ length: 800 }, (_, n) => signed(`${i}-${n}`, { method: 'fax' }, { source: '/upstream/hr' })))
    const key = await door.keyFor({ sourcePrefix: '/upstream/party' })
    const first = await page('', key)
    expect(first.entries).toEqual([])
    expect((await page(`?before=${first.before}`, key)).entries.map(entry => entry.eventId)).toEqual(['mine'])
  })

  it('asks for a key, and knows no entry by any other name than its number', async () => {
    await open()
    expect((await fetch(`${door.url}/api/v1/quarantine`)).status).toBe(401)
    for (const id of ['1', '0', 'x', '1e0', '99999999999999999999'])
      expect((await ask('GET', `/${id}`)).status).toBe(404)
  })

  it('lets a corrected event in by the same door, and then forgets the bad one', async () => {
    const store = await open()
    await post(signed('e', { methd: 'paper' }))
    const [entry] = (await page()).entries
    expect(await ask('POST', `/${entry!.id}/resubmit`, { body: JSON.stringify(signed('e', { method: 'fax' })) })).toMatchObject({ status: 422, body: { error: { code: 'event.invalid' }, rejected: [{ pointer: '/data/method' }] } })
    expect(await ask('POST', `/${entry!.id}/resubmit`, { body: '{' })).toMatchObject({ status: 400, body: { error: { code: 'request.not-json' } } })
    expect(await logged(store)).toEqual([])
    expect(await ask('POST', `/${entry!.id}/resubmit`, { body: JSON.stringify(signed('e')) })).toEqual({ status: 200, body: { accepted: 1, duplicate: 0, rejected: [] } })
    expect(await logged(store)).toEqual([{ source: '/upstream/party', id: 'e' }])
    expect((await page()).entries.map(left => left.pointer)).toEqual(['/data/method'])
    expect((await ask('GET', `/${entry!.id}`)).status).toBe(404)
  })

  it('lets the same event in when nothing stands against it any more, and counts it again when something does', async () => {
    const store = await open()
    await post(signed('f', {}, { time: '2026-11-23T03:00:00Z' }))
    const [entry] = (await page()).entries
    expect((await ask('POST', `/${entry!.id}/resubmit`)).status).toBe(422)
    expect((await page()).entries.map(({ id, times }) => [id, times])).toEqual([[entry!.id, 2]])
    door.clock.aheadMs = 3_600_000
    expect(await ask('POST', `/${entry!.id}/resubmit`)).toMatchObject({ status: 200, body: { accepted: 1 } })
    expect((await page()).entries).toEqual([])
    expect(await logged(store)).toEqual([{ source: '/upstream/party', id: 'f' }])
  })

  it('does not let in by resubmission what the key may not send', async () => {
    await open()
    const key = await door.keyFor({ sourcePrefix: '/upstream/party' })
    await post(signed('e', { method: 'fax' }))
    const [entry] = (await page('', key)).entries
    expect((await ask('POST', `/${entry!.id}/resubmit`, { key, body: JSON.stringify(signed('e', {}, { source: '/upstream/hr' })) })).status).toBe(403)
    expect((await page()).entries).toHaveLength(1)
  })

  it('forgets what is given up', async () => {
    await open()
    await post(signed('e', { method: 'fax' }))
    const [entry] = (await page()).entries
    expect(await ask('DELETE', `/${entry!.id}`)).toEqual({ status: 204, body: undefined })
    expect((await page()).entries).toEqual([])
    expect((await ask('DELETE', `/${entry!.id}`)).status).toBe(404)
  })

  it('expires 90 days after it was last seen', async () => {
    const store = await open()
    await post(signed('old', { method: 'fax' }), ...Array.from({ length: 600 }, (_, i) => signed(`more-${i}`, { method: 'fax' })))
    door.clock.aheadMs = DAY_MS
    await post(signed('old', { method: 'fax' }))
    expect(await expireQuarantine(store, NOW + QUARANTINE_DAYS * DAY_MS)).toBe(0)
    expect(await expireQuarantine(store, NOW + QUARANTINE_DAYS * DAY_MS + 1)).toBe(600)
    expect((await page()).entries.map(entry => entry.eventId)).toEqual(['old'])
  })

  it('finds what has expired by its index', async () => {
    const store = await open()
    const plan = await store.write(async ({ db }) => {
      const query = db.selectFrom('quarantine').select('id').where('last_ms', '<', 0).orderBy('last_ms').limit(500)
      if (store.dialect === 'sqlite')
        return JSON.stringify(await query.explain(undefined, sql`query plan`))
      await sql`set local enable_seqscan = off`.execute(db)
      return JSON.stringify(await query.explain())
    })
    expect(plan).toContain('quarantine_last')
  })

  it('cannot be opened with another field key', async () => {
    const store = await open()
    await post(signed('e', { method: 'fax' }))
    const other = createVault({ fieldKey: Buffer.alloc(32, 2), random: randomBytes })
    const reader = { scope: { sourcePrefix: '', types: null, unit: null }, tree: { isDeclared: () => false, isWithin: () => false }, nowMs: NOW }
    await expect(createQuarantineList(store, other).page(reader, 10)).rejects.toThrow('QINGLIAN_FIELD_KEY')
  })

  it('keeps nothing of a transaction that fails', async () => {
    const store = await open()
    const keep = createRefusedKeeper(createVault({ fieldKey: Buffer.alloc(32, 1), random: randomBytes }))
    await expect(store.write(async (tx) => {
      await keep(tx, [{ index: 0, source: '/a', id: 'e', type: 't', subject: null, code: 'event.invalid', message: 'm', event: {} }], NOW)
      throw new Error('commit failed')
    })).rejects.toThrow('commit failed')
    expect((await page()).entries).toEqual([])
  })
})
