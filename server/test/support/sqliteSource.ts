/** Embedded databases for tests: each a file in a temporary folder of its own. */
import type { DatabaseSource } from './databases.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/db/openStore.ts'

export function sqliteSource(): DatabaseSource {
  return {
    async create() {
      const folder = await mkdtemp(join(tmpdir(), 'qinglian-test-'))
      return {
        open: () => openStore({ kind: 'sqlite', path: join(folder, 'qinglian.db') }),
        remove: () => rm(folder, { recursive: true, force: true }),
      }
    },
    close: async () => undefined,
  }
}
