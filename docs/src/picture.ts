/**
 * `npm run docs -- picture`: pictures of the wall as it is now, into `docs/pictures`. Builds the wall if its sources
 * changed, starts a server of its own on a free port with a temporary data directory, loads the sample district, and
 * takes the district's and the pilot station's wall at 1920 × 1080 and 3840 × 1080 once alerts stand and every panel
 * has its value.
 */
import type { Browser } from 'playwright-core'
import type { DemoFolder } from '../../scripts/demoFolder.ts'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { topicName } from '@qinglian/shared'
import { chromium } from 'playwright-core'
import { createFileStore, DEFAULT_SEED, DISTRICT, PILOT, simulate } from '../../mock-data/src/index.ts'
import { claimPort } from '../../scripts/addresses.ts'
import { findChromium } from '../../scripts/chromium.ts'
import { ROOT } from '../../scripts/command.ts'
import { openDemoFolder } from '../../scripts/demoFolder.ts'
import { provideSample } from '../../scripts/demoSample.ts'
import { startServer, untilReady } from '../../scripts/serverProcess.ts'
import { createTerminal } from '../../scripts/terminal.ts'
import { buildWeb, isWebBuildCurrent } from '../../scripts/webBuild.ts'

const HOST = '127.0.0.1'
const FOLDER = join(ROOT, 'docs/pictures')
const READY_PATIENCE_MS = 60_000
/** The alert engine looks once a minute. */
const VALUE_PATIENCE_MS = 150_000
const POLL_MS = 1_000
/** Figures roll for 600 ms, and the first facts of the simulator should be on the water. */
const SETTLE_MS = 6_000
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

interface Picture { unit: string, name: string, width: number, height: number }

const PICTURES: readonly Picture[] = [
  { unit: DISTRICT, name: 'wall-district', width: 1920, height: 1080 },
  { unit: PILOT, name: 'wall-station', width: 1920, height: 1080 },
  { unit: DISTRICT, name: 'wall-district-wide', width: 3840, height: 1080 },
  { unit: PILOT, name: 'wall-station-wide', width: 3840, height: 1080 },
]

const terminal = createTerminal()
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stopping.abort())

async function provideWeb(): Promise<void> {
  const step = terminal.step('大屏页面')
  const result = isWebBuildCurrent() ? { ok: true, output: '' } : await buildWeb(step.progress)
  if (!result.ok)
    throw new Error(`the wall was not built:\n${result.output}`)
  step.done()
}

/** Runs `work` with a server of its own that serves the sample district. */
async function withDemo(folder: DemoFolder, work: (url: string) => Promise<void>): Promise<void> {
  const port = await claimPort({ host: HOST, port: 0, isSecure: false })
  const url = `http://${HOST}:${port}`
  const key = folder.key()
  const env = { QINGLIAN_DATA_DIR: folder.path, QINGLIAN_DEMO: '1', QINGLIAN_INGEST_KEY: key, QINGLIAN_HOST: HOST, QINGLIAN_PORT: String(port), QINGLIAN_LOG_LEVEL: 'warn' }
  const server = startServer({ env, logFile: folder.logFile })
  const ending = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ending.signal])
  try {
    const isReady = await Promise.race([untilReady(url, { fetch, signal, timeoutMs: READY_PATIENCE_MS }), server.ended.then(() => false)])
    if (!isReady)
      throw new Error(`the server did not become ready:\n${server.lastWords()}`)
    if (!await provideSample({ terminal, signal, folder, url, key, fetch }))
      return
    const life = simulate({ url, key, seed: DEFAULT_SEED, speed: 120, store: createFileStore(folder.simulatorFile), signal: ending.signal })
    await work(url).finally(() => ending.abort())
    await life
  }
  finally {
    await server.stop()
  }
}

/** The sample has tasks overdue. The engine looked before the sample came, and looks again within a minute. */
async function untilAlertsStand(url: string): Promise<void> {
  const step = terminal.step('预警')
  for (let waitedMs = 0; waitedMs < VALUE_PATIENCE_MS; waitedMs += POLL_MS) {
    const topic: { value: { open: Record<string, number> } } = JSON.parse(await (await fetch(`${url}/api/v1/topics/${topicName(DISTRICT, 'alerts')}`)).text())
    if (Object.values(topic.value.open).some(count => count > 0))
      return step.done()
    await pause(POLL_MS, undefined, { signal: stopping.signal })
  }
  throw new Error('the sample raised no alert')
}

async function take(browser: Browser, url: string, { unit, name, width, height }: Picture): Promise<void> {
  const file = join(FOLDER, `${name}.png`)
  const step = terminal.step(relative(ROOT, file))
  const page = await browser.newPage({ viewport: { width, height }, timezoneId: 'Asia/Shanghai', locale: 'zh-CN', reducedMotion: 'no-preference' })
  await page.goto(`${url}/wall/${unit}`)
  for (const panel of ['supervision', 'pledges', 'alerts', 'feed'])
    await page.locator(`[data-panel="${panel}"]:is([data-state="live"], [data-state="late"])`).waitFor()
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.waitForTimeout(SETTLE_MS)
  await page.screenshot({ path: file })
  await page.close()
  step.done(`${width} × ${height}`)
}

async function takeAll(url: string): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error('no Chromium here: install one, or name it with QINGLIAN_CHROMIUM')
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    await untilAlertsStand(url)
    for (const picture of PICTURES)
      await take(browser, url, picture)
  }
  finally {
    await browser.close()
  }
}

const home = mkdtempSync(join(tmpdir(), 'qinglian-picture-'))
process.on('exit', () => rmSync(home, { recursive: true, force: true }))
mkdirSync(FOLDER, { recursive: true })
await provideWeb()
await withDemo(openDemoFolder(home), takeAll)
