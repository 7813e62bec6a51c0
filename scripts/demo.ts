/**
 * The demonstration from its first step to its last: build, server, sample, simulator, and the orderly end of all
 * of them. Each step is skipped when it is done already, and each may be interrupted by the signal.
 */
import type { Place } from './addresses.ts'
import type { DemoFolder } from './demoFolder.ts'
import type { ServerProcess } from './serverProcess.ts'
import type { Terminal } from './terminal.ts'
import { createFileStore, DEFAULT_SEED, simulate } from '../mock-data/src/index.ts'
import { claimPort, urlFromOutside, urlOf } from './addresses.ts'
import { provideSample } from './demoSample.ts'
import { localFetch } from './localFetch.ts'
import { startServer, untilReady } from './serverProcess.ts'
import { StartFailed } from './startFailed.ts'
import { buildWeb, isWebBuildCurrent } from './webBuild.ts'

export interface DemoOptions {
  terminal: Terminal
  signal: AbortSignal
  folder: DemoFolder
  place: Place
  isFresh: boolean
  /** Simulated days in a real one. */
  speed: number
}

/** A server of the demonstration, and how it is spoken to. */
interface Running extends DemoOptions {
  url: string
  key: string
  fetch: typeof fetch
  server: ServerProcess
}

const READY_PATIENCE_MS = 60_000

/** Resolves once everything has been stopped. @throws StartFailed with what to do */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { terminal, signal, folder, isFresh } = options
  const holder = folder.take()
  if (holder !== undefined)
    throw new StartFailed(`另一个演示正在使用 ${folder.path}（进程 ${holder}）。请先停止它，或另设 QINGLIAN_DATA_DIR。`)
  if (isFresh) {
    folder.clear()
    folder.take()
  }
  await provideWeb(terminal)
  if (signal.aborted)
    return
  const running = await provideServer(options)
  try {
    if (await provideSample(running))
      await live(running)
  }
  finally {
    await stop(running)
  }
}

async function provideWeb(terminal: Terminal): Promise<void> {
  const step = terminal.step('大屏页面')
  if (isWebBuildCurrent())
    return step.done('已是最新')
  const result = await buildWeb(() => step.progress('构建中'))
  if (result.ok)
    return step.done('已构建')
  step.fail()
  throw new StartFailed(`大屏页面没有构建成功：\n${result.output.trimEnd()}`)
}

async function provideServer(options: DemoOptions): Promise<Running> {
  const { terminal, signal, folder, place } = options
  const port = await claimPort(place).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new StartFailed(`端口 ${place.port} 已被占用：青莲也许已在运行（${urlOf(place)}）。换一个端口：QINGLIAN_PORT=${place.port + 1} npm start`)
    throw new StartFailed(`不能在 ${place.host} 的端口 ${place.port} 上监听：${error instanceof Error ? error.message : error}`)
  })
  const url = urlOf({ ...place, port })
  const key = process.env.QINGLIAN_INGEST_KEY || folder.key()
  const env = {
    QINGLIAN_DATA_DIR: folder.path,
    QINGLIAN_DEMO: '1',
    QINGLIAN_INGEST_KEY: key,
    QINGLIAN_PORT: String(port),
    QINGLIAN_LOG_LEVEL: process.env.QINGLIAN_LOG_LEVEL || 'warn',
  }
  const step = terminal.step('服务')
  const server = startServer({ env, logFile: folder.logFile })
  const running: Running = { ...options, place: { ...place, port }, url, key, fetch: localFetch(place), server }
  const ready = await Promise.race([server.ended, untilReady(url, { fetch: running.fetch, signal, timeoutMs: READY_PATIENCE_MS })])
  if (ready === true || signal.aborted) {
    step.done(url)
    return running
  }
  step.fail()
  await server.stop()
  throw new StartFailed(`服务没有启动（${ready === false ? `${READY_PATIENCE_MS / 1000} 秒内未就绪` : ready}）。日志 ${folder.logFile} 的末尾：\n\n${server.lastWords()}`)
}

function announce({ terminal, url, place, folder }: Running): void {
  const outside = urlFromOutside(place)
  terminal.line()
  terminal.line(`  大屏  ${url}/wall/wuchang  武昌区局`)
  terminal.line(`        ${url}/wall/shouyi   首义管理所（市场部）`)
  if (outside)
    terminal.line(`        ${outside}/wall/wuchang  其他机器`)
  terminal.line(`  数据  ${folder.path}（演示数据，姓名均为生成）`)
  terminal.line('  停止  Ctrl-C')
  terminal.line()
}

/** Lets the district live until the signal comes or the server ends. @throws StartFailed where the server ends by itself */
async function live(running: Running): Promise<void> {
  const { terminal, signal, folder, server, url, key, fetch, speed } = running
  announce(running)
  const ending = new AbortController()
  const life = simulate({ url, key, seed: DEFAULT_SEED, speed, store: createFileStore(folder.simulatorFile), fetch, signal: ending.signal })
    .catch((error: unknown) => terminal.line(`模拟上报已停止：${error instanceof Error ? error.message : error}（大屏继续可看）`))
  const stopped = new Promise<undefined>(resolve => signal.aborted ? resolve(undefined) : signal.addEventListener('abort', () => resolve(undefined), { once: true }))
  const reason = await Promise.race([server.ended, stopped])
  ending.abort()
  await life
  if (reason !== undefined)
    throw new StartFailed(`服务自行结束（${reason}）。日志 ${folder.logFile} 的末尾：\n\n${server.lastWords()}`)
}

async function stop({ terminal, server }: Running): Promise<void> {
  const step = terminal.step('停止')
  await server.stop()
  step.done()
}
