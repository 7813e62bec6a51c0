import type { Buffer } from 'node:buffer'
/**
 * The real process for tests of bad luck: `server/src/main.ts` under the project's Node, with a data directory that the
 * test names. Every server that a test starts is ended after it, whatever became of the test, and a leash on its
 * standard input ends it should the test run itself die.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url))
const LEASH = fileURLToPath(new URL('../../../../scripts/leash.ts', import.meta.url))
/** Starts after the first one cost a third less. */
const COMPILED = join(tmpdir(), 'qinglian-chaos-compiled')
export const INGEST_KEY = 'test-ingest-key-of-32-characters'

export interface ServerOptions {
  readonly dataDir: string
  /** One of the system's choice when absent. */
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
}

export interface ServerProcess {
  readonly child: ChildProcess
  /** Resolves with its address once it serves its topics; rejects when it ends before. */
  readonly ready: Promise<string>
  /** From the start of the process to serving, in milliseconds; once ready. */
  readonly startedInMs: () => number
  /** Its exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Everything it wrote so far. */
  readonly said: () => string
  /** Ends it as a power cut would: no handler runs. */
  readonly kill: () => Promise<void>
  /** Asks it to stop; gives the exit code. */
  readonly stop: () => Promise<number | null>
}

const running = new Map<ChildProcess, () => Promise<unknown>>()
const folders: string[] = []
const endings: (() => unknown)[] = []

afterEach(async () => {
  await Promise.all([...running.values()].map(kill => kill()))
  for (const end of endings.splice(0).reverse())
    await end()
  folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true }))
})

/** A folder that goes after the test, once its servers have ended. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qinglian-chaos-'))
  folders.push(folder)
  return folder
}

/** Runs `end` after the test, whatever became of it: after its servers have ended, before its folders go. */
export function atEnd(end: () => unknown): void {
  endings.push(end)
}

export function startServer({ dataDir, port = 0, env = {} }: ServerOptions): ServerProcess {
  const begunMs = performance.now()
  let readyMs = Number.NaN
  const child = spawn(process.execPath, ['--import', LEASH, MAIN], {
    env: { PATH: process.env.PATH, QINGLIAN_DATA_DIR: dataDir, QINGLIAN_PORT: String(port), QINGLIAN_INGEST_KEY: INGEST_KEY, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  const ready = new Promise<string>((resolve, reject) => {
    function hear(chunk: Buffer): void {
      said += chunk.toString()
      const url = Number.isNaN(readyMs) ? /青莲已启动：(http:\S+)/.exec(said)?.[1] : undefined
      if (url !== undefined) {
        readyMs = performance.now()
        resolve(url)
      }
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(code => reject(new Error(`the server ended (${code}) before it served:\n${said.slice(-2_000)}`)))
  })
  // A test may kill it before anyone asks.
  ready.catch(() => undefined)

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal)
    const code = await ended
    running.delete(child)
    return code
  }
  running.set(child, () => end('SIGKILL'))
  return {
    child,
    ready,
    startedInMs: () => readyMs - begunMs,
    ended,
    said: () => said,
    kill: async () => void await end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/** A port that is free now, for a server that is to come back under the same address. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port')))
    })
  })
}

/** The value of one line of `/metrics`, such as `qinglian_sockets{audience="public"}`. */
export async function figure(url: string, name: string): Promise<number | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const line = text.split('\n').find(candidate => candidate.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}
