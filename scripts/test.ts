/**
 * `npm test`: all that must pass. Lint and type check, a build of the web app, then every test, on SQLite,
 * PGlite and (where the machine has its binaries) PostgreSQL, and in a real Chromium. One line a step, the full
 * output of what failed, and a closing line `N passed, N failed`, where each step before the tests counts as
 * one. Exit code 0 only if nothing failed. `npm test -- server/src/db` runs just the tests that match.
 */
import type { CommandResult } from './command.ts'
import type { ThrowAwayPostgres } from './postgres.ts'
import type { Step } from './terminal.ts'
import type { Totals } from './totalsReporter.ts'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { lint, typecheck } from './checks.ts'
import { findChromium, installChromium } from './chromium.ts'
import { endOnSignals, runAttached, runNode, TOOLS } from './command.ts'
import { findPostgres, startPostgres } from './postgres.ts'
import { createTerminal, formatDuration } from './terminal.ts'
import { buildWeb, isWebBuildCurrent } from './webBuild.ts'

const TESTS_TIMEOUT_MS = 40 * 60_000

const terminal = createTerminal()
const totals: Totals = { passed: 0, failed: 0, skipped: 0 }
const failures: { label: string, output: string }[] = []
const work = mkdtempSync(join(tmpdir(), 'qinglian-npm-test-'))
// PostgreSQL, which root runs as another user, has to get through to its own folder.
chmodSync(work, 0o711)
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

/** Runs a step that counts as one. */
async function check(label: string, run: (step: Step) => Promise<Pick<CommandResult, 'ok' | 'output'>>): Promise<void> {
  const step = terminal.step(label)
  const { ok, output } = await run(step)
  totals[ok ? 'passed' : 'failed'] += 1
  if (ok)
    return step.done()
  step.fail()
  failures.push({ label, output })
}

/** Path of a Chromium, installing one if need be. None is a failure: the wall is what this project is about. */
async function provideChromium(): Promise<string | undefined> {
  const step = terminal.step('Chromium')
  try {
    const found = findChromium()
    const { path, log } = found === undefined ? await installChromium(step.progress) : { path: found, log: '' }
    if (path === undefined)
      throw new Error(`no Chromium here, and none could be installed: set QINGLIAN_CHROMIUM\n${log}`)
    step.done(path)
    return path
  }
  catch (error) {
    totals.failed += 1
    failures.push({ label: 'Chromium', output: String(error) })
    step.fail()
    return undefined
  }
}

/** A PostgreSQL server where the machine has one; binaries that do not start are a failure. */
async function providePostgres(): Promise<ThrowAwayPostgres | undefined> {
  const bin = findPostgres()
  const step = terminal.step('PostgreSQL')
  if (bin === undefined) {
    step.done('本机没有，测试用 SQLite 和 PGlite')
    return undefined
  }
  try {
    const server = await startPostgres(bin)
    step.done(server.version)
    return server
  }
  catch (error) {
    totals.failed += 1
    failures.push({ label: 'PostgreSQL', output: String(error) })
    step.fail()
    return undefined
  }
}

/** What the run left behind; a run that left nothing has failed as a whole. */
function readTotals(file: string): Totals {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1, skipped: 0 }
}

function count({ passed, failed, skipped }: Totals): void {
  totals.passed += passed
  totals.failed += failed
  totals.skipped += skipped
}

/** The databases of a run: an address that is given is used as it is, else a throw-away server is. */
async function testEnvironment(): Promise<{ env: Record<string, string | undefined>, databases: string, stop: () => Promise<void> }> {
  const given = process.env.QINGLIAN_TEST_POSTGRES_URL
  const server = given ? undefined : await providePostgres()
  // What tests leave in temporary folders goes with the run, also when it is cut off.
  const env = { TMPDIR: work, QINGLIAN_TEST_TOTALS: join(work, 'totals.json'), QINGLIAN_TEST_POSTGRES_URL: given ?? server?.url }
  const postgres = given ? ['PostgreSQL（QINGLIAN_TEST_POSTGRES_URL）'] : server ? [`PostgreSQL ${server.version}`] : []
  return { env, databases: ['SQLite', 'PGlite', ...postgres].join('、'), stop: async () => server?.stop() }
}

async function runTests(): Promise<string> {
  const chromium = await provideChromium()
  const { env, databases, stop } = await testEnvironment()
  const step = terminal.step('测试')
  const lastFile = (line: string) => /[✓×❯]/.test(line) && step.progress(/[\w./-]+\.test\.ts/.exec(line)?.[0] ?? '')
  const result = await runNode(TOOLS.vitest, ['run'], {
    env: { ...env, QINGLIAN_CHROMIUM: chromium, NO_COLOR: '1' },
    timeoutMs: TESTS_TIMEOUT_MS,
    onLine: lastFile,
  })
  await stop()
  const tests = readTotals(join(work, 'totals.json'))
  // Vitest may fail for a reason that is no test's; its exit code has the last word.
  if (!result.ok && tests.failed === 0)
    tests.failed = 1
  count(tests)
  if (tests.failed > 0)
    failures.push({ label: '测试', output: result.output })
  step[tests.failed > 0 ? 'fail' : 'done'](`${tests.passed} 项通过${tests.skipped ? `，${tests.skipped} 项跳过` : ''}`)
  return databases
}

async function runEverything(): Promise<void> {
  await Promise.all([
    check('代码检查', () => lint()),
    check('类型检查', step => typecheck(step.progress)),
  ])
  await check('构建大屏页面', async step => isWebBuildCurrent() ? { ok: true, output: '' } : buildWeb(step.progress))
  const databases = await runTests()
  for (const { label, output } of failures)
    terminal.line(`\n──── ${label} ────\n${output.trimEnd()}`)
  terminal.line(`\n数据库：${databases}  用时 ${formatDuration(performance.now())}`)
}

/** Only the tests that match, with Vitest's own output as it comes. */
async function runSome(filters: string[]): Promise<void> {
  const { env, stop } = await testEnvironment()
  const code = await runAttached(TOOLS.vitest, ['run', ...filters], { ...env, QINGLIAN_CHROMIUM: findChromium() })
  await stop()
  const tests = readTotals(join(work, 'totals.json'))
  count(code !== 0 && tests.failed === 0 ? { ...tests, failed: 1 } : tests)
}

const filters = process.argv.slice(2)
if (filters.length > 0) {
  await runSome(filters)
}
else {
  endOnSignals()
  await runEverything()
}
terminal.line(`${totals.passed} passed, ${totals.failed} failed`)
process.exitCode = totals.failed > 0 ? 1 : 0
