/**
 * The process: settings → store → parts → app → listen, and an orderly stop.
 *
 * What a person can mend (a wrong setting, a taken port, the wrong database) is said in one message and ends the start
 * with exit code 1. SIGINT and SIGTERM stop in order; a second one, or a stop that takes too long, ends at once. What
 * nobody expected is logged and ends the process, for a supervisor to start it anew: all that was accepted is durable.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { collectDefaultMetrics } from 'prom-client'
import description from '../package.json' with { type: 'json' }
import { buildApp, BUILT_WEB_APP } from './app.ts'
import { loadSettings, unknownSettings } from './config.ts'
import { assertSameKindOfData } from './dataKind.ts'
import { openStore } from './db/openStore.ts'
import { createLog } from './log.ts'
import { createParts } from './parts.ts'
import { startProblem } from './startProblem.ts'

const STOP_WITHIN_MS = 15_000

async function start(): Promise<void> {
  const settings = loadSettings(process.env)
  const log = createLog(settings.logLevel)
  for (const name of unknownSettings(process.env))
    log.warn({ setting: name }, 'unknown setting, ignored')
  const store = await openStore(settings.database)
  await assertSameKindOfData(store, settings.demo)
  const parts = await createParts({ settings, store, log, clock: Date.now, random: randomBytes, after })
  collectDefaultMetrics({ register: parts.meters.registry })
  const app = await buildApp({ settings, parts, log, clock: Date.now, newId: randomUUID, version: description.version, build: buildId(description.version) })

  let isStopping = false
  function stop(signal: string, code: number): void {
    if (isStopping)
      process.exit(1)
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    void app.close().then(() => process.exit(code), (error: unknown) => fail(error))
  }
  function fail(error: unknown): void {
    log.fatal({ err: error }, 'the process ends on an error that nobody expected')
    process.exit(1)
  }
  process.on('SIGINT', signal => stop(signal, 0))
  process.on('SIGTERM', signal => stop(signal, 0))
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)

  const address = await app.http.listen({ host: settings.host, port: settings.port, listenTextResolver: () => 'listening' })
  await app.start()
  // Fastify takes a server that was made for it for a plain one.
  console.log(`青莲已启动：${settings.tls === undefined ? address : address.replace('http:', 'https:')}${settings.demo ? '（演示数据）' : ''}`)
}

/** Runs something later; gives how to cancel it. */
function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Changes with the built web app, so that an open page can tell that it is older than the server. */
function buildId(version: string): string {
  const shell = join(BUILT_WEB_APP, 'index.html')
  return existsSync(shell) ? `${version}+${createHash('sha256').update(readFileSync(shell)).digest('hex').slice(0, 8)}` : version
}

start().catch((error: unknown) => {
  console.error(startProblem(error))
  process.exit(1)
})
