import type { Page } from 'playwright-core'
import type { Viewport } from './wallKit.ts'
import { rateOf } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { district, pledges, stationRow, STATIONS } from './fixtures.ts'
import { clock, panel, useWall } from './wallKit.ts'

const wall = useWall()

const SIZES: [name: string, viewport: Viewport][] = [
  ['1920 × 1080', { width: 1920, height: 1080 }],
  ['3840 × 1080', { width: 3840, height: 1080 }],
  ['1366 × 768', { width: 1366, height: 768 }],
  ['1080 × 1920', { width: 1080, height: 1920 }],
  ['2560 × 1080', { width: 2560, height: 1080 }],
]

/** Everything on the page that is too small, cut, outside the screen or over something else. */
function measure(page: Page, minPx: number): Promise<string[]> {
  return page.evaluate((min) => {
    // The middle of a line's box, where its letters are: line boxes may touch, letters may not.
    const inner = (box: DOMRect) => ({ left: box.left + 1, right: box.right - 1, top: box.top + box.height * 0.25, bottom: box.bottom - box.height * 0.25 })
    const faults: string[] = []
    const texts: { text: string, box: DOMRect }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement!
      if (text === '' || element.closest('script,style') !== null)
        continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width === 0)
        continue
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < min - 0.01)
        faults.push(`small ${size.toFixed(1)} px: ${text}`)
      if (box.left < -0.5 || box.right > innerWidth + 0.5 || box.top < -0.5 || box.bottom > innerHeight + 0.5)
        faults.push(`outside: ${text}`)
      for (let holder: HTMLElement | null = element; holder !== null && holder !== document.body; holder = holder.parentElement) {
        const frame = holder.getBoundingClientRect()
        if (getComputedStyle(holder).overflowX !== 'visible' && (box.right > frame.right + 1 || inner(box).bottom > frame.bottom || box.left < frame.left - 1))
          faults.push(`cut: ${text}`)
      }
      texts.push({ text, box })
    }
    texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
      const [p, q] = [inner(a.box), inner(b.box)]
      if (p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom)
        faults.push(`over each other: ${a.text} | ${b.text}`)
    }))
    return faults
  }, minPx)
}

function minimum({ height }: Viewport): number {
  return Math.max(12, height * 0.013, height === 1080 ? 14 : 0)
}

async function faultsOf(unit: string, viewport: Viewport): Promise<string[]> {
  const page = await wall.open(`/wall/${unit}`, viewport)
  await panel(page, 'supervision', 'live').waitFor()
  await page.evaluate(() => document.fonts.ready)
  return measure(page, minimum(viewport))
}

describe.each(SIZES)('on %s', (_, viewport) => {
  it.each(['wuchang', 'shouyi'])('the wall of %s has no small, cut or overlapping text', async (unit) => {
    expect(await faultsOf(unit, viewport)).toEqual([])
  })

  it('holds twenty stations, among them long names, four colours of alerts and none of data', async () => {
    const stations = Array.from({ length: 20 }, (_, i) => ({
      ...stationRow(clock, i === 3 ? ['long', '中南路街道烟草市场管理所(部)'] : [`u${i}`, STATIONS[i % 7]![1]], i % 7),
      ...(i === 5 ? { alerts: { red: 1, orange: 2, yellow: 13, blue: 4 } } : {}),
      ...(i === 6 ? { freshness: { newest: null, state: 'never' as const } } : {}),
    }))
    wall.server().set('wuchang', 'stations', { stations })
    expect(await faultsOf('wuchang', viewport)).toEqual([])
  })

  it('holds the large numbers of a year', async () => {
    const values = district(clock)
    const tasks = { planned: 39912, done: 39310, open: 602, overdue: 112, rate: rateOf(3561, 3621) }
    wall.server().set('wuchang', 'supervision', { ...values.supervision, tasks, findings: { open: 555, overdue: 144, raised30d: 1350, rectified: rateOf(3672, 3713), writtenOff: rateOf(3330, 3713) } })
    wall.server().set('wuchang', 'alerts', { ...values.alerts, open: { blue: 128, yellow: 64, orange: 32, red: 16 }, overdue: 99, byState: { ...values.alerts.byState, written_off: 1234, closed: 120 } })
    expect(await faultsOf('wuchang', viewport)).toEqual([])
  })

  it('holds long names and many types of pledge', async () => {
    const values = district(clock)
    wall.server().set('wuchang', 'about', { ...values.about, shortName: '武汉市武昌区烟草专卖局' })
    const extra = ['家庭助廉与社会监督承诺书', '保密承诺', '廉洁从业承诺'].map((name, i) => ({ type: `t${i}`, name, coverage: rateOf(i, 91), dueAt: '2026-12-31T18:00:00+08:00', level: 'yellow' as const }))
    for (const unit of ['wuchang', 'shouyi'])
      wall.server().set(unit, 'pledges', pledges(clock, { byType: [...pledges(clock).byType, ...extra] }))
    expect(await faultsOf('wuchang', viewport)).toEqual([])
    expect(await faultsOf('shouyi', viewport)).toEqual([])
  })

  it('has panel figures of at least 5 % of its height', async () => {
    const page = await wall.open('/wall/wuchang', viewport)
    await panel(page, 'pledges', 'live').waitFor()
    const size = await page.locator('[data-figure="pledges.coverage"]').evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(size).toBeGreaterThanOrEqual(viewport.height * 0.05)
  })
})

it('lets no word of the subtitle be cut on a narrow screen', async () => {
  const page = await wall.open('/wall/shouyi', { width: 1080, height: 1920 })
  await panel(page, 'supervision', 'live').waitFor()
  const isCut = await page.locator('header .summary').evaluate(element => element.scrollWidth > element.clientWidth)
  expect([await page.locator('header .summary').textContent(), isCut]).toEqual([expect.stringContaining('清廉站所试点'), false])
})
