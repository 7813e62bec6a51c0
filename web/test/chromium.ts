/** Chromium for the browser tests: the one that `QINGLIAN_CHROMIUM` names, or the system's. */
import type { Browser } from 'playwright-core'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { chromium } from 'playwright-core'

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** @throws Error that says what to install or set, where there is no browser */
export function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.QINGLIAN_CHROMIUM, ...USUAL_PLACES].find(path => path !== undefined && existsSync(path))
  if (executablePath === undefined)
    throw new Error('no Chromium found: install one, or name it with QINGLIAN_CHROMIUM')
  return chromium.launch({ executablePath, args: FLAGS })
}
