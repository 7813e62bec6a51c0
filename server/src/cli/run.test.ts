import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDoor } from '../../test/support/door.ts'
import { createSourceKeys } from '../access/sourceKeys.ts'
import { openStore } from '../db/openStore.ts'
import { StoreUnavailable } from '../db/store.ts'
import { columns } from './command.ts'
import { runCli } from './run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qinglian-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = (): string => join(folder, 'qinglian.db')

async function qinglian(line: string, { env = {}, open = openStore }: { env?: Record<string, string>, open?: typeof openStore } = {}) {
  const printed: string[] = []
  const said: string[] = []
  const code = await runCli({
    argv: line.split(' ').filter(word => word !== ''),
    env: { QINGLIAN_DATA_DIR: folder, ...env },
    clock: () => Date.UTC(2026, 10, 23),
    openStore: open,
    terminal: { print: text => void printed.push(text), say: text => void said.push(text) },
  })
  return { code, printed, said: said.join('\n') }
}

async function inStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const store = await openStore({ kind: 'sqlite', path: path() })
  try {
    return await work(store)
  }
  finally {
    await store.close()
  }
}

const authenticate = (key: string) => inStore(store => createSourceKeys({ store, clock: () => 0, random: () => Buffer.alloc(0) }).authenticate(`Bearer ${key}`))

describe('qinglian keys', () => {
  it('creates a key with its scope and prints nothing else to standard output', async () => {
    const { code, printed, said } = await qinglian('keys create --label 党建系统 --source-prefix /upstream/party/ --types qinglian.pledge.*,qinglian.fact.retracted --unit wuchang')
    expect([code, printed.length]).toEqual([0, 1])
    expect(said).toContain('单位 wuchang 还没有登记')
    expect(said).not.toContain(printed[0])
    expect((await authenticate(printed[0]!)).scope).toEqual({ sourcePrefix: '/upstream/party', types: ['qinglian.pledge.*', 'qinglian.fact.retracted'], unit: 'wuchang' })
  })

  it('lists keys without their secrets, and revokes one at once', async () => {
    const { printed: [key] } = await qinglian('keys create --label 党建 --source-prefix /upstream/party')
    const id = key!.split('_')[1]!
    expect((await qinglian('keys list')).printed).toEqual([
      '编号          状态  来源前缀         单位  类型  越权  名称',
      `${id}  有效  /upstream/party  全部  全部  0     党建`,
    ])
    expect((await qinglian(`keys revoke ${id}`)).code).toBe(0)
    await expect(authenticate(key!)).rejects.toMatchObject({ code: 'auth.revoked-key' })
    expect((await qinglian('keys list')).printed[1]).toContain('已吊销 2026-11-23')
    expect(await qinglian(`keys revoke ${id}`)).toMatchObject({ code: 1, said: expect.stringContaining(id) })
  })

  it.each([
    ['keys create --source-prefix /a', '--label'],
    ['keys create --label a', '--source-prefix'],
    ['keys create --label a --source-prefix <a>', '--source-prefix'],
    ['keys create --label a --source-prefix /a --types qinglian.pledge.sighed', 'qinglian.pledge.sighed'],
    ['keys create --label a --source-prefix /a --types qinglian.alert.raised', 'qinglian.alert.raised'],
    ['keys create --label a --source-prefix /a --types ,', '--types'],
    ['keys create --label a --source-prefix /a --unit WUCHANG', '--unit'],
    ['keys create --label a --source-prefix /a --units wuchang', '--unit'],
    ['keys create --label a --source-prefix /a more', 'more'],
    ['keys revoke', '1 个参数'],
    ['keys list --all', '没有选项'],
    ['rebuild now', 'now'],
    ['keys', '没有这个命令：keys'],
    ['keys creates', '没有这个命令：keys creates'],
    ['quarantine list --limit 0', '--limit'],
  ])('%s is refused with what it should be', async (line, word) => {
    const { code, printed, said } = await qinglian(line)
    expect([code, printed]).toEqual([2, []])
    expect(said).toContain(word)
    expect(said).toContain('qinglian --help')
  })
})

describe('qinglian quarantine', () => {
  it('lists where senders were wrong, and not what they said', async () => {
    expect(await qinglian('quarantine list')).toMatchObject({ code: 0, printed: [], said: '没有被拒而留存的事件。' })
    await inStore(store => store.write(({ db }) => db.insertInto('quarantine').values({ source: '/upstream/party', event_id: 'e-1', hash: 'h', type: 't', subject: null, code: 'event.invalid', pointer: '/data/x', message: '不认识的成员 x', body: 'sealed', times: 3, first_ms: 0, last_ms: 0 }).execute()))
    const { printed } = await qinglian('quarantine list --limit 5')
    expect(printed).toHaveLength(2)
    expect(printed[1]).toMatch(/1970-01-01T00:00:00.000Z\s+3\s+\/upstream\/party\s+e-1\s+\/data\/x\s+不认识的成员 x/)
    expect(printed.join()).not.toContain('sealed')
  })
})

describe('qinglian rebuild', () => {
  it('makes the tables anew from the log', async () => {
    const units = () => inStore(store => store.reader.selectFrom('unit_span').select(['code', 'name']).orderBy('code').execute())
    const events = ['wuchang', 'jicha'].map(code => ({ specversion: '1.0', id: code, source: '/a', type: 'qinglian.org.unit-declared', subject: code, time: '2026-11-20T10:00:00Z', data: { code, name: code, level: 'station' } }))
    await inStore(async (store) => {
      const door = await openDoor(store)
      expect((await door.post('application/cloudevents-batch+json', JSON.stringify(events))).body.accepted).toBe(2)
      await door.close()
    })
    const before = await units()
    await inStore(store => store.write(({ db }) => db.deleteFrom('unit_span').where('code', '=', 'jicha').execute()))
    await inStore(store => store.write(({ db }) => db.updateTable('unit_span').set({ name: 'damaged' }).execute()))
    expect(await qinglian('rebuild')).toEqual({ code: 0, printed: [], said: '重建完成，共 2 条有效事件。' })
    expect(await units()).toEqual(before)
  })
})

describe('qinglian', () => {
  it('explains itself', async () => {
    const { code, printed } = await qinglian('--help')
    expect(code).toBe(0)
    expect(printed.join('\n')).toContain('qinglian keys create --label')
    expect((await qinglian('')).code).toBe(2)
  })

  it('names a wrong setting', async () => {
    expect(await qinglian('keys list', { env: { QINGLIAN_PORT: 'x' } })).toMatchObject({ code: 2, said: expect.stringContaining('QINGLIAN_PORT') })
  })

  it('says so when the database is away, and hides nothing of what nobody expected', async () => {
    expect(await qinglian('keys list', { open: () => Promise.reject(new StoreUnavailable('gone', undefined)) })).toMatchObject({ code: 1, said: expect.stringContaining('数据库现在不可用') })
    expect(await qinglian('keys list', { open: () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })) })).toMatchObject({ code: 1, said: expect.stringContaining('QINGLIAN_DATABASE_URL') })
    expect(await qinglian('keys list', { open: () => Promise.reject(new Error('odd')) })).toMatchObject({ code: 1, said: expect.stringContaining('Error: odd') })
  })

  it('runs as a process', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('../cli.ts', import.meta.url)), 'keys', 'create', '--label', 'a', '--source-prefix', '/a'], { env: { ...process.env, QINGLIAN_DATA_DIR: folder } })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(0)
    expect((await authenticate(out.trim())).scope.sourcePrefix).toBe('/a')
  })
})

it('columns line up where characters take two places', () => {
  expect(columns([['编号', 'a'], ['x', '名']])).toEqual(['编号  a', 'x     名'])
})
