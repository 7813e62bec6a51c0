/**
 * PGlite databases for tests. A new one takes seconds, nearly all of it `initdb`, so a freshly made cluster is
 * kept as an archive beside the dependencies and loaded instead, and a database that a test has finished with
 * is emptied and used again within the file.
 */
import type { Store } from '../../src/db/store.ts'
import type { DatabaseSource } from './databases.ts'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { INT8, NUMERIC, storeOn } from '../../src/db/postgres/postgresStore.ts'

export function pgliteSource(): DatabaseSource {
  const all: PGlite[] = []
  const free: PGlite[] = []
  return {
    async create() {
      const pglite = free.pop() ?? await startPglite()
      if (!all.includes(pglite))
        all.push(pglite)
      await pglite.exec('drop schema public cascade; create schema public')
      return {
        open: () => storeOnShared(pglite),
        remove: async () => {
          free.push(pglite)
        },
      }
    },
    async close() {
      await Promise.all(all.map(pglite => pglite.close()))
    },
  }
}

/** A store whose `close` leaves the process's PGlite running for the next one. */
function storeOnShared(pglite: PGlite): Promise<Store> {
  const shared = new Proxy(pglite, {
    get(target, name) {
      if (name === 'close')
        return async () => undefined
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return storeOn(new PGliteDialect({ pglite: shared }))
}

const options = { parsers: { [INT8]: Number, [NUMERIC]: Number } }

async function startPglite(): Promise<PGlite> {
  const archive = archivePath()
  if (existsSync(archive))
    return PGlite.create({ ...options, loadDataDir: new Blob([await readFile(archive)]) })
  const pglite = await PGlite.create(options)
  const dump = await pglite.dumpDataDir('none')
  await mkdir(dirname(archive), { recursive: true })
  // Renamed into place, so that another process never reads half of it.
  const part = `${archive}.${process.pid}`
  await writeFile(part, Buffer.from(await dump.arrayBuffer()))
  await rename(part, archive)
  return pglite
}

/** The archive belongs to one build of PGlite: the folder of the installed package names its version. */
function archivePath(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const version = /@electric-sql\+pglite@([\w.-]+)/.exec(entry)?.[1]
  if (version === undefined)
    throw new Error(`no version in ${entry}`)
  return join(import.meta.dirname, '../../node_modules/.cache', `pglite-${version}.tar`)
}
