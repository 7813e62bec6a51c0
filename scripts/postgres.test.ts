import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { findPostgres, startPostgres } from './postgres.ts'

const bin = findPostgres()

describe('findPostgres', () => {
  it('gives nothing for a folder without versions on a machine without binaries', () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-postgres-'))
    expect(findPostgres(empty)?.startsWith(empty) ?? false).toBe(false)
    rmSync(empty, { recursive: true })
  })
})

describe.runIf(bin)('startPostgres', () => {
  it('answers queries on its address, and leaves nothing behind once stopped', async () => {
    const server = await startPostgres(bin ?? '')
    const mine = () => readdirSync(tmpdir()).filter(name => name.startsWith(`qinglian-postgres-${process.pid}-`))
    try {
      const psql = spawnSync(join(bin ?? '', 'psql'), [server.url, '-Atc', 'select 6 * 7'], { encoding: 'utf8' })
      expect(psql.stdout.trim() || psql.stderr).toBe('42')
      expect(mine()).toHaveLength(1)
    }
    finally {
      await server.stop()
    }
    expect(mine()).toHaveLength(0)
    expect(spawnSync(join(bin ?? '', 'psql'), [server.url, '-Atc', 'select 1']).status).not.toBe(0)
  })
})
