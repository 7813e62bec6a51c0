/**
 * The web app's build, done only when something it is made of has changed: `web/dist/.stamp` holds the
 * fingerprint of its sources, of the contract, of the configuration whose characters go into the font, and of
 * the locked dependencies.
 */
import type { CommandResult } from './command.ts'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runNode, TOOLS } from './command.ts'
import { fingerprint } from './fingerprint.ts'

const SOURCES = [
  'web/src',
  'web/public',
  'web/build',
  'web/index.html',
  'web/package.json',
  'web/vite.config.ts',
  'web/tsconfig.json',
  'tsconfig.base.json',
  'shared/src',
  'server/config',
  'pnpm-lock.yaml',
]
const STAMP = join(ROOT, 'web/dist/.stamp')
const ENTRY = join(ROOT, 'web/dist/index.html')

/** Whether there is something to serve, of whatever age. */
export function isWebBuilt(): boolean {
  return existsSync(ENTRY)
}

/** Whether what is built was made of the sources as they are now. */
export function isWebBuildCurrent(): boolean {
  return isWebBuilt() && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint(ROOT, SOURCES)
}

/** Builds the web app. The stamp is taken before the build, so a change meanwhile leads to another one. */
export async function buildWeb(onLine?: (line: string) => void): Promise<CommandResult> {
  const stamp = fingerprint(ROOT, SOURCES)
  rmSync(STAMP, { force: true })
  const env = { NODE_ENV: 'production' }
  const result = await runNode(TOOLS.vite, ['build'], { cwd: join(ROOT, 'web'), env, timeoutMs: 300_000, ...(onLine && { onLine }) })
  if (!result.ok)
    return result
  if (!isWebBuilt())
    return { ...result, ok: false, output: `${result.output}\nthe build left no web/dist/index.html\n` }
  writeFileSync(STAMP, stamp)
  return result
}
