/**
 * `npm start`: everything with demo data. Builds the wall if its sources changed, starts the server on the
 * `demo` folder of the data directory, loads the sample district once, and lets the simulator live it on through
 * the same HTTP door as any upstream. A second start does only what is not done yet. Ctrl-C or SIGTERM stops the
 * simulator, then the server. Options: `--fresh` begins with an empty demo folder, `--speed 120` lives faster.
 */
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { DEFAULT_SPEED } from '../mock-data/src/index.ts'
import { placeOf } from './addresses.ts'
import { ROOT } from './command.ts'
import { runDemo } from './demo.ts'
import { openDemoFolder } from './demoFolder.ts'
import { StartFailed } from './startFailed.ts'
import { createTerminal } from './terminal.ts'

const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false }, speed: { type: 'string', default: String(DEFAULT_SPEED) } } })
const terminal = createTerminal()
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stopping.abort())

try {
  const speed = Number(values.speed)
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new StartFailed(`--speed 应为大于 0 的数，现在是“${values.speed}”`)
  await runDemo({
    terminal,
    signal: stopping.signal,
    folder: openDemoFolder(resolve(ROOT, process.env.QINGLIAN_DATA_DIR || 'data')),
    place: placeOf(process.env),
    isFresh: values.fresh,
    speed,
  })
}
catch (error) {
  if (!(error instanceof StartFailed))
    throw error
  terminal.line(`\n${error.message}`)
  process.exitCode = 1
}
