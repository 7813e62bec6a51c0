/** What a command of `qinglian` is: it parses its own options, works on the store, and says what it did. */
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Settings } from '../config.ts'
import type { Store } from '../db/store.ts'
import { parseArgs } from 'node:util'

/** Results go to `print`, so that they can be piped; everything said about them goes to `say`. */
export interface Terminal {
  readonly print: (line: string) => void
  readonly say: (line: string) => void
}

export interface CommandContext {
  /** What stands after the command's words. */
  readonly args: readonly string[]
  readonly settings: Settings
  readonly store: Store
  readonly clock: () => number
  readonly terminal: Terminal
}

export interface Command {
  /** As it is typed: `keys create`. */
  readonly words: string
  /** Its options, as the help shows them. */
  readonly options: string
  readonly summary: string
  /** @throws UsageError, CommandFailed */
  readonly run: (context: CommandContext) => Promise<void>
}

/** The command was typed wrongly; exit code 2. */
export class UsageError extends Error {}

/** It was understood, and could not be done; exit code 1. */
export class CommandFailed extends Error {}

/** Options and positionals of a command; anything unknown is a `UsageError` in our words. */
export function parseOptions<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T, positionals: number) {
  const parsed = parsedOrRefused(args, options)
  if (parsed.positionals.length !== positionals)
    throw new UsageError(positionals === 0 ? `多余的参数：${parsed.positionals.join(' ')}` : `应有 ${positionals} 个参数`)
  return parsed
}

function parsedOrRefused<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  }
  catch (error) {
    // Node names the option in its own words; ours name the options there are.
    const known = Object.keys(options).map(name => `--${name}`).join('、')
    throw new UsageError(known === '' ? '此命令没有选项' : `选项有误；可用的是 ${known}`, { cause: error })
  }
}

/** Rows as columns that line up, also where a character takes two places. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(widthOf(cell), most[i] ?? 0)), [])
  return rows.map(row => row.map((cell, i) => cell + ' '.repeat(widths[i]! - widthOf(cell))).join('  ').trimEnd())
}

const WIDE = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/gu

function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0)
}
