import type { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qinglian-main-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** The real process, on a port of the system's choice. */
function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, QINGLIAN_DATA_DIR: join(home, 'data'), QINGLIAN_PORT: '0', ...env } })
  let said = ''
  let tell = (): void => undefined
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
    tell()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  return {
    child,
    ended,
    said: () => said,
    /** What matched, as soon as it is said. */
    hears: (pattern: RegExp) => new Promise<RegExpExecArray>((resolve, reject) => {
      tell = () => {
        const match = pattern.exec(said)
        if (match !== null)
          resolve(match)
      }
      tell()
      void ended.then(() => reject(new Error(`ended without saying it: ${said}`)))
    }),
  }
}

it('starts, says where, serves, and stops in order on SIGTERM', async () => {
  const first = run()
  const [, url] = await first.hears(/青莲已启动：(http:\S+)\n/)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('nodejs_eventloop_lag_p99_seconds')
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const other = run({ QINGLIAN_DEMO: '1' })
  expect(await other.ended).toBe(1)
  expect(other.said()).toContain('正式数据')
})

it('says every wrong setting, without a stack, and does not start', async () => {
  const { ended, said } = run({ QINGLIAN_PORT: 'x', QINGLIAN_PUBLIC: 'y' })
  expect(await ended).toBe(1)
  expect(said()).toBe('设置有误，未启动：\n  QINGLIAN_PORT 应为 0 到 65535 的整数，现在是“x”\n  QINGLIAN_PUBLIC 应为 open 或 paired，现在是“y”\n')
})

it('says that the port is taken', async () => {
  const first = run()
  const [, port] = await first.hears(/127\.0\.0\.1:(\d+)\n/)
  const second = run({ QINGLIAN_PORT: port!, QINGLIAN_DATA_DIR: join(home, 'other') })
  expect(await second.ended).toBe(1)
  expect(second.said()).toContain('端口已被占用')
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
})
