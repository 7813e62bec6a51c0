import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings, SettingsInvalid, unknownSettings } from './config.ts'
import { SETTINGS } from './settingsTable.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qinglian-config-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const inHome = (env: Record<string, string>): Record<string, string> => ({ QINGLIAN_DATA_DIR: join(home, 'data'), ...env })

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadSettings(inHome(env))
  }
  catch (error) {
    if (error instanceof SettingsInvalid)
      return error.problems
    throw error
  }
  return []
}

describe('settings', () => {
  it('have the defaults of the contract', () => {
    expect(loadSettings(inHome({}))).toMatchObject({
      host: '127.0.0.1',
      port: 8686,
      publicAccess: 'open',
      timezone: 'Asia/Shanghai',
      logLevel: 'info',
      demo: false,
      database: { kind: 'sqlite', path: join(home, 'data', 'qinglian.db') },
    })
  })

  it('take an empty text as not given', () => {
    expect(loadSettings(inHome({ QINGLIAN_PORT: '', QINGLIAN_DATABASE_URL: '' })).port).toBe(8686)
  })

  it('make the data directory for its owner alone', () => {
    loadSettings(inHome({}))
    expect(statSync(join(home, 'data')).mode & 0o777).toBe(0o700)
  })

  it('choose PostgreSQL by its address', () => {
    const url = 'postgres://bureau@db/qinglian'
    expect(loadSettings(inHome({ QINGLIAN_DATABASE_URL: url })).database).toEqual({ kind: 'postgres', url })
  })

  it.each([
    ['QINGLIAN_PORT', '80a'],
    ['QINGLIAN_PORT', '65536'],
    ['QINGLIAN_PORT', '-1'],
    ['QINGLIAN_HOST', 'a b'],
    ['QINGLIAN_DATABASE_URL', 'mysql://x/y'],
    ['QINGLIAN_DATABASE_URL', 'somewhere'],
    ['QINGLIAN_REDIS_URL', 'redis://x'],
    ['QINGLIAN_FIELD_KEY', 'short'],
    ['QINGLIAN_INGEST_KEY', 'x'.repeat(31)],
    ['QINGLIAN_INGEST_KEY', `${'x'.repeat(31)} y`],
    ['QINGLIAN_PUBLIC', 'closed'],
    ['QINGLIAN_TIMEZONE', 'Mars/Olympus'],
    ['QINGLIAN_LOG_LEVEL', 'loud'],
    ['QINGLIAN_CONFIG_DIR', '/nowhere/at/all'],
    ['QINGLIAN_DEMO', 'yes'],
  ])('refuse %s=%s by name', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} 应为`))
  })

  it('name every wrong setting at once, in one message', () => {
    const problems = problemsOf({ QINGLIAN_PORT: 'x', QINGLIAN_PUBLIC: 'x', QINGLIAN_TLS_CERT: __filename })
    expect(problems.map(problem => problem.split(' ')[0])).toEqual(['QINGLIAN_PORT', 'QINGLIAN_PUBLIC', 'QINGLIAN_TLS_CERT'])
    expect(new SettingsInvalid(problems).message).toContain('QINGLIAN_PUBLIC 应为 open 或 paired')
  })

  it('never repeat a secret in a message', () => {
    expect(problemsOf({ QINGLIAN_INGEST_KEY: 'hunter2', QINGLIAN_DATABASE_URL: 'mysql://u:hunter2@h/d' }).join()).not.toContain('hunter2')
  })

  it('refuse a data directory that is a file', () => {
    const file = join(home, 'file')
    writeFileSync(file, '')
    expect(problemsOf({ QINGLIAN_DATA_DIR: file })[0]).toContain('QINGLIAN_DATA_DIR')
  })

  it('read both files of a certificate', () => {
    const file = join(home, 'pem')
    writeFileSync(file, 'pem')
    expect(loadSettings(inHome({ QINGLIAN_TLS_CERT: file, QINGLIAN_TLS_KEY: file })).tls?.key.toString()).toBe('pem')
  })

  it('tell names that are none from those that are', () => {
    expect(unknownSettings({ QINGLIAN_PROT: '1', QINGLIAN_PORT: '1', QINGLIAN_TEST_POSTGRES_URL: 'x', PATH: 'x' })).toEqual(['QINGLIAN_PROT'])
  })

  it('stand in the table with the defaults they have', () => {
    for (const entry of SETTINGS)
      expect(entry.meaning.length, entry.name).toBeGreaterThan(3)
    expect(new Set(SETTINGS.map(entry => entry.name)).size).toBe(SETTINGS.length)
  })
})
