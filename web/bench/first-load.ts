/**
 * The first load of a wall, with an empty cache: bytes over the wire, and how long until something and until figures show.
 *
 * Bytes are what Chromium's network layer counts for each finished request, headers included, and the handshake and
 * messages of the socket; fonts count as everything else. The bare page, in turn with the wall, is one document and one
 * script of the same bytes from `node:http`. Instants are of the page's own clock, from the start of the navigation.
 * `--loads` of each.
 */
import type { Browser, CDPSession } from 'playwright-core'
import type { MeasuredProcess } from '../../scripts/bench-kit/measuredProcess.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import { benchDistrict, DISTRICT, STATION } from '../../scripts/bench-kit/district.ts'
import { fixed, median, pairedRatio } from '../../scripts/bench-kit/figures.ts'
import { startMeasured } from '../../scripts/bench-kit/measuredProcess.ts'
import { batchBody, createPoster } from '../../scripts/bench-kit/poster.ts'
import { startQinglian, untilSettled } from '../../scripts/bench-kit/qinglianServer.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { launchChromium } from '../test/chromium.ts'
import { ensureBuiltWall } from './support/builtWall.ts'

const LOADS = numberArgument('loads', 7)
const EVENTS = 3_000
const WALL = { width: 1920, height: 1080 }
const LIVE = '[data-panel="supervision"][data-state="live"], body[data-state="live"]'

interface Engines { browser: Browser, server: MeasuredProcess, bareServer: MeasuredProcess }
interface Load { bytes: number, requests: number, socketBytes: number, paintedMs: number, liveMs: number }

/** Counts what comes over the wire from now on. */
async function countBytes(session: CDPSession): Promise<Pick<Load, 'bytes' | 'requests' | 'socketBytes'>> {
  const counted = { bytes: 0, requests: 0, socketBytes: 0 }
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    counted.bytes += encodedDataLength
    counted.requests += 1
  })
  session.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
    counted.socketBytes += (response.headersText ?? '').length
  })
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    counted.socketBytes += response.payloadData.length
  })
  await session.send('Network.enable')
  return counted
}

/** Runs in the page before anything else of it. */
function noteLive(live: string): void {
  const noted = { liveMs: 0 }
  Object.assign(globalThis, { noted })
  new MutationObserver((_, observer) => {
    if (document.querySelector(live) === null)
      return
    noted.liveMs = performance.now()
    observer.disconnect()
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

async function load(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: WALL, timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const counted = await countBytes(await context.newCDPSession(page))
  await page.addInitScript(noteLive, LIVE)
  await page.goto(url)
  await page.locator(LIVE).first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  const [paintedMs, liveMs] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    (globalThis as unknown as { noted: { liveMs: number } }).noted.liveMs,
  ] as const)
  await context.close()
  return { ...counted, paintedMs, liveMs }
}

async function measure(unit: string, { browser, server, bareServer }: Engines): Promise<Result[]> {
  const walls: Load[] = []
  const bares: Load[] = []
  for (let i = -1; i < LOADS; i++) {
    const wall = await load(browser, `${server.url}/wall/${unit}`)
    const bare = await load(browser, `${bareServer.url}/static?bytes=${wall.bytes + wall.socketBytes}`)
    // The first warms the browser up.
    if (i < 0)
      continue
    walls.push(wall)
    bares.push(bare)
  }
  const both = (of: 'paintedMs' | 'liveMs'): [number[], number[]] => [walls.map(one => one[of]), bares.map(one => one[of])]
  const timing = (of: 'paintedMs' | 'liveMs'): Pick<Result, 'value' | 'unit' | 'ratio' | 'note'> => {
    const [mine, theirs] = both(of)
    return { value: median(mine), unit: 'ms', ratio: pairedRatio(mine, theirs), note: `bare ${fixed(median(theirs), 0)} ms` }
  }
  const bytes = median(walls.map(one => one.bytes + one.socketBytes))
  say(`${unit}: ${fixed(bytes / 1000)} kB in ${walls[0]!.requests} requests`)
  return [
    { scenario: `${unit}, bytes of the first load`, value: bytes / 1000, unit: 'kB', note: `${walls[0]!.requests} requests, of it the socket ${fixed(median(walls.map(one => one.socketBytes)) / 1000)} kB` },
    { scenario: `${unit}, first contentful paint`, ...timing('paintedMs') },
    { scenario: `${unit}, live figures`, ...timing('liveMs') },
  ]
}

await ensureBuiltWall()
const workspace = createWorkspace()
const { declarations, take } = benchDistrict(Date.now())
const dataDir = workspace('server')
const server = await startQinglian(dataDir)
const bareServer = await startMeasured({ script: 'web/bench/bare/pageServer.ts' })
const poster = createPoster(server.url, 1)
await poster.postAll([batchBody(declarations()), batchBody(take(EVENTS))])
await untilSettled(dataDir)
poster.close()
const browser = await launchChromium()
const engines = { browser, server, bareServer }
const results = [...await measure(DISTRICT, engines), ...await measure(STATION, engines)]
await browser.close()
await Promise.all([server.stop(), bareServer.stop()])
report(results)
