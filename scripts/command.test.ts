import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { runCommand } from './command.ts'

const node = (code: string, options = {}) => runCommand(process.execPath, ['-e', code], options)

describe('runCommand', () => {
  it('keeps what is said on both streams and gives each whole line as it comes', async () => {
    const lines: string[] = []
    const result = await node('process.stdout.write("a\\nb"); process.stdout.write("c\\n"); console.error("d")', { onLine: (line: string) => lines.push(line) })
    expect(result.ok).toBe(true)
    expect(lines.sort()).toEqual(['a', 'bc', 'd'])
    expect(result.output).toContain('bc\n')
  })

  it('takes an exit code other than 0 and a signal as failure', async () => {
    expect((await node('process.exit(3)')).ok).toBe(false)
    expect((await node('process.kill(process.pid, "SIGKILL")')).ok).toBe(false)
  })

  it('says why a program could not be started', async () => {
    const result = await runCommand('no-such-program', [])
    expect(result.ok).toBe(false)
    expect(result.output).toContain('no-such-program')
  })

  it('ends a program that takes too long, with its children', async () => {
    const child = 'require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }); setInterval(() => {}, 1000)'
    const result = await node(child, { timeoutMs: 300 })
    expect(result.ok).toBe(false)
    expect(result.output).toContain('without a result')
  })
})
