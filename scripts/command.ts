/**
 * Running other programs: `runCommand` waits for one and keeps what it says, `runNode` does so for a script
 * under the project's own Node. A program that outlives its time, or this process, is ended with all its children.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'

/** The repository's folder, absolute. */
export const ROOT = join(import.meta.dirname, '..')

/** Files of packages that are started as programs, from the root. */
export const TOOLS = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vueTsc: 'node_modules/vue-tsc/bin/vue-tsc.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  vite: 'web/node_modules/vite/bin/vite.js',
  playwright: 'node_modules/playwright-core/cli.js',
} as const

export interface CommandOptions {
  cwd?: string
  env?: Record<string, string | undefined>
  /** After this the program is ended and counts as failed. */
  timeoutMs?: number
  /** Each whole line as it comes, of both streams. */
  onLine?: (line: string) => void
}

export interface CommandResult {
  ok: boolean
  /** Both streams, as they came. */
  output: string
  stdout: string
  ms: number
}

/** Groups of programs under way, so that none outlives this process. */
const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach(child => endGroup(child, 'SIGKILL')))

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null)
    return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  }
  catch {
    child.kill(signal)
  }
}

/** Lets Ctrl-C and SIGTERM end this process and everything it runs; for tasks that have nothing to put in order. */
export function endOnSignals(): void {
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  process.once('SIGHUP', () => process.exit(129))
}

/** Runs a program to its end. Never throws: a program that cannot be started is a failed result that says why. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const startedAt = performance.now()
  const { cwd = ROOT, env, timeoutMs, onLine } = options
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
  running.add(child)
  let output = ''
  let stdout = ''
  let rest = ''
  function hear(chunk: string): void {
    output += chunk
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(line => onLine?.(line))
  }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    hear(chunk)
  })
  child.stderr.setEncoding('utf8').on('data', hear)
  const timer = timeoutMs === undefined
    ? undefined
    : setTimeout(() => {
        hear(`\nended after ${Math.round(timeoutMs / 1000)} s without a result\n`)
        endGroup(child, 'SIGKILL')
      }, timeoutMs)
  return new Promise((resolve) => {
    function finish(ok: boolean): void {
      clearTimeout(timer)
      running.delete(child)
      resolve({ ok, output, stdout, ms: performance.now() - startedAt })
    }
    child.on('error', (error) => {
      hear(`${error.message}\n`)
      finish(false)
    })
    child.on('close', code => finish(code === 0))
  })
}

/** Runs a script, given by its path from the root, under the project's own Node. */
export function runNode(script: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return runCommand(process.execPath, [join(ROOT, script), ...args], options)
}

/** Runs a script that has the terminal to itself, and gives its exit code. Signals reach it and are waited out. */
export function runAttached(script: string, args: readonly string[], env: Record<string, string | undefined> = {}): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' })
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGTERM', forward).on('SIGHUP', forward)
  // Ctrl-C reaches the child by itself; this process only has to stay until it has ended.
  process.on('SIGINT', signal => process.stdin.isTTY ? undefined : forward(signal))
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)))
}
