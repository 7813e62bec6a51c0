/**
 * A process under measurement, with the probe inside: started, asked, and ended. What it says on its standard streams
 * is kept for the case that it fails; one that ends before its time fails whoever waits for it.
 */
import type { Profiler } from 'node:inspector'
import type { Answer, Memory, Usage } from './probe.ts'
import { fork } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { ROOT } from '../command.ts'

const PROBE = join(ROOT, 'scripts/bench-kit/probe.ts')
const STOP_PATIENCE_MS = 15_000

export interface MeasuredProcess {
  /** How it said that it is reached. */
  url: string
  /** CPU time of the process so far, all threads, user and system. */
  cpuMs: () => Promise<number>
  /** Bytes, after a collection. */
  memory: () => Promise<Memory>
  ask: (command: string, payload?: unknown) => Promise<unknown>
  /** The CPU profile of the process while `work` runs. */
  profile: (work: () => Promise<unknown>) => Promise<Profiler.Profile>
  stop: () => Promise<void>
}

export interface ProcessOptions {
  /** Path of the script from the repository's root. */
  script: string
  args?: readonly string[]
  env?: Record<string, string | undefined>
  /** Finds the address in what the process prints, for one that does not speak to the probe itself. */
  addressIn?: RegExp
}

/** Resolves once the process has said how it is reached. */
export async function startMeasured({ script, args = [], env = {}, addressIn }: ProcessOptions): Promise<MeasuredProcess> {
  const child = fork(join(ROOT, script), [...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc', '--import', PROBE],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const started = Promise.withResolvers<string>()
  let said = ''
  let asked = 0
  let hasEnded = false
  function hear(chunk: string): void {
    said = (said + chunk).slice(-20_000)
    const address = addressIn?.exec(said)?.[0]
    if (address !== undefined)
      started.resolve(address)
  }
  child.stdout?.setEncoding('utf8').on('data', hear)
  child.stderr?.setEncoding('utf8').on('data', hear)
  child.on('message', (message) => {
    const heard = message as Answer | { url: string }
    if ('url' in heard)
      return started.resolve(heard.url)
    const answer = waiting.get(heard.number)
    waiting.delete(heard.number)
    if (heard.error === undefined)
      answer?.resolve(heard.result)
    else
      answer?.reject(new Error(`${script}: ${heard.error}`))
  })
  const ended = new Promise<void>(resolve => child.on('exit', () => {
    hasEnded = true
    const failure = new Error(`${script} has ended:\n${said}`)
    started.reject(failure)
    waiting.forEach(answer => answer.reject(failure))
    resolve()
  }))

  async function ask(command: string, payload?: unknown): Promise<unknown> {
    if (hasEnded)
      throw new Error(`${script} has ended:\n${said}`)
    const answer = Promise.withResolvers<unknown>()
    asked += 1
    waiting.set(asked, answer)
    child.send({ number: asked, command, payload })
    return answer.promise
  }

  return {
    url: await started.promise,
    cpuMs: async () => (await ask('usage') as Usage).cpuMs,
    memory: async () => await ask('memory') as Memory,
    ask,
    async profile(work) {
      await ask('profile:start')
      await work()
      return await ask('profile:stop') as Profiler.Profile
    },
    async stop() {
      child.kill('SIGTERM')
      const patience = new AbortController()
      await Promise.race([ended, pause(STOP_PATIENCE_MS, undefined, { signal: patience.signal }).then(() => child.kill('SIGKILL'), () => undefined)])
      patience.abort()
      await ended
    },
  }
}
