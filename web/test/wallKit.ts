/** One browser and one server a test file; pages that report every error the console or the security policy raises. */
import type { Browser, Page } from 'playwright-core'
import type { FakeServer, FakeServerOptions } from './fakeServer.ts'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { builtPage } from './builtPage.ts'
import { launchChromium } from './chromium.ts'
import { startFakeServer } from './fakeServer.ts'
import { district, station } from './fixtures.ts'

export const clock = { now: () => Date.now() }

export interface Viewport { width: number, height: number }

export function useWall(options: Omit<FakeServerOptions, 'page'> = {}) {
  let folder: string
  let browser: Browser
  let server: FakeServer
  let pages: Page[] = []
  let errors: string[] = []

  beforeAll(async () => {
    folder = builtPage()
    browser = await launchChromium()
  })
  beforeEach(async () => {
    pages = []
    errors = []
    server = await startFakeServer({ ...options, page: folder })
    server.setUnit('wuchang', district(clock))
    server.setUnit('shouyi', station(clock))
  })
  afterEach(async () => {
    await Promise.all(pages.map(page => page.context().close()))
    await server.stop()
    expect(errors).toEqual([])
  })
  afterAll(() => browser.close())

  async function open(path: string, viewport: Viewport = { width: 1920, height: 1080 }, timezoneId = 'Asia/Shanghai'): Promise<Page> {
    const context = await browser.newContext({ viewport, timezoneId, reducedMotion: 'no-preference' })
    const page = await context.newPage()
    pages.push(page)
    page.on('console', message => message.type() === 'error' && errors.push(message.text()))
    page.on('pageerror', error => errors.push(error.message))
    await page.goto(server.url + path)
    return page
  }

  return {
    open,
    server: () => server,
    /** Errors seen so far; a test that provokes some takes them out. */
    takeErrors: () => errors.splice(0),
  }
}

/** The final value of a figure, as tests and benches read it. */
export function figure(page: Page, name: string): Promise<string | null> {
  return page.locator(`[data-figure="${name}"]`).first().getAttribute('data-value')
}

/** Waits until a figure has this value. */
export async function awaitFigure(page: Page, name: string, value: string | number): Promise<void> {
  await page.locator(`[data-figure="${name}"][data-value="${value}"]`).first().waitFor({ state: 'attached' })
}

export function panel(page: Page, name: string, state: string) {
  return page.locator(`[data-panel="${name}"][data-state="${state}"]`)
}
