/**
 * The command line of the demo data: `load` and `simulate` (see `USAGE`). Progress goes to stderr; SIGINT and
 * SIGTERM end it in order: the request under way is answered, the state is kept, and the exit code is 0.
 */
import type { Command } from './commandLine.ts'
import type { LoadProgress, LoadResult } from './loadDistrict.ts'
import type { SimulationProgress } from './simulator/options.ts'
import type { StateStore } from './simulator/stateStore.ts'
import process from 'node:process'
import { readCommand, USAGE, UsageError } from './commandLine.ts'
import { buildDistrict } from './district/buildDistrict.ts'
import { loadDistrict } from './loadDistrict.ts'
import { describeRejection } from './post/answer.ts'
import { DeliveryError } from './post/deliver.ts'
import { simulate } from './simulator/simulate.ts'
import { createFileStore } from './simulator/stateStore.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)
const LINE_EVERY_MS = 5_000

function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      say(`${name}: finishing`)
      controller.abort()
    })
  }
  return controller.signal
}

function sayLoad({ sent, total, accepted, duplicate, rejected, waiting }: LoadProgress): void {
  const wait = waiting === undefined ? '' : `, waiting ${(waiting.ms / 1000).toFixed(1)} s (${waiting.reason})`
  say(`load ${sent}/${total}: ${accepted} accepted, ${duplicate} duplicate, ${rejected} rejected${wait}`)
}

/** A line now and then, and at once when the server makes us wait. */
function createSimulationLine(): (progress: SimulationProgress) => void {
  let saidMs = 0
  return ({ days, accepted, duplicate, refusedBad, acceptedBad, refusedGood, waiting }) => {
    if (waiting === undefined && Date.now() - saidMs < LINE_EVERY_MS)
      return
    saidMs = Date.now()
    const wait = waiting === undefined ? '' : `, waiting ${(waiting.ms / 1000).toFixed(1)} s (${waiting.reason})`
    say(`day ${days.toFixed(2)}: ${accepted} accepted, ${duplicate} duplicate, ${refusedBad} bad refused${wait}`)
    if (acceptedBad > 0)
      say(`  ${acceptedBad} bad records were accepted`)
    refusedGood.slice(-3).forEach(rejection => say(`  refused: ${describeRejection(rejection)}`))
  }
}

async function load(command: Command, signal: AbortSignal, store: StateStore | undefined): Promise<LoadResult> {
  const nowMs = command.nowMs ?? Date.now()
  say(`demo data, seed ${command.seed}, until ${new Date(nowMs).toISOString()}; to resume: --now ${new Date(nowMs).toISOString()}`)
  const result = await loadDistrict({ ...command, now: nowMs, signal, onProgress: sayLoad })
  result.rejected.slice(0, 5).forEach(rejection => say(`  refused: ${describeRejection(rejection)}`))
  if (result.complete)
    store?.save({ version: 1, standing: result.standing, outbox: [] })
  say(result.complete ? 'load complete' : 'load interrupted')
  return result
}

async function live(command: Command, signal: AbortSignal, store: StateStore | undefined): Promise<void> {
  const isKept = store?.load() !== undefined
  const standing = command.nowMs === undefined ? undefined : buildDistrict({ seed: command.seed, now: command.nowMs }).standing
  const loaded = isKept || standing !== undefined ? undefined : await load(command, signal, store)
  if (signal.aborted)
    return
  const { days } = await simulate({ ...command, signal, store, standing: standing ?? loaded?.standing, onProgress: createSimulationLine() })
  say(`stopped after ${days.toFixed(2)} simulated days`)
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2), process.env)
  if (command === 'help') {
    process.stdout.write(USAGE)
    return
  }
  const signal = stopSignal()
  const store = command.state === undefined ? undefined : createFileStore(command.state)
  if (command.name === 'simulate')
    await live(command, signal, store)
  else if ((await load(command, signal, store)).rejected.length > 0)
    process.exitCode = 1
}

try {
  await main()
}
catch (error) {
  if (error instanceof UsageError) {
    say(`${error.message}\n\n${USAGE}`)
    process.exitCode = 2
  }
  else {
    say(error instanceof DeliveryError ? `the server refuses: ${error.message}` : `failed: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
