import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { expect, it } from 'vitest'

const leash = join(import.meta.dirname, 'leash.ts')

function start(code: string) {
  return spawn(process.execPath, ['--import', leash, '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
}

it('a server is asked to stop when the process that runs it is gone', async () => {
  const child = start('process.on("SIGTERM", () => { console.log("in order"); process.exit(0) }); console.log("up"); setInterval(() => {}, 1000)')
  await once(child.stdout, 'data')
  child.stdin.end()
  const [said] = await once(child.stdout, 'data')
  expect(String(said)).toBe('in order\n')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('a leash does not keep a process that has nothing more to do', async () => {
  const child = start('console.log("done")')
  expect(await once(child, 'exit')).toEqual([0, null])
})
