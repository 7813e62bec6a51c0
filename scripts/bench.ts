/**
 * `npm run bench -- ingest fanout`: runs the named benches, all of them without a name, one after the other, and
 * shows their results as a table. A bench is a file `server/bench/<name>.ts` or `web/bench/<name>.ts` that writes
 * its progress to standard error and, as its last line on standard output, one JSON object:
 * `{ "results": [{ "scenario", "value", "unit", "ratio"?, "note"? }] }`, `ratio` being to the bare engine in the
 * same run. Arguments after a second `--` go to the benches. The table is Markdown, as `docs/benchmarks.md` has it.
 */
import type { BenchResult } from './benchTable.ts'
import { existsSync, readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { formatBenchTable, parseBenchOutput } from './benchTable.ts'
import { endOnSignals, ROOT, runNode } from './command.ts'
import { createTerminal } from './terminal.ts'

const FOLDERS = ['server/bench', 'web/bench']

/** Bench files by name. */
function findBenches(): Map<string, string> {
  const files = FOLDERS.filter(folder => existsSync(join(ROOT, folder)))
    .flatMap(folder => readdirSync(join(ROOT, folder)).map(file => ({ folder, file })))
  return new Map(files.filter(({ file }) => /^[\w-]+\.ts$/.test(file)).map(({ folder, file }) => [file.slice(0, -3), `${folder}/${file}`]))
}

endOnSignals()
const terminal = createTerminal()
const [ownArgs, benchArgs] = splitArgs(process.argv.slice(2))
const benches = findBenches()
const names = ownArgs.length > 0 ? ownArgs : [...benches.keys()].sort()
const results: BenchResult[] = []

function splitArgs(args: string[]): [string[], string[]] {
  const at = args.indexOf('--')
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)]
}

async function run(name: string): Promise<void> {
  const file = benches.get(name)
  if (file === undefined) {
    terminal.line(`没有名为“${name}”的基准。可用：${[...benches.keys()].sort().join('、') || '（暂无）'}`)
    process.exitCode = 1
    return
  }
  const step = terminal.step(name)
  const { ok, output, stdout } = await runNode(file, benchArgs, { onLine: step.progress })
  const found = ok ? parseBenchOutput(name, stdout) : undefined
  if (found) {
    results.push(...found)
    return step.done()
  }
  step.fail(ok ? '最后一行不是结果 JSON' : undefined)
  terminal.line(output.trimEnd())
  process.exitCode = 1
}

for (const name of names)
  await run(name)
if (results.length > 0) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? process.arch}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.versions.node}`
  terminal.line(`\n${machine}\n\n${formatBenchTable(results)}`)
}
