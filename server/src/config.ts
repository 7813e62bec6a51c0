/**
 * The settings of a process, read once from its environment (contract.md §5).
 *
 * A wrong setting stops the start: `loadSettings` throws one `SettingsInvalid` that names every wrong setting
 * and what it should be, so that nobody mends them one start at a time. Nothing else of the server reads
 * `process.env`. The table of settings itself stands in `settingsTable.ts`.
 */
import type { Buffer } from 'node:buffer'
import type { StoreSettings } from './db/openStore.ts'
import type { SettingEntry, SettingName } from './settingsTable.ts'
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { OneOf } from '@qinglian/shared'
import Value from 'typebox/value'
import { LOG_LEVELS, PUBLIC_ACCESS, SETTINGS } from './settingsTable.ts'

export interface Settings {
  readonly host: string
  readonly port: number
  readonly tls?: { readonly cert: Buffer, readonly key: Buffer }
  /** Absolute; exists and can be written. */
  readonly dataDir: string
  /** Absolute; absent where the shipped samples serve. */
  readonly configDir?: string
  readonly database: StoreSettings
  readonly fieldKey?: string
  /** Where the key is made and kept when none is given. */
  readonly fieldKeyFile: string
  readonly ingestKey?: string
  readonly publicAccess: (typeof PUBLIC_ACCESS)[number]
  readonly timezone: string
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** The data is for show, and every screen says so. */
  readonly demo: boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/** One or more settings are not what they should be. The message names them all, in Chinese. */
export class SettingsInvalid extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['设置有误，未启动：', ...problems.map(problem => `  ${problem}`)].join('\n'))
    this.name = 'SettingsInvalid'
    this.problems = problems
  }
}

/** Settings of the project's tests and tools, which are no settings of the server. */
const NOT_OURS = /^QINGLIAN_(?:TEST_|CHROMIUM$)/

/** Checks the environment and makes the data directory. @throws SettingsInvalid with every problem at once */
export function loadSettings(env: Environment): Settings {
  const problems = SETTINGS.flatMap(entry => problemOf(entry, textOf(env, entry.name)))
  if ((textOf(env, 'QINGLIAN_TLS_CERT') === undefined) !== (textOf(env, 'QINGLIAN_TLS_KEY') === undefined))
    problems.push('QINGLIAN_TLS_CERT 与 QINGLIAN_TLS_KEY 应一起设置')
  const tls = problems.length === 0 ? readTls(env, problems) : undefined
  const dataDir = resolve(textOf(env, 'QINGLIAN_DATA_DIR') ?? '')
  if (problems.length === 0)
    prepareDataDir(dataDir, problems)
  if (problems.length > 0)
    throw new SettingsInvalid(problems)
  return settingsOf(env, dataDir, tls)
}

/** Names that look like settings and are none: most likely a slip of the pen. */
export function unknownSettings(env: Environment): string[] {
  const known = new Set<string>(SETTINGS.map(entry => entry.name))
  return Object.keys(env).filter(name => name.startsWith('QINGLIAN_') && !known.has(name) && !NOT_OURS.test(name)).sort()
}

/** The setting as text: what is given, else what stands for it, else nothing. Empty counts as not given. */
function textOf(env: Environment, name: SettingName): string | undefined {
  const entry: SettingEntry | undefined = SETTINGS.find(candidate => candidate.name === name)
  return env[name] === undefined || env[name] === '' ? entry?.value : env[name]
}

function problemOf(entry: SettingEntry, text: string | undefined): string[] {
  if (text === undefined || Value.Check(entry.schema, text))
    return []
  return [`${entry.name} 应为 ${entry.should}${entry.secret === true ? '' : `，现在是“${text}”`}`]
}

function readTls(env: Environment, problems: string[]): Settings['tls'] {
  const read = (name: SettingName): Buffer | undefined => {
    const path = textOf(env, name)
    try {
      return path === undefined ? undefined : readFileSync(path)
    }
    catch {
      problems.push(`${name} 指的文件读不了：“${path}”`)
      return undefined
    }
  }
  const cert = read('QINGLIAN_TLS_CERT')
  const key = read('QINGLIAN_TLS_KEY')
  return cert === undefined || key === undefined ? undefined : { cert, key }
}

/** Names and keys lie in there, so nobody else may look. A directory that is already there keeps its mode. */
function prepareDataDir(path: string, problems: string[]): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  }
  catch {
    problems.push(`QINGLIAN_DATA_DIR 应为可写的目录，现在是“${path}”`)
  }
}

function settingsOf(env: Environment, dataDir: string, tls: Settings['tls']): Settings {
  const text = (name: SettingName): string | undefined => textOf(env, name)
  const url = text('QINGLIAN_DATABASE_URL')
  const configDir = text('QINGLIAN_CONFIG_DIR')
  const fieldKey = text('QINGLIAN_FIELD_KEY')
  const ingestKey = text('QINGLIAN_INGEST_KEY')
  // Fastify would open a second server for the other address of `localhost`, one that has no live connections.
  const host = text('QINGLIAN_HOST') ?? ''
  return {
    host: host === 'localhost' ? '127.0.0.1' : host,
    port: Number(text('QINGLIAN_PORT')),
    dataDir,
    fieldKeyFile: join(dataDir, 'field.key'),
    database: url === undefined ? { kind: 'sqlite', path: join(dataDir, 'qinglian.db') } : { kind: 'postgres', url },
    publicAccess: Value.Parse(OneOf(PUBLIC_ACCESS), text('QINGLIAN_PUBLIC')),
    timezone: text('QINGLIAN_TIMEZONE') ?? '',
    logLevel: Value.Parse(OneOf(LOG_LEVELS), text('QINGLIAN_LOG_LEVEL')),
    demo: text('QINGLIAN_DEMO') === '1',
    ...(tls === undefined ? {} : { tls }),
    ...(configDir === undefined ? {} : { configDir: resolve(configDir) }),
    ...(fieldKey === undefined ? {} : { fieldKey }),
    ...(ingestKey === undefined ? {} : { ingestKey }),
  }
}
