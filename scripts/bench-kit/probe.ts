/**
 * Runs inside a process under measurement and answers its bench: CPU time, memory after a collection, CPU profiles,
 * and whatever else the process itself offers to do. Preloaded with `--import`, it measures a server that knows nothing
 * of it. Ends the process when the bench is gone.
 */
import type { Profiler } from 'node:inspector/promises'
import { Session } from 'node:inspector/promises'
import process from 'node:process'

type Handler = (payload: unknown) => unknown

/** A question of the bench; `number` finds its answer. */
export interface Question { number: number, command: string, payload: unknown }
export interface Answer { number: number, result?: unknown, error?: string }

export interface Usage { cpuMs: number }
export interface Memory { heap: number, rss: number }

const SAMPLE_EVERY_US = 250
let profiling: Session | undefined
const handlers = new Map<string, Handler>([
  ['usage', usage],
  ['memory', memory],
  ['profile:start', startProfile],
  ['profile:stop', stopProfile],
])

/** Offers a command to the bench. */
export function offer(command: string, handler: Handler): void {
  handlers.set(command, handler)
}

/** Says that the process is ready, and how it is reached. */
export function ready(url: string): void {
  process.send?.({ url })
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1000 }
}

/** Twice, so that what only weak references or finalisers held is gone as well. */
function memory(): Memory {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, rss }
}

async function startProfile(): Promise<void> {
  profiling = new Session()
  profiling.connect()
  await profiling.post('Profiler.enable')
  await profiling.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US })
  await profiling.post('Profiler.start')
}

async function stopProfile(): Promise<Profiler.Profile> {
  if (profiling === undefined)
    throw new Error('no profile was started')
  const { profile } = await profiling.post('Profiler.stop')
  profiling.disconnect()
  return profile
}

async function reply({ number, command, payload }: Question): Promise<Answer> {
  const handler = handlers.get(command)
  if (handler === undefined)
    return { number, error: `no such command: ${command}` }
  try {
    return { number, result: await handler(payload) }
  }
  catch (error) {
    return { number, error: error instanceof Error ? error.stack ?? error.message : String(error) }
  }
}

if (process.send !== undefined) {
  process.on('message', question => void reply(question as Question).then(answer => process.send?.(answer)))
  process.on('disconnect', () => process.exit(0))
  process.channel?.unref()
}
