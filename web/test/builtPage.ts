/**
 * The page for browser tests, built from the sources as they are, into a folder of the tests' own: `web/dist`
 * belongs to whoever runs the wall and may change at any moment. A build is put in place whole (`build/swapIn.ts`)
 * and stays for the next run of the same sources.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { fingerprint } from '../../scripts/fingerprint.ts'

const WEB = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = ['web/src', 'web/build', 'web/index.html', 'web/vite.config.ts', 'web/tsconfig.json', 'shared/src', 'server/config', 'pnpm-lock.yaml']
const BUILDS = 'node_modules/.test-page'
/** A build that nobody has touched for so long is of sources long gone. */
const KEEP_MS = 3_600_000

/** @returns the folder that holds the built page */
export function builtPage(): string {
  const build = join(BUILDS, fingerprint(join(WEB, '..'), SOURCES).slice(0, 16))
  const folder = join(WEB, build)
  if (!existsSync(folder)) {
    dropOldBuilds()
    runVite(build)
  }
  return folder
}

/** In a process of its own: the test runner's environment would put development code into the page. */
function runVite(outDir: string): void {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', outDir], { cwd: WEB, env: { ...process.env, NODE_ENV: 'production' } })
}

function dropOldBuilds(): void {
  const builds = join(WEB, BUILDS)
  for (const name of existsSync(builds) ? readdirSync(builds) : []) {
    const path = join(builds, name)
    if (Date.now() - statSync(path).mtimeMs > KEEP_MS)
      rmSync(path, { recursive: true, force: true })
  }
}
