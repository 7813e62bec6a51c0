import { expect, it } from 'vitest'
import { panel, useWall } from './wallKit.ts'

const wall = useWall()
const LIMIT_BYTES = 500_000

it.each(['wuchang', 'shouyi'])('the first load of the wall of %s transfers at most 500 KB, fonts included', async (unit) => {
  const page = await wall.open(`/wall/${unit}`)
  await panel(page, 'supervision', 'live').waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  const sizes = await page.evaluate(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(entry => (entry as PerformanceResourceTiming).transferSize))
  expect(sizes.length).toBeGreaterThan(8)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT_BYTES)
})

it('draws its words in the fonts it brings', async () => {
  const page = await wall.open('/wall/wuchang')
  await panel(page, 'supervision', 'live').waitFor()
  await page.evaluate(() => document.fonts.ready)
  const loaded = await page.evaluate(() => [...document.fonts].filter(font => font.status === 'loaded').map(font => `${font.family.replace(/"/g, '')} ${font.weight}`))
  expect(loaded).toEqual(expect.arrayContaining(['Qinglian Sans 400', 'Qinglian Sans 600', 'Qinglian Figures 600', 'Qinglian Sans Slices 100 900']))
})
