import type { Page } from 'playwright-core'
import { rateOf, suppressedRate } from '@qinglian/shared'
import { describe, expect, it } from 'vitest'
import { alerts, minutesAgo, pledges, station, stationRow, STATIONS, supervision } from './fixtures.ts'
import { clock, figure, panel, useWall } from './wallKit.ts'

const wall = useWall()
const never = { newest: null, state: 'never' } as const

describe('the five states of a panel', () => {
  it('loads at the very first start, and never shows a figure it has not got', async () => {
    wall.server().goSilent()
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'supervision', 'loading').waitFor()
    expect(await page.locator('[data-panel="supervision"]').textContent()).toContain('正在读取')
    expect(await page.locator('[data-panel="supervision"] [data-figure]').count()).toBe(0)
  })

  it('is live with its source and age', async () => {
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'supervision', 'live').waitFor()
    expect(await page.locator('[data-panel="supervision"] footer').textContent()).toBe('监督检查数据2 分钟前')
  })

  it('says that its source is late, with the last values in place', async () => {
    wall.server().set('wuchang', 'supervision', supervision(clock, { freshness: { newest: minutesAgo(clock, 26), state: 'late' } }))
    wall.server().set('wuchang', 'pledges', pledges(clock, { freshness: { newest: minutesAgo(clock, 60 * 50), state: 'silent' } }))
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'supervision', 'late').waitFor()
    expect(await page.locator('[data-panel="supervision"] footer').textContent()).toContain('数据晚到 · 最新 26 分钟前')
    expect(await page.locator('[data-panel="pledges"] footer').textContent()).toContain('数据停报 · 最新 2 天前')
    expect(await figure(page, 'supervision.tasks.done')).toBe('47')
  })

  it('says that there is no data yet rather than zeros', async () => {
    const values = station(clock)
    wall.server().set('shouyi', 'supervision', { ...values.supervision, freshness: never })
    wall.server().set('shouyi', 'alerts', { ...values.alerts, freshness: never })
    wall.server().set('shouyi', 'pledges', pledges(clock, { coverage: rateOf(0, 0), byType: [], byLine: [], freshness: never }))
    wall.server().set('shouyi', 'feed', { items: [] })
    const page = await wall.open('/wall/shouyi')
    for (const name of ['supervision', 'pledges', 'alerts', 'feed']) {
      await panel(page, name, 'empty').waitFor()
      expect(await page.locator(`[data-panel="${name}"]`).textContent()).toContain(name === 'alerts' ? '预警引擎尚未运行' : '暂无数据')
    }
    expect(await page.locator('[data-figure][data-value]:not([data-value=""])').count()).toBe(0)
    expect(await page.locator('canvas').count()).toBe(0)
  })
})

describe('the alerts', () => {
  const none = { open: { blue: 0, yellow: 0, orange: 0, red: 0 }, overdue: 0, byState: { ...alerts(clock).byState, triage: 0, assigned: 0, verifying: 0, rectifying: 0, review: 0 } }
  const foot = '[data-panel="alerts"] footer'

  it('are good news while the engine runs and none was ever raised', async () => {
    wall.server().set('wuchang', 'alerts', alerts(clock, { ...none, freshness: { newest: null, state: 'fresh' } }))
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'alerts', 'live').waitFor()
    expect(await figure(page, 'alerts.open')).toBe('0')
    expect(await figure(page, 'headline.alerts')).toBe('0')
    expect(await page.locator('[data-panel="alerts"]').textContent()).toContain('目前没有待处置的预警')
    expect(await page.locator(foot).textContent()).toBe('预警引擎运行中')
  })

  it.each(['late', 'silent'] as const)('say that the engine does not run when it is %s, with the last values in place', async (state) => {
    wall.server().set('wuchang', 'alerts', alerts(clock, { freshness: { newest: minutesAgo(clock, 90), state } }))
    wall.server().set('shouyi', 'alerts', alerts(clock, { ...none, freshness: { newest: null, state } }))
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'alerts', 'late').waitFor()
    expect((await page.locator(foot).textContent())?.trim()).toBe('预警引擎未运行')
    expect(await figure(page, 'alerts.open')).toBe('6')
    const quiet = await wall.open('/wall/shouyi')
    await panel(quiet, 'alerts', 'late').waitFor()
    expect(await quiet.locator('[data-panel="alerts"]').textContent()).not.toContain('目前没有待处置的预警')
  })

  it('say when one of them last changed', async () => {
    wall.server().set('wuchang', 'alerts', alerts(clock, { freshness: { newest: minutesAgo(clock, 90), state: 'fresh' } }))
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'alerts', 'live').waitFor()
    expect(await page.locator(foot).textContent()).toBe('预警引擎最近变动 1 小时前')
  })
})

describe('figures that are none', () => {
  it('are a dash with the reason, and two numbers for a small group', async () => {
    wall.server().set('shouyi', 'pledges', pledges(clock, {
      coverage: suppressedRate(),
      byType: [
        { type: 'anti_drug', name: '禁毒承诺', coverage: suppressedRate(), dueAt: minutesAgo(clock, 0), level: 'none' },
        { type: 'integrity', name: '廉政承诺书', coverage: rateOf(2, 3), dueAt: minutesAgo(clock, 0), level: 'none' },
        { type: 'other', name: '保密承诺', coverage: rateOf(0, 0), dueAt: minutesAgo(clock, 0), level: 'none' },
      ],
    }))
    wall.server().set('shouyi', 'supervision', supervision(clock, { findings: { open: 0, overdue: 0, raised30d: 0, rectified: rateOf(0, 0), writtenOff: rateOf(0, 7) } }))
    const page = await wall.open('/wall/shouyi')
    await panel(page, 'pledges', 'live').waitFor()
    const words = async (name: string): Promise<string> => (await page.locator(`[data-panel="pledges"] .meter:has([data-figure="${name}"])`).textContent() ?? '').replace(/\s+/g, ' ').trim()
    expect(await words('pledges.byType.anti_drug')).toBe('禁毒承诺— 人数过少，不公开')
    expect(await words('pledges.byType.integrity')).toMatch(/^廉政承诺书.*2 \/ 3$/)
    expect(await words('pledges.byType.other')).toBe('保密承诺— 无应计项')
    expect(await page.locator('[data-panel="pledges"]').textContent()).toContain('人数过少，不公开')
    expect(await figure(page, 'pledges.coverage')).toBe('')
    expect(await page.locator('[data-figure="headline.rectified"]').textContent()).toBe('—')
    expect(await page.textContent('body')).not.toMatch(/NaN|undefined|null/)
  })
})

describe('the table of stations', () => {
  const row = { ...stationRow(clock, STATIONS[0]!, 0), tasks: { rate: rateOf(9, 9), overdue: 0 }, findings: { open: 2, overdue: 2, rectified: rateOf(4, 6) }, coverage: rateOf(38, 40), supervisionLevel: 'orange', pledgesLevel: 'blue' } as const
  const cell = (page: Page, name: string) => page.locator(`[data-station] > :has([data-figure="station.shouyi.${name}"])`)

  it('says at the unit\'s name which work calls for attention, and at each figure just what is left to do', async () => {
    wall.server().set('wuchang', 'stations', { stations: [row] })
    const page = await wall.open('/wall/wuchang')
    await page.locator('[data-station]').waitFor()
    expect(await page.locator('[data-station] [data-level]').textContent()).toBe('监督橙色承诺蓝色')
    expect(await cell(page, 'plan').textContent()).toBe('100%')
    expect(await cell(page, 'rectified').textContent()).toMatch(/66\.6%\s*超期 2$/)
    expect(await cell(page, 'coverage').textContent()).toMatch(/95%\s*待签 2$|95\.0%\s*待签 2$/)
    // A level's shape beside a figure would be read as the figure's own.
    expect(await cell(page, 'plan').locator('svg').count()).toBe(0)
  })

  it('has room for the worst level alone in portrait, with its word', async () => {
    wall.server().set('wuchang', 'stations', { stations: [row] })
    const page = await wall.open('/wall/wuchang', { width: 1080, height: 1920 })
    await page.locator('[data-station]').waitFor()
    expect(await page.locator('[data-station] [data-level="orange"]').textContent()).toBe('橙')
  })
})

describe('a pledge', () => {
  it('says why it stands as it does: signatures that are overdue, or until when there is time', async () => {
    const [type] = pledges(clock).byType
    const byType = [
      { ...type!, type: 'a', coverage: rateOf(86, 91), dueAt: minutesAgo(clock, 5), level: 'orange' as const },
      { ...type!, type: 'b', coverage: rateOf(86, 91), dueAt: '2999-12-31T18:00:00+08:00', level: 'blue' as const },
      { ...type!, type: 'c', coverage: rateOf(91, 91), dueAt: minutesAgo(clock, 5), level: 'green' as const },
    ]
    wall.server().set('wuchang', 'pledges', pledges(clock, { byType }))
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'pledges', 'live').waitFor()
    const words = (name: string) => page.locator(`.meter:has([data-figure="pledges.byType.${name}"]) .words`).textContent()
    expect(await words('a')).toMatch(/逾期未签 5\s*86 \/ 91$/)
    expect(await words('b')).toMatch(/12\/31 截止\s*86 \/ 91$/)
    expect(await words('c')).toMatch(/^禁毒承诺\s*91 \/ 91$/)
  })
})

describe('lamps', () => {
  it('say in words that sources are late and that the clock is wrong', async () => {
    const page = await wall.open('/wall/wuchang')
    await panel(page, 'supervision', 'live').waitFor()
    expect(await page.locator('[data-lamp="link"]').textContent()).toBe('链路正常')
    expect(await page.locator('[data-lamp="sources"][data-state="fault"]').textContent()).toBe('数据源 2/3 有晚到')
    expect(await page.locator('[data-lamp="clock"]').textContent()).toBe('时钟准确')
    wall.server().setClockLead(-200_000)
    await page.locator('[data-lamp="clock"][data-state="fault"]').waitFor()
    expect(await page.locator('[data-lamp="clock"]').textContent()).toMatch(/本机时钟快 3 分钟/)
  })
})

describe('a unit that is not declared', () => {
  it('has a page that says so, and becomes a wall by itself when it is declared', async () => {
    const page = await wall.open('/wall/new-station')
    await page.locator('[data-page="unknown"]').waitFor()
    expect(await page.textContent('h1 >> nth=1')).toContain('new-station')
    wall.server().setUnit('new-station', station(clock))
    await panel(page, 'supervision', 'live').waitFor()
    expect(await page.locator('[data-page="unknown"]').count()).toBe(0)
  })
})

describe('the list of walls', () => {
  it('shows the first hour while there are no units, then the units by themselves', async () => {
    const page = await wall.open('/')
    await page.locator('[data-page="first-hour"]').waitFor()
    expect(await page.textContent('pre >> nth=0')).toContain(`curl ${wall.server().url}/api/v1/events`)
    wall.server().setUnits([
      { code: 'wuchang', name: '武昌区局', shortName: '武昌区局', level: 'district', parent: null, pilot: false },
      { code: 'shouyi', name: '首义管理所(市场部)', shortName: '首义所(部)', level: 'station', parent: 'wuchang', pilot: true },
    ])
    await page.locator('[data-page="units"]').waitFor()
    await page.click('a[href="/wall/shouyi"]')
    await panel(page, 'supervision', 'live').waitFor()
    expect(await page.title()).toBe('首义所(部) · 标准运行数字化综合大屏')
  })
})
