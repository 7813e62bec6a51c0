/** The real server as a process of its own, on a port that it keeps, over a data directory that outlives it. */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { buildWeb, isWebBuildCurrent } from '../../scripts/webBuild.ts'

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
export const INGEST_KEY = 'test-ingest-key-of-32-characters'

/** The server serves the page itself, so what is built has to be what the sources say. */
export async function ensureWebBuilt(): Promise<void> {
  if (isWebBuildCurrent())
    return
  const result = await buildWeb()
  if (!result.ok)
    throw new Error(`the page was not built:\n${result.output}`)
}

export function createRealServer() {
  const home = mkdtempSync(join(tmpdir(), 'qinglian-wall-'))
  let port = 0
  let child: ChildProcess | undefined

  /** Resolves once the process says that it serves. */
  async function start(): Promise<void> {
    const env = { PATH: process.env.PATH, QINGLIAN_DATA_DIR: join(home, 'data'), QINGLIAN_PORT: String(port), QINGLIAN_INGEST_KEY: INGEST_KEY }
    const started = child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    port = await new Promise((resolve, reject) => {
      let said = ''
      const hear = (chunk: unknown): void => {
        said += String(chunk)
        const address = /青莲已启动：http:\/\/[^:]+:(\d+)/.exec(said)
        if (address !== null)
          resolve(Number(address[1]))
      }
      started.stdout.on('data', hear)
      started.stderr.on('data', hear)
      started.once('exit', () => reject(new Error(`the server ended: ${said}`)))
    })
  }

  /** As a power cut would. Resolves once the process is gone. */
  async function kill(): Promise<void> {
    const ended = child
    child = undefined
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null)
      return
    ended.kill('SIGKILL')
    await once(ended, 'exit')
  }

  return {
    url: () => `http://127.0.0.1:${port}`,
    start,
    kill,
    async remove() {
      await kill()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
export type RealServer = ReturnType<typeof createRealServer>
