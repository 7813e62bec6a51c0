import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { district } from './fixtures.ts'
import { clock, panel, useWall } from './wallKit.ts'

const wall = useWall()
const DAY_MS = 86_400_000
/** A zone without summer time, where it is mostly another day than in China. */
const FAR_AWAY = 'Pacific/Honolulu'
/** How far Shanghai's and Ürümqi's clocks are ahead of UTC. */
const [SHANGHAI_MS, URUMQI_MS] = [8 * 3_600_000, 6 * 3_600_000]

async function openFarAway(): Promise<Page> {
  const page = await wall.open('/wall/wuchang', undefined, FAR_AWAY)
  await panel(page, 'supervision', 'live').waitFor()
  expect(await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(FAR_AWAY)
  return page
}

/** `9月11日 周五` and `10:32` of an instant, by arithmetic instead of a calendar. */
function clockWords(ms: number, aheadMs: number): { date: string, time: string } {
  const moment = new Date(ms + aheadMs)
  return { date: `${moment.getUTCMonth() + 1}月${moment.getUTCDate()}日 周${'日一二三四五六'[moment.getUTCDay()]}`, time: moment.toISOString().slice(11, 16) }
}

const shown = async (page: Page) => ({ date: await page.locator('[data-clock] .date').textContent(), time: await page.locator('[data-clock] time').textContent() })

it('shows clock, date and the hours of facts in the installation\'s zone, wherever the browser is', async () => {
  const fact = district(clock).feed.items[0]!
  wall.server().set('wuchang', 'feed', { items: [{ ...fact, at: new Date(clock.now()).toISOString() }] })
  const page = await openFarAway()
  await expect.poll(async () => await shown(page)).toEqual(clockWords(clock.now(), SHANGHAI_MS))
  expect(await page.locator('[data-panel="feed"] time').textContent()).toMatch(new RegExp(`^(${[-60_000, 0].map(ms => clockWords(clock.now() + ms, SHANGHAI_MS).time).join('|')}|\\d+/\\d+)$`))
  wall.server().setTimezone('Asia/Urumqi')
  await expect.poll(async () => await shown(page)).toEqual(clockWords(clock.now(), URUMQI_MS))
})

it('begins a new day at midnight of the installation\'s zone', async () => {
  // Far enough from midnight for the page to open, near enough to wait for it.
  const midnightMs = Math.ceil((clock.now() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS
  const leadMs = midnightMs - clock.now() - 9_000
  const before = clockWords(midnightMs - 1, SHANGHAI_MS)
  const fact = district(clock).feed.items[0]!
  wall.server().set('wuchang', 'feed', { items: [{ ...fact, at: new Date(clock.now() + leadMs - 60_000).toISOString() }] })
  const page = await openFarAway()
  wall.server().setClockLead(leadMs)
  await expect.poll(async () => await shown(page)).toEqual(before)
  expect(await page.locator('[data-panel="feed"] time').textContent()).toMatch(/^23:5\d$/)
  await expect.poll(async () => await shown(page), { timeout: 15_000 }).toEqual(clockWords(midnightMs, SHANGHAI_MS))
  expect(await page.locator('[data-panel="feed"] time').textContent()).toMatch(/^\d+\/\d+$/)
})
