/**
 * Finds the command that was typed and runs it against the store that the settings name.
 * Exit codes: 0 done, 1 could not be done, 2 typed wrongly or wrong settings.
 */
import type { Environment, Settings } from '../config.ts'
import type { Store } from '../db/store.ts'
import type { Command, Terminal } from './command.ts'
import { loadSettings, SettingsInvalid } from '../config.ts'
import { StoreUnavailable } from '../db/store.ts'
import { startProblem } from '../startProblem.ts'
import { CommandFailed, UsageError } from './command.ts'
import { KEY_COMMANDS } from './keys.ts'
import { QUARANTINE_COMMANDS } from './quarantine.ts'
import { REBUILD_COMMANDS } from './rebuild.ts'

export const COMMANDS: readonly Command[] = [...KEY_COMMANDS, ...QUARANTINE_COMMANDS, ...REBUILD_COMMANDS]

export interface CliOptions {
  readonly argv: readonly string[]
  readonly env: Environment
  readonly terminal: Terminal
  readonly clock: () => number
  readonly openStore: (settings: Settings['database']) => Promise<Store>
}

/** @returns the exit code. */
export async function runCli(options: CliOptions): Promise<number> {
  const { argv, terminal } = options
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h') || argv[0] === 'help') {
    helpLines().forEach(terminal.print)
    return argv.length === 0 ? 2 : 0
  }
  try {
    await runCommand(options)
    return 0
  }
  catch (error) {
    return exitCode(error, terminal)
  }
}

async function runCommand({ argv, env, terminal, clock, openStore }: CliOptions): Promise<void> {
  const command = COMMANDS.find(({ words }) => argv.slice(0, words.split(' ').length).join(' ') === words)
  if (command === undefined)
    throw new UsageError(`没有这个命令：${argv.slice(0, 2).join(' ')}`)
  const settings = loadSettings(env)
  const store = await openStore(settings.database)
  try {
    await command.run({ args: argv.slice(command.words.split(' ').length), settings, store, clock, terminal })
  }
  finally {
    await store.close()
  }
}

function exitCode(error: unknown, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.say(error.message)
    terminal.say('用 qinglian --help 查看全部命令。')
    return 2
  }
  if (error instanceof SettingsInvalid) {
    terminal.say(error.message)
    return 2
  }
  if (error instanceof CommandFailed) {
    terminal.say(error.message)
    return 1
  }
  if (error instanceof StoreUnavailable) {
    terminal.say('数据库现在不可用，什么也没有改动。请稍后重试。')
    return 1
  }
  terminal.say(startProblem(error))
  return 1
}

function helpLines(): string[] {
  return [
    'qinglian：在服务器本机上管理青莲',
    '',
    ...COMMANDS.flatMap(({ words, options, summary }) => [`  qinglian ${words} ${options}`.trimEnd(), `      ${summary}`]),
    '',
    '数据库由与服务相同的设置决定（QINGLIAN_DATA_DIR、QINGLIAN_DATABASE_URL 等）。',
    '退出码：0 完成；1 未能完成；2 命令或设置有误。',
  ]
}
