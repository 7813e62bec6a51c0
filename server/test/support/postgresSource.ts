/** Databases for tests on a real PostgreSQL server: each created for a test and dropped after it. */
import type { DatabaseSource } from './databases.ts'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { openStore } from '../../src/db/openStore.ts'

/** @param url of a database on the server whose user may create others. */
export function postgresSource(url: string): DatabaseSource {
  let admin: Promise<Client> | undefined
  async function run(sql: string): Promise<void> {
    admin ??= connect(url)
    await (await admin).query(sql)
  }
  return {
    async create() {
      const name = `test_${randomUUID().replaceAll('-', '')}`
      await run(`create database ${name}`)
      const own = new URL(url)
      own.pathname = `/${name}`
      return {
        open: () => openStore({ kind: 'postgres', url: own.href }),
        // A store may not have been closed when its test failed.
        remove: () => run(`drop database ${name} with (force)`),
      }
    },
    async close() {
      await (await admin)?.end()
    },
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}
