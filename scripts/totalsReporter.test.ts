import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runNode, TOOLS } from './command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'totals-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs Vitest for itself over the given files with the reporter, and gives the totals and whether it succeeded. */
async function totalsOf(files: Record<string, string>) {
  const reporter = join(import.meta.dirname, 'totalsReporter.ts')
  const config = `import { totalsReporter } from ${JSON.stringify(reporter)}\nexport default { test: { globals: true, reporters: ['default', totalsReporter('totals.json')] } }\n`
  for (const [name, text] of Object.entries({ ...files, 'vitest.config.mjs': config }))
    writeFileSync(join(folder, name), text)
  const { ok, output } = await runNode(TOOLS.vitest, ['run'], { cwd: folder })
  const totals: unknown = JSON.parse(readFileSync(join(folder, 'totals.json'), 'utf8'))
  return { totals, ok, output }
}

describe('totalsReporter', () => {
  it('counts tests that pass, fail and are skipped, in and out of suites', async () => {
    const { totals, ok } = await totalsOf({
      'a.test.js': `it('a', () => {})\nit('b', () => expect(1).toBe(2))\nit.skip('c', () => {})`,
      'b.test.js': `describe('s', () => { it('d', () => {}); it('e', () => {}) })`,
    })
    expect(totals).toEqual({ passed: 3, failed: 1, skipped: 1 })
    expect(ok).toBe(false)
  })

  it('counts a file that cannot be loaded', async () => {
    const { totals } = await totalsOf({ 'a.test.js': `it('a', () => {})`, 'b.test.js': `throw new Error('no')` })
    expect(totals).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('counts a hook that fails', async () => {
    const { totals } = await totalsOf({ 'a.test.js': `describe('s', () => { beforeAll(() => { throw new Error('no') }); it('a', () => {}) })` })
    expect(totals).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts an error that no test catches', async () => {
    const { totals } = await totalsOf({ 'a.test.js': `it('a', () => { Promise.reject(new Error('no')) })` })
    expect(totals).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  it('counts a run in which nothing ran as failed', async () => {
    const { totals } = await totalsOf({ 'a.test.js': `it.skip('a', () => {})` })
    expect(totals).toEqual({ passed: 0, failed: 1, skipped: 1 })
  })
})
