import type { Machine } from './chromium.ts'
import { describe, expect, it } from 'vitest'
import { findChromium } from './chromium.ts'

function machine(files: string[], env: Machine['env'] = {}): Machine {
  return {
    env,
    home: '/home/li',
    exists: path => files.includes(path),
    list: folder => [...new Set(files.filter(file => file.startsWith(`${folder}/`)).map(file => file.slice(folder.length + 1).split('/')[0] ?? ''))],
  }
}

const cached = (revision: number) => `/home/li/.cache/ms-playwright/chromium-${revision}/chrome-linux64/chrome`

describe('findChromium', () => {
  it('takes the one that is named before any other', () => {
    expect(findChromium(machine(['/usr/bin/chromium', '/opt/c'], { QINGLIAN_CHROMIUM: '/opt/c' }))).toBe('/opt/c')
  })

  it('refuses a named one that is not there rather than take another', () => {
    expect(() => findChromium(machine(['/usr/bin/chromium'], { QINGLIAN_CHROMIUM: '/opt/c' }))).toThrow('/opt/c')
  })

  it('prefers Chromium to Chrome, and the system to what Playwright downloaded', () => {
    const all = [cached(1200), '/usr/bin/google-chrome', '/usr/bin/chromium']
    expect(findChromium(machine(all))).toBe('/usr/bin/chromium')
    expect(findChromium(machine(all.slice(0, 2)))).toBe('/usr/bin/google-chrome')
    expect(findChromium(machine(all.slice(0, 1)))).toBe(cached(1200))
  })

  it('looks along PATH', () => {
    expect(findChromium(machine(['/opt/bin/chromium'], { PATH: '/bin:/opt/bin' }))).toBe('/opt/bin/chromium')
  })

  it('takes the newest of several downloads by number, and no headless shell', () => {
    const files = [cached(999), cached(1200), '/home/li/.cache/ms-playwright/chromium_headless_shell-1300/chrome-linux64/chrome']
    expect(findChromium(machine(files))).toBe(cached(1200))
  })

  it('gives nothing where there is none', () => {
    expect(findChromium(machine([]))).toBeUndefined()
  })
})
