/** The words of the command line, read and checked; what is wrong is said with the option's name. */
import type { System } from './systems.ts'
import { parseArgs } from 'node:util'
import { parseInstant } from '@qinglian/shared'
import { DEFAULT_SEED } from './district/buildDistrict.ts'
import { DEFAULT_BAD_SHARE, DEFAULT_SPEED } from './simulator/simulate.ts'
import { SYSTEM_NAMES } from './systems.ts'

export const USAGE = `Demo data for Qinglian: generated names, nothing official.

  node mock-data/src/main.ts load      --key <source key> [options]   a year of history
  node mock-data/src/main.ts simulate  --key <source key> [options]   and its life from then on, until stopped

  --url <address>        of the server                      http://127.0.0.1:8686
  --key <key>            the source key; also QINGLIAN_INGEST_KEY
  --key-<system> <key>   a key of its own for ${SYSTEM_NAMES.join(', ')}
  --seed <text>          which district                     ${DEFAULT_SEED}
  --now <RFC 3339>       where the year of history ends     now
  --state <file>         what the simulator keeps between runs; load writes it, simulate goes on from it
  --speed <number>       simulated days in a real one       ${DEFAULT_SPEED}
  --bad-share <number>   share of bad records, 0 to 0.9     ${DEFAULT_BAD_SHARE}

simulate loads the history first, unless --state has a file or --now names the end of a year that was loaded.
`

export interface Command {
  name: 'load' | 'simulate'
  url: string
  key: string
  keys: Partial<Record<System, string>>
  seed: string
  /** Undefined: the moment of the start. */
  nowMs: number | undefined
  state: string | undefined
  speed: number
  badShare: number
}

/** The command cannot be carried out as it was given; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const TEXT = { type: 'string' } as const

/** @throws UsageError */
export function readCommand(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Command | 'help' {
  const { values, positionals } = parse(argv)
  if (values.help === true)
    return 'help'
  const [name, ...rest] = positionals
  if ((name !== 'load' && name !== 'simulate') || rest.length > 0)
    throw new UsageError(`say load or simulate, not ${positionals.length === 0 ? 'nothing' : positionals.join(' ')}`)
  const given: Readonly<Record<string, unknown>> = values
  const text = (option: string) => {
    const value = given[option]
    return typeof value === 'string' ? value : undefined
  }
  const key = text('key') ?? env.QINGLIAN_INGEST_KEY
  if (key === undefined || key === '')
    throw new UsageError('--key is missing: the source key under which events are sent')
  const keys = Object.fromEntries(SYSTEM_NAMES.flatMap((system) => {
    const own = text(`key-${system}`)
    return own === undefined ? [] : [[system, own]]
  }))
  return {
    name,
    url: readUrl(text('url') ?? 'http://127.0.0.1:8686'),
    key,
    keys,
    seed: text('seed') ?? DEFAULT_SEED,
    nowMs: readInstant(text('now')),
    state: text('state'),
    speed: readNumber('speed', text('speed') ?? String(DEFAULT_SPEED), { above: 0, most: 100_000 }),
    badShare: readNumber('bad-share', text('bad-share') ?? String(DEFAULT_BAD_SHARE), { above: -Number.MIN_VALUE, most: 0.9 }),
  }
}

function parse(argv: readonly string[]) {
  const options = Object.fromEntries(['url', 'key', ...SYSTEM_NAMES.map(system => `key-${system}`), 'seed', 'now', 'state', 'speed', 'bad-share'].map(name => [name, TEXT]))
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { ...options, help: { type: 'boolean', short: 'h' } } })
  }
  catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new UsageError(`--url must be an http address, not ${text}`)
  return text
}

function readInstant(text: string | undefined): number | undefined {
  if (text === undefined)
    return undefined
  const ms = parseInstant(text)
  if (ms === undefined)
    throw new UsageError(`--now must be RFC 3339 with an offset, such as 2026-11-23T09:00:00+08:00, not ${text}`)
  return ms
}

function readNumber(name: string, text: string, { above, most }: { above: number, most: number }): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > above && value <= most))
    throw new UsageError(`--${name} must be a number above ${Math.max(above, 0)} and up to ${most}, not ${text}`)
  return value
}
