/** Builds the page for browser tests where what is built is older than what it is built from. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const WEB = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src', 'build', '../shared/src']

function newestSource(): number {
  const files = SOURCES.flatMap(folder => readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /(?<!\.test)\.(?:ts|vue|css|svg|txt)$/.test(file))
    .map(file => join(WEB, folder, file)))
  return Math.max(...[...files, join(WEB, 'index.html'), join(WEB, 'vite.config.ts')].map(file => statSync(file).mtimeMs))
}

/** In a process of its own: the test runner's environment would put development code into the page. */
export function ensureBuilt(): void {
  const page = join(WEB, 'dist/index.html')
  if (existsSync(page) && statSync(page).mtimeMs >= newestSource())
    return
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: WEB, env: { ...process.env, NODE_ENV: 'production' } })
}
