/**
 * A server as a child of this process: started, waited for until it serves its topics, and stopped in order. It
 * stands in a process group of its own, so that Ctrl-C reaches this process alone and what feeds the server can
 * end before it; a leash on its standard input ends it if this process dies.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { ROOT } from './command.ts'

export const SERVER_ENTRY = 'server/src/main.ts'
const POLL_MS = 150
const STOP_PATIENCE_MS = 15_000

export interface ServerProcess {
  /** Resolves with a sentence once the process has ended, whoever ended it. */
  ended: Promise<string>
  /** The last lines of its log. */
  lastWords: () => string
  stop: () => Promise<void>
}

export interface ServerOptions {
  env: Record<string, string | undefined>
  /** Takes what the server says; the log of the start before is kept beside it as `.1`. */
  logFile: string
}

export function startServer({ env, logFile }: ServerOptions): ServerProcess {
  if (existsSync(logFile))
    renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(process.execPath, ['--import', join(ROOT, 'scripts/leash.ts'), join(ROOT, SERVER_ENTRY)], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['pipe', log, log],
    detached: process.platform !== 'win32',
  })
  closeSync(log)
  const ended = endOf(child)
  return {
    ended,
    lastWords: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n'),
    async stop() {
      child.kill('SIGTERM')
      const patience = new AbortController()
      await Promise.race([ended, pause(STOP_PATIENCE_MS, undefined, { signal: patience.signal }).then(() => child.kill('SIGKILL'), () => undefined)])
      patience.abort()
      await ended
    },
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `被 ${signal} 结束` : `退出码 ${code}`))
  })
}

export interface Patience {
  fetch: typeof fetch
  signal: AbortSignal
  timeoutMs: number
}

/** Resolves true once `/readyz` answers 200; false when the signal aborts or the time is over. */
export async function untilReady(url: string, { fetch, signal, timeoutMs }: Patience): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < timeoutMs && !signal.aborted; waitedMs += POLL_MS) {
    const answer = await fetch(`${url}/readyz`, { signal }).catch(() => undefined)
    if (answer?.status === 200)
      return true
    await pause(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
  return false
}
