/**
 * From the POST of one event to the painted figure, in a real Chromium with the built wall, while 500 events/s flow.
 *
 * The flow goes to every unit of the district, the watched one included, so every topic is always within its 250 ms (a
 * parent's within its second). The event measured signs or revokes one pledge of a type that the flow leaves alone, so
 * its figure moves by this event and nothing else. First the station's wall, then the district's. The bare page, in the
 * same browser, gets a number by Socket.IO from a server that only passes it on. What is measured, and how: see
 * `support/paintWatch.ts`. `--samples` for each wall.
 */
import type { Browser, Page } from 'playwright-core'
import type { Poster } from '../../scripts/bench-kit/poster.ts'
import type { Result } from '../../scripts/bench-kit/report.ts'
import type { Change } from './support/paintWatch.ts'
import { Buffer } from 'node:buffer'
import { setTimeout as pause } from 'node:timers/promises'
import { campaignOpened, pledgeRevoked, pledgeSigned } from '@qinglian/shared'
import { benchDistrict, DISTRICT, STATION } from '../../scripts/bench-kit/district.ts'
import { fixed, median, percentile } from '../../scripts/bench-kit/figures.ts'
import { startFlow } from '../../scripts/bench-kit/flow.ts'
import { startMeasured } from '../../scripts/bench-kit/measuredProcess.ts'
import { assertTaken, batchBody, createPoster } from '../../scripts/bench-kit/poster.ts'
import { startQinglian, untilSettled } from '../../scripts/bench-kit/qinglianServer.ts'
import { numberArgument, report, say } from '../../scripts/bench-kit/report.ts'
import { createWorkspace } from '../../scripts/bench-kit/workspace.ts'
import { launchChromium } from '../test/chromium.ts'
import { ensureBuiltWall } from './support/builtWall.ts'
import { watchPaint } from './support/paintWatch.ts'

const SAMPLES = numberArgument('samples', 20)
const WARM_UP = 3
const CAMPAIGN = 'bench-anti-drug'
const FIGURE = 'pledges.byType.anti_drug'
const WALL = { width: 1920, height: 1080 }

type Stretch = Record<keyof Change, number>

const nowMs = Date.now()
const { declarations, take } = benchDistrict(nowMs)
const person = declarations().find(({ type, subject }) => type.endsWith('staff-declared') && subject === STATION)!
let told = 0

/** Signs, revokes, signs again …: the figure goes from 0 to 1 and back. */
function nextPledge(): { body: Buffer, value: string } {
  told += 1
  const at = new Date().toISOString()
  const type = told % 2 === 1 ? pledgeSigned.type : pledgeRevoked.type
  const data = { campaign: CAMPAIGN, staffNo: person.data.staffNo, ...(told % 2 === 1 ? { signedAt: at, method: 'electronic' } : { revokedAt: at, reason: '基准' }) }
  return { body: batchBody([{ specversion: '1.0', id: `bench-${told}`, source: '/upstream/bench', type, subject: STATION, time: at, data }]), value: String(told % 2) }
}

function campaign(): object {
  const openAt = new Date(nowMs - 86_400_000).toISOString()
  const dueAt = new Date(nowMs + 30 * 86_400_000).toISOString()
  return { specversion: '1.0', id: 'bench-campaign', source: '/upstream/bench', type: campaignOpened.type, subject: DISTRICT, time: new Date(nowMs - 60_000).toISOString(), data: { campaign: CAMPAIGN, pledgeType: 'anti_drug', name: '禁毒承诺', openAt, dueAt, signatories: { all: true } } }
}

async function measure({ page, figure, poster }: { page: Page, figure: string, poster: Poster }, next: () => { body: Buffer, value: string }): Promise<Stretch[]> {
  const watch = await watchPaint(page)
  const found: Stretch[] = []
  for (let i = -WARM_UP; i < SAMPLES; i++) {
    const { body, value } = next()
    const seen = await watch.next(figure, value)
    const startedMs = performance.now()
    assertTaken(await poster.post(body))
    const { valueMs, textMs, paintedMs } = await seen.change()
    if (i >= 0)
      found.push({ valueMs: valueMs - startedMs, textMs: textMs - startedMs, paintedMs: paintedMs - startedMs })
    // Never in step with the 250 ms or the second at which topics change.
    await pause(500 + (i * 0.618 - Math.floor(i * 0.618)) * 700)
  }
  return found
}

async function openPage(browser: Browser, url: string, live: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: WALL })).newPage()
  await page.goto(url)
  await page.locator(live).first().waitFor({ state: 'attached' })
  return page
}

function told95(scenario: string, found: readonly Stretch[], bare: readonly Stretch[]): Result[] {
  const p95 = (of: keyof Stretch): number => percentile(found.map(stretch => stretch[of]), 0.95)
  const mid = (of: keyof Stretch): number => median(found.map(stretch => stretch[of]))
  const bareMs = median(bare.map(stretch => stretch.paintedMs))
  say(`${scenario}: median value ${fixed(mid('valueMs'))}, text ${fixed(mid('textMs'))}, painted ${fixed(mid('paintedMs'))}; p95 ${fixed(p95('valueMs'))}, ${fixed(p95('textMs'))}, ${fixed(p95('paintedMs'))}`)
  return [
    { scenario: `${scenario}, painted, median`, value: mid('paintedMs'), unit: 'ms', ratio: mid('paintedMs') / bareMs, note: `new value in the page after ${fixed(mid('valueMs'))} ms; bare page painted after ${fixed(bareMs)} ms` },
    { scenario: `${scenario}, painted, p95`, value: p95('paintedMs'), unit: 'ms', note: `new value in the page after ${fixed(p95('valueMs'))} ms` },
  ]
}

await ensureBuiltWall()
const workspace = createWorkspace()
const dataDir = workspace('server')
const server = await startQinglian(dataDir)
const bareServer = await startMeasured({ script: 'web/bench/bare/pageServer.ts' })
const poster = createPoster(server.url, 1)
const barePoster = createPoster(bareServer.url, 1)
assertTaken(await poster.post(batchBody([...declarations(), campaign()])))
await untilSettled(dataDir)
const browser = await launchChromium()

const barePage = await openPage(browser, `${bareServer.url}/echo`, '[data-state="live"]')
let number = 0
const flow = startFlow(server.url, take)
const bare = await measure({ page: barePage, figure: 'echo', poster: barePoster }, () => ({ body: Buffer.from(String(++number)), value: String(number) }))
const results: Result[] = []
for (const [unit, scenario] of [[STATION, 'own unit'], [DISTRICT, 'parent']] as const) {
  const page = await openPage(browser, `${server.url}/wall/${unit}`, `[data-figure="${FIGURE}"]`)
  results.push(...told95(scenario, await measure({ page, figure: FIGURE, poster }, nextPledge), bare))
  await page.context().close()
}
const sent = await flow.stop()
say(`flow: ${fixed(sent.perSecond, 0)} events/s`)
await browser.close()
poster.close()
barePoster.close()
await Promise.all([server.stop(), bareServer.stop()])
report(results.map(result => ({ ...result, note: `${result.note}; ${SAMPLES} events beside ${fixed(sent.perSecond, 0)}/s` })))
