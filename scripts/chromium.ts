/**
 * Finds a Chromium for the browser tests: the one named by `QINGLIAN_CHROMIUM`, one the system has, or one
 * that Playwright has downloaded. Where there is none, `installChromium` gets one.
 */
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { runCommand, runNode, TOOLS } from './command.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
const IN_CACHE = ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing', 'chrome-win64/chrome.exe']

export interface Machine {
  env: Record<string, string | undefined>
  home: string
  exists: (path: string) => boolean
  list: (folder: string) => string[]
}

const thisMachine: Machine = {
  env: process.env,
  home: homedir(),
  exists: existsSync,
  list: folder => existsSync(folder) ? readdirSync(folder) : [],
}

/** Browsers that Playwright has downloaded, newest revision first. */
function downloaded({ env, home, list }: Machine): string[] {
  const caches = [env.PLAYWRIGHT_BROWSERS_PATH, join(home, '.cache/ms-playwright'), join(home, 'Library/Caches/ms-playwright')]
  const revision = (folder: string) => Number(folder.split('-')[1])
  return caches.filter(cache => cache !== undefined).flatMap(cache => list(cache)
    .filter(folder => /^chromium-\d+$/.test(folder))
    .sort((a, b) => revision(b) - revision(a))
    .flatMap(folder => IN_CACHE.map(file => join(cache, folder, file))))
}

/**
 * Path of a Chromium, or nothing where there is none.
 * @throws where `QINGLIAN_CHROMIUM` names a file that does not exist: an explicit wish is not passed over.
 */
export function findChromium(machine: Machine = thisMachine): string | undefined {
  const wanted = machine.env.QINGLIAN_CHROMIUM
  if (wanted) {
    if (!machine.exists(wanted))
      throw new Error(`QINGLIAN_CHROMIUM names ${wanted}, which does not exist`)
    return wanted
  }
  const folders = [...FOLDERS, ...(machine.env.PATH ?? '').split(delimiter).filter(Boolean)]
  const installed = NAMES.flatMap(name => folders.map(folder => join(folder, name)))
  return [...installed, ...MAC, ...downloaded(machine)].find(machine.exists)
}

/** Gets a Chromium: Playwright's where its download works, else Debian's when this process may install packages. */
export async function installChromium(onLine: (line: string) => void): Promise<{ path: string | undefined, log: string }> {
  const download = await runNode(TOOLS.playwright, ['install', '--no-shell', 'chromium'], { timeoutMs: 180_000, onLine })
  const path = download.ok ? findChromium() : undefined
  if (path !== undefined || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { path, log: download.output }
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runCommand('apt-get', ['update', '-q'], { env, timeoutMs: 120_000, onLine })
  const install = await runCommand('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { env, timeoutMs: 240_000, onLine })
  return { path: findChromium(), log: download.output + update.output + install.output }
}
