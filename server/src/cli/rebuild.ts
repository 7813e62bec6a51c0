/** `qinglian rebuild`: every table anew from the log, for after a restore or an upgrade of the model. */
import type { Command, CommandContext } from './command.ts'
import { rebuild } from '../data/log/rebuild.ts'
import { createTerms } from '../model/calendar/terms.ts'
import { loadModelConfig } from '../model/config/loadModelConfig.ts'
import { parseOptions } from './command.ts'

const SAY_EVERY = 50_000

export const REBUILD_COMMANDS: readonly Command[] = [
  { words: 'rebuild', options: '', summary: '由事件日志重建全部数据表；先停止服务。失败则一切照旧', run },
]

async function run({ args, store, settings, terminal, clock }: CommandContext): Promise<void> {
  parseOptions(args, {}, 0)
  let said = 0
  let total = 0
  const terms = createTerms(settings.timezone, loadModelConfig(settings.configDir))
  await rebuild(store, { days: terms, nowMs: clock() }, (events) => {
    total = events
    if (events - said >= SAY_EVERY) {
      said = events
      terminal.say(`已处理 ${events} 条事件…`)
    }
  })
  terminal.say(`重建完成，共 ${total} 条有效事件。`)
}
