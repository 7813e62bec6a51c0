/**
 * The guide, followed word for word: the chapters' commands in one shell, from an empty database, against the real
 * process, and every answer that a chapter shows. Only the address is another one, because 8686 may be taken, and
 * `npm run` starts its script at once, because a test installs nothing.
 */
import type { Buffer } from 'node:buffer'
import type { ChildProcess } from 'node:child_process'
import type { Step } from '../../docs/src/chapter.ts'
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepsOf } from '../../docs/src/chapter.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PRINTED_URL = 'http://127.0.0.1:8686'
const CHAPTERS = ['02-first-event', '03-new-station']
/** `npm run --silent <script> -- <args>` without npm. */
const NPM = 'npm() { local script=$3; shift 4; node "scripts/$script.ts" "$@"; }'
const run = promisify(execFile)
const hasTools = ['bash', 'curl'].every(tool => spawnSync(tool, ['--version']).status === 0)

let home: string
let server: ChildProcess
let url: string

async function startServer(): Promise<string> {
  server = spawn(process.execPath, [join(ROOT, 'server/src/main.ts')], { env: { PATH: process.env.PATH, QINGLIAN_DATA_DIR: join(home, 'data'), QINGLIAN_PORT: '0' } })
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const address = /青莲已启动：(http:\S+)/.exec(said)?.[1]
      if (address !== undefined)
        resolve(address)
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}

/** Runs a command in the shell's present state, as the reader's one terminal does; gives what it printed. */
async function type(command: string): Promise<string> {
  const state = join(home, 'shell-state')
  const script = `${NPM}\n. '${state}'\n${command.replaceAll(PRINTED_URL, url)}\nended=$?\nexport -p > '${state}'\nexit $ended`
  const env = { PATH: `${join(ROOT, 'node_modules/node/bin')}:${process.env.PATH}`, HOME: join(home, 'reader'), QINGLIAN_DATA_DIR: join(home, 'data') }
  return (await run('bash', ['-c', script], { cwd: ROOT, env })).stdout
}

const asks = (command: string): boolean => command.startsWith('curl ') && !/ (?:-d|-X|--data\S*) /.test(command.replaceAll('\\\n', ' '))

/** A question is asked until the answer has come about: topics follow a fact within a second. */
async function follow({ command, answer }: Step): Promise<void> {
  if (answer === undefined)
    await type(command)
  else if (asks(command))
    await expect.poll(async () => JSON.parse(await type(command)) as unknown, { timeout: 20_000, interval: 200 }).toMatchObject(answer)
  else
    expect(JSON.parse(await type(command))).toMatchObject(answer)
}

describe.skipIf(!hasTools)('the guide', () => {
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'qinglian-guide-'))
    mkdirSync(join(home, 'reader'))
    writeFileSync(join(home, 'shell-state'), '')
    url = await startServer()
  })
  afterAll(async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null)
      await once(server, 'exit')
    rmSync(home, { recursive: true, force: true })
  })

  it.each(CHAPTERS)('chapter %s does what it says', async (chapter) => {
    const steps = stepsOf(readFileSync(join(ROOT, `docs/guide/${chapter}.md`), 'utf8'))
    expect(steps.length).toBeGreaterThan(8)
    for (const step of steps)
      await follow(step)
  })

  it('the outbox is empty afterwards, and nothing of it was refused', () => {
    const [outbox, sent, rejected] = ['.', 'sent', 'rejected'].map(sub => readdirSync(join(home, 'reader/qinglian-outbox', sub)))
    expect({ outbox, sent, rejected }).toEqual({ outbox: ['rejected', 'sent'], sent: ['20261120-1.json'], rejected: [] })
  })
})
