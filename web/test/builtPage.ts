/** Builds the page for browser tests where what is built is older than what it is built from. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const WEB = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['src', 'build', '../shared/src']

function newestSource(): number {
  const files = SOURCES.flatMap(folder => readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /(?<!\.test)\.(?:ts|vue|css|svg|txt)$/.test(file))
    .map(file => join(WEB, folder, file)))
  return Math.max(...[...files, join(WEB, 'index.html'), join(WEB, 'vite.config.ts')].map(file => statSync(file).mtimeMs))
}

export async function ensureBuilt(): Promise<void> {
  const page = join(WEB, 'dist/index.html')
  if (!existsSync(page) || statSync(page).mtimeMs < newestSource())
    await build({ root: WEB, configFile: join(WEB, 'vite.config.ts'), logLevel: 'error', mode: 'production' })
}
