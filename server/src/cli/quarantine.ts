/**
 * `qinglian quarantine …`: what was refused and why. Who runs the machine may see that a sender is wrong and where,
 * but not what it said: contents are for the sender's key alone, over HTTP.
 */
import type { Command, CommandContext } from './command.ts'
import { listProblems } from '../data/log/quarantineList.ts'
import { columns, parseOptions, UsageError } from './command.ts'

const DEFAULT_LIMIT = 50

export const QUARANTINE_COMMANDS: readonly Command[] = [
  { words: 'quarantine list', options: '[--limit <条数>]', summary: '列出被拒而留存的事件，由新到旧；不显示内容', run: list },
]

async function list({ args, store, terminal }: CommandContext): Promise<void> {
  const { values } = parseOptions(args, { limit: { type: 'string' } }, 0)
  const limit = values.limit === undefined ? DEFAULT_LIMIT : Number(values.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new UsageError('--limit 应为 1 到 10000 的整数')
  const problems = await listProblems(store, limit)
  if (problems.length === 0) {
    terminal.say('没有被拒而留存的事件。')
    return
  }
  const rows = problems.map(problem => [String(problem.id), new Date(problem.last_ms).toISOString(), String(problem.times), problem.source, problem.event_id, problem.pointer ?? '', problem.message])
  columns([['编号', '最近一次', '次数', '来源', '事件', '位置', '原因'], ...rows]).forEach(terminal.print)
}
