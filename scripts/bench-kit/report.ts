/** What a bench says: progress to standard error, and one line of JSON as its last on standard output. */
import type { BenchResult } from '../benchTable.ts'
import process from 'node:process'

export type Result = Omit<BenchResult, 'bench'>

export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The end of a bench. Leaves no doubt whether it ended well: what went wrong before threw. */
export function report(results: readonly Result[]): void {
  process.stdout.write(`${JSON.stringify({ results })}\n`)
}

/** The number after `--name` on the command line. */
export function numberArgument(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  const value = at === -1 ? otherwise : Number(process.argv[at + 1])
  if (!Number.isFinite(value) || value <= 0)
    throw new RangeError(`--${name} takes a number above 0`)
  return value
}
