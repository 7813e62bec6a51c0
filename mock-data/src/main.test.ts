import type { ChildProcess } from 'node:child_process'
import type { TestDoor } from '../test/testDoor.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDoor } from '../test/testDoor.ts'
import { createFileStore } from './simulator/stateStore.ts'

let door: TestDoor
let folder: string

beforeEach(async () => {
  door = await openDoor({ now: () => Date.now() })
  folder = mkdtempSync(join(tmpdir(), 'qinglian-main-'))
})
afterEach(async () => {
  await door.close()
  rmSync(folder, { recursive: true })
})

interface Run { child: ChildProcess, text: () => string, ended: Promise<number | null> }

function run(...argv: string[]): Run {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...argv], { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => text += part)
  return { child, text: () => text, ended: once(child, 'close').then(([code]) => code as number | null) }
}

it('loads the year, lives on from it, and stops in order when told to', async () => {
  const state = join(folder, 'state.json')
  const { child, text, ended } = run('simulate', '--url', door.url, '--key', 'k', '--speed', '20000', '--bad-share', '0', '--state', state)
  await expect.poll(() => door.requests.filter(({ mode }) => mode !== 'batch').length, { timeout: 15_000 }).toBeGreaterThan(20)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(text()).toContain('load complete')
  expect(text()).toContain('SIGTERM: finishing')
  expect(text()).toMatch(/stopped after \d+\.\d\d simulated days/)
  expect(createFileStore(state).load()?.standing.staff.length).toBeGreaterThan(80)
})

it('says that the server refuses the key', async () => {
  door.keys = new Set(['right'])
  const { text, ended } = run('load', '--url', door.url, '--key', 'wrong')
  expect(await ended).toBe(1)
  expect(text()).toContain('the server refuses: HTTP 401 auth.unknown-key')
})

it('shows how it is used where it is used wrongly', async () => {
  const { text, ended } = run('load', '--url', door.url)
  expect(await ended).toBe(2)
  expect(text()).toContain('--key is missing')
})
