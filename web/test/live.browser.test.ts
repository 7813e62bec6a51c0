import type { Page } from 'playwright-core'
import { rateOf } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { district, pledges, supervision } from './fixtures.ts'
import { markPage, watchForEmptyPanels } from './pageWatch.ts'
import { awaitFigure, clock, figure, panel, useWall } from './wallKit.ts'

const wall = useWall({ pulseEveryMs: 1_000 })

async function openDistrict(): Promise<Page> {
  const page = await wall.open('/wall/wuchang')
  await panel(page, 'supervision', 'live').waitFor()
  return page
}

describe('a wall', () => {
  it('shows the unit\'s figures, its stations and its name in the title', async () => {
    const page = await openDistrict()
    expect(await figure(page, 'supervision.tasks.done')).toBe('47')
    expect(await figure(page, 'pledges.coverage')).toBe('96.3')
    expect(await figure(page, 'alerts.open')).toBe('6')
    expect(await page.locator('[data-station]').count()).toBe(7)
    expect(await page.title()).toBe('武昌区局 · 标准运行数字化综合大屏')
    expect(await page.locator('[data-demo]').textContent()).toBe('演示数据')
  })

  it('moves a figure to its new value without a reload; the final value is there at once', async () => {
    const page = await openDistrict()
    const isSamePage = await markPage(page)
    wall.server().set('wuchang', 'supervision', supervision(clock, { tasks: { planned: 48, done: 12, open: 36, overdue: 1, rate: rateOf(12, 48) } }))
    await awaitFigure(page, 'supervision.tasks.done', 12)
    await page.waitForFunction(() => document.querySelector('[data-figure="supervision.tasks.done"]')?.textContent === '12')
    expect(await isSamePage()).toBe(true)
  })

  it('rolls through values in between, in digits that do not change their width', async () => {
    const page = await openDistrict()
    const seen = page.evaluate(() => new Promise<{ texts: string[], widths: number[] }>((resolve) => {
      const element = document.querySelector('[data-figure="supervision.tasks.done"]')!
      const texts: string[] = []
      const widths: number[] = []
      const look = (): void => {
        const text = element.textContent ?? ''
        texts.push(text)
        widths.push(Math.round(element.getBoundingClientRect().width * 10) / 10)
        if (text === '99')
          resolve({ texts, widths })
      }
      new MutationObserver(look).observe(element, { subtree: true, characterData: true, childList: true, attributes: true })
    }))
    wall.server().set('wuchang', 'supervision', supervision(clock, { tasks: { planned: 99, done: 99, open: 0, overdue: 0, rate: rateOf(99, 99) } }))
    const { texts, widths } = await seen
    expect(new Set(texts).size).toBeGreaterThan(3)
    expect(texts.map(Number)).toEqual(texts.map(Number).sort((a, b) => a - b))
    expect(new Set(widths).size).toBe(1)
  })
})

describe('when the link is lost', () => {
  it('says so within 12 s of the last pulse with the last values in place, and comes back without a reload', async () => {
    const page = await openDistrict()
    const emptyPanels = await watchForEmptyPanels(page)
    const isSamePage = await markPage(page)
    wall.server().goSilent()
    // A second for the last pulse that was on its way.
    await panel(page, 'supervision', 'lost').waitFor({ timeout: 13_000 })
    expect(await page.locator('[data-lamp="link"]').textContent()).toContain('链路中断')
    expect(await page.locator('[data-notice="link"]').textContent()).toMatch(/^\s*链路中断，数字停在 \d\d:\d\d（刚刚）\s*$/)
    expect(await page.locator('[data-panel="supervision"]').textContent()).toContain('链路中断 · 停在')
    expect(await figure(page, 'supervision.tasks.done')).toBe('47')

    wall.server().set('wuchang', 'supervision', supervision(clock, { tasks: { planned: 48, done: 48, open: 0, overdue: 0, rate: rateOf(48, 48) } }))
    expect(await figure(page, 'supervision.tasks.done')).toBe('47')
    wall.server().speak()
    await awaitFigure(page, 'supervision.tasks.done', 48)
    await panel(page, 'supervision', 'live').waitFor()
    expect(await page.locator('[data-notice="link"]').count()).toBe(0)
    expect(await emptyPanels()).toEqual([])
    expect(await isSamePage()).toBe(true)
  })

  it('catches up after a cut connection without a word, since it comes back within 12 s', async () => {
    const page = await openDistrict()
    const emptyPanels = await watchForEmptyPanels(page)
    wall.server().cut()
    wall.server().set('wuchang', 'pledges', pledges(clock, { coverage: rateOf(273, 273) }))
    await awaitFigure(page, 'pledges.coverage', 100)
    expect(await page.locator('[data-state="lost"]').count()).toBe(0)
    expect(await emptyPanels()).toEqual([])
  })
})

describe('after a restore of the server', () => {
  it('replaces what it shows, though the new revs are smaller', async () => {
    const page = await openDistrict()
    const emptyPanels = await watchForEmptyPanels(page)
    for (let i = 0; i < 30; i++)
      wall.server().set('wuchang', 'feed', district(clock).feed)
    wall.server().restore()
    wall.server().setUnit('wuchang', { ...district(clock), supervision: supervision(clock, { tasks: { planned: 20, done: 5, open: 15, overdue: 0, rate: rateOf(5, 20) } }) })
    wall.server().beat()
    await awaitFigure(page, 'supervision.tasks.done', 5)
    expect(await emptyPanels()).toEqual([])
  })

  it('loads the page anew when the protocol is no longer spoken, and only once', async () => {
    const page = await openDistrict()
    let loads = 0
    page.on('domcontentloaded', () => loads++)
    const reloaded = page.waitForEvent('domcontentloaded')
    wall.server().refuseProtocol()
    await reloaded
    await page.locator('[data-panel="supervision"]').waitFor()
    // The new page is refused as well, and goes on asking.
    const before = wall.server().refusals()
    await expect.poll(() => wall.server().refusals(), { timeout: 15_000 }).toBeGreaterThanOrEqual(before + 2)
    expect(loads).toBe(1)
  })
})
