/** The two checks that need no run: ESLint over everything, and the compiler over each package. */
import type { CommandResult } from './command.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runNode, TOOLS } from './command.ts'

/** Packages in the order of their arrows; `web` has components, so vue-tsc reads it. Its benches run under Node and know no kiosk's limits. */
const PACKAGES = ['shared', 'server', 'mock-data', 'docs', 'scripts', 'web', 'web/bench']
const TIMEOUT_MS = 240_000

/** No cache: rules that read types depend on more than the file they look at. */
export function lint(args: readonly string[] = []): Promise<CommandResult> {
  return runNode(TOOLS.eslint, ['.', '--max-warnings', '0', ...args], { timeoutMs: TIMEOUT_MS })
}

function hasCode(name: string): boolean {
  return name === 'scripts' || name === 'web/bench' || existsSync(join(ROOT, name, 'src'))
}

/** Checks every package that has code, also after one has failed; code without a tsconfig.json is a failure. */
export async function typecheck(onPackage: (name: string) => void): Promise<CommandResult> {
  const total: CommandResult = { ok: true, output: '', stdout: '', ms: 0 }
  for (const name of PACKAGES.filter(hasCode)) {
    onPackage(name)
    const tool = name === 'web' ? TOOLS.vueTsc : TOOLS.tsc
    const result = existsSync(join(ROOT, name, 'tsconfig.json'))
      ? await runNode(tool, ['-p', name], { timeoutMs: TIMEOUT_MS })
      : { ok: false, output: `${name}/tsconfig.json is missing\n`, stdout: '', ms: 0 }
    total.ok &&= result.ok
    total.ms += result.ms
    total.output += result.ok ? '' : result.output
  }
  return total
}
