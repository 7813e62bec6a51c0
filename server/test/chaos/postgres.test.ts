/**
 * PostgreSQL goes away under the real process and comes back: stopped as an administrator stops it, and each connection
 * cut while requests are under way. The promises are those of the embedded store.
 */
import type { ThrowAwayPostgres } from '../../../scripts/postgres.ts'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgres, startPostgres } from '../../../scripts/postgres.ts'
import { createFeed } from './support/facts.ts'
import { expectRecovered, expectRefused, expectServing, settleIn } from './support/outage.ts'
import { post } from './support/post.ts'
import { startSenders } from './support/senders.ts'
import { figure, newFolder, startServer } from './support/serverProcess.ts'

const bin = findPostgres()
const CUTS = 8

describe.skipIf(bin === undefined)('PostgreSQL', () => {
  let postgres: ThrowAwayPostgres
  beforeAll(async () => {
    postgres = await startPostgres(bin!)
  })
  afterAll(() => postgres.stop())

  async function ask(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    }
    finally {
      await client.end()
    }
  }

  it('stopped and started again: senders are told to wait, walls see what is known, topics catch up', async () => {
    const server = startServer({ dataDir: newFolder(), env: { QINGLIAN_DATABASE_URL: await database('stopped') } })
    const url = await server.ready
    await settleIn(url)

    await postgres.halt()
    await expectRefused(url, 'gone')
    await expectServing(url)
    expect(await figure(url, 'qinglian_store_available')).toBe(0)
    expect(await figure(url, 'qinglian_store_unavailable_total{reason="gone"}')).toBeGreaterThan(0)
    await postgres.resume()
    await expectRecovered(url, ['gone'])
    expect(await figure(url, 'qinglian_store_available')).toBe(1)
    expect(await server.stop()).toBe(0)
  })

  it('with connections cut under load loses nothing that was acknowledged', async () => {
    const database_ = await database('cut')
    const server = startServer({ dataDir: newFolder(), env: { QINGLIAN_DATABASE_URL: database_ } })
    const url = await server.ready
    const feed = createFeed('cuts', Date.now())
    await post(url, feed.declarations)
    const senders = startSenders({ url, batchSizes: [40, 10, 1], next: feed.next })
    for (let cut = 0; cut < CUTS; cut++) {
      await senders.after(4)
      await ask('select pg_terminate_backend(pid) from pg_stat_activity where datname = \'cut\'')
    }
    await senders.after(4)
    await senders.finish()
    expect(senders.surprises).toEqual([])
    expect(await server.stop()).toBe(0)

    const client = new Client({ connectionString: database_ })
    await client.connect()
    const { rows } = await client.query<{ n: string }>('select count(*) as n from event where source like \'/upstream/%\'')
    await client.end()
    expect(Number(rows[0]!.n)).toBe(feed.declarations.length + senders.acknowledged.length)
  })

  async function database(name: string): Promise<string> {
    await ask(`create database ${name}`)
    return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href
  }
})
