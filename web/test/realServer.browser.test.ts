/**
 * The wall in front of the real server: facts by the CloudEvents SDK move its figures, and a server that dies and
 * comes back takes nothing off the picture.
 */
import type { CloudEvent } from 'cloudevents'
import type { Browser, Page } from 'playwright-core'
import type { RealServer } from './realServer.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { emitterFor, HTTP, httpTransport, Mode } from 'cloudevents'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { markPage, watchForEmptyPanels } from './pageWatch.ts'
import { createRealServer, ensureWebBuilt, INGEST_KEY } from './realServer.ts'
import { signed, smallDistrict, taskDone } from './smallDistrict.ts'
import { awaitFigure, figure, panel } from './wallKit.ts'

/** How soon a wall must have said that its link is lost (contract.md §4). */
const LOST_WITHIN_MS = 12_000
const OUTAGE_MS = 15_000
const authorization = `Bearer ${INGEST_KEY}`

let browser: Browser
let server: RealServer
let page: Page
let errors: string[]
let emptyPanels: () => Promise<string[]>

beforeAll(async () => {
  await ensureWebBuilt()
  browser = await launchChromium()
})
beforeEach(async () => {
  server = createRealServer()
  await server.start()
  await send(...smallDistrict())
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  errors = []
  page.on('pageerror', error => errors.push(error.message))
  emptyPanels = await watchForEmptyPanels(page)
  await page.goto(`${server.url()}/wall/wuchang`)
})
afterEach(async () => {
  await page.close()
  await server.remove()
  expect(errors).toEqual([])
})
afterAll(() => browser.close())

/** Sends events one by one as the SDK's own transport does, in binary mode. */
async function send(...events: CloudEvent<object>[]): Promise<void> {
  const emit = emitterFor(httpTransport(`${server.url()}/api/v1/events`), { mode: Mode.BINARY })
  for (const event of events) {
    const answer = await emit(event, { headers: { authorization } }) as { body: string }
    expect(JSON.parse(answer.body)).toEqual({ accepted: 1, duplicate: 0, rejected: [] })
  }
}

/** What the wall says of the small district, once all of it is there. */
async function expectSeeded(): Promise<void> {
  for (const name of ['supervision', 'pledges', 'alerts', 'feed'])
    await panel(page, name, 'live').waitFor()
  await awaitFigure(page, 'supervision.tasks.planned', 3)
  await awaitFigure(page, 'supervision.tasks.done', 1)
  await awaitFigure(page, 'pledges.byType.anti_drug', 3)
}

it('shows facts that the CloudEvents SDK sends, in the open page, without a reload', async () => {
  await expectSeeded()
  const isSamePage = await markPage(page)
  await send(taskDone('T-2'))
  await awaitFigure(page, 'supervision.tasks.done', 2)
  await send(signed('S-4'), signed('S-5'), signed('S-6'))
  await awaitFigure(page, 'pledges.coverage', 100)
  const { headers, body } = HTTP.structured(taskDone('T-3'))
  const answer = await fetch(`${server.url()}/api/v1/events`, { method: 'POST', headers: { ...headers as Record<string, string>, authorization }, body: body as string })
  expect(answer.status).toBe(200)
  await awaitFigure(page, 'supervision.tasks.done', 3)
  expect(await isSamePage()).toBe(true)
  expect(await emptyPanels()).toEqual([])
})

it('keeps the picture while the server is killed and started again, and then moves on without a reload', async () => {
  await expectSeeded()
  const isSamePage = await markPage(page)
  await server.kill()
  const outage = pause(OUTAGE_MS)
  await panel(page, 'supervision', 'lost').waitFor({ timeout: LOST_WITHIN_MS })
  expect(await page.locator('[data-lamp="link"]').textContent()).toContain('链路中断')
  await outage
  for (const [name, value] of [['supervision.tasks.planned', '3'], ['supervision.tasks.done', '1'], ['pledges.byType.anti_drug', '3'], ['alerts.open', '0']] as const)
    expect(await figure(page, name)).toBe(value)
  expect(await panel(page, 'supervision', 'lost').count()).toBe(1)

  await server.start()
  await send(taskDone('T-2'), signed('S-4'))
  await awaitFigure(page, 'supervision.tasks.done', 2)
  await awaitFigure(page, 'pledges.byType.anti_drug', 4)
  await panel(page, 'supervision', 'live').waitFor()
  expect(await page.locator('[data-notice="link"]').count()).toBe(0)
  expect(await isSamePage()).toBe(true)
  expect(await emptyPanels()).toEqual([])
})
