/** `qinglian keys …`: source keys made, listed and revoked on the server's own machine. */
import type { ListedKey } from '../access/sourceKeys.ts'
import type { Command, CommandContext } from './command.ts'
import { randomBytes } from 'node:crypto'
import { EVENTS, SourceRef, UnitCode } from '@qinglian/shared'
import Value from 'typebox/value'
import { createSourceKeys } from '../access/sourceKeys.ts'
import { coversType, FULL_SCOPE } from '../access/sourceScope.ts'
import { columns, CommandFailed, parseOptions, UsageError } from './command.ts'

export const KEY_COMMANDS: readonly Command[] = [
  {
    words: 'keys create',
    options: '--label <名称> --source-prefix </upstream/…> [--types <类型,类型.*>] [--unit <单位代码>]',
    summary: '建一个来源密钥；密钥只显示这一次',
    run: create,
  },
  { words: 'keys list', options: '', summary: '列出来源密钥、范围和越权次数', run: list },
  { words: 'keys revoke', options: '<密钥编号>', summary: '吊销一个来源密钥，立即生效', run: revoke },
]

const text = { type: 'string' } as const

async function create(context: CommandContext): Promise<void> {
  const { values } = parseOptions(context.args, { 'label': text, 'source-prefix': text, 'types': text, 'unit': text }, 0)
  const label = values.label?.trim() ?? ''
  if (label === '' || label.length > 60)
    throw new UsageError('--label 应为 1 到 60 字的名称，如 党建系统')
  const sourcePrefix = values['source-prefix'] ?? ''
  if (!Value.Check(SourceRef, sourcePrefix))
    throw new UsageError('--source-prefix 应为来源前缀，如 /upstream/party')
  const types = values.types === undefined ? null : typesOf(values.types)
  const unit = values.unit ?? null
  if (unit !== null && !Value.Check(UnitCode, unit))
    throw new UsageError('--unit 应为单位代码，如 wuchang')
  const { id, key } = await keysOf(context).create({ label, sourcePrefix, types, unit })
  context.terminal.print(key)
  context.terminal.say(`已建来源密钥 ${id}（${label}）。库中只存它的散列，请现在就保存上面一行。`)
  if (unit !== null && !await isDeclared(context, unit))
    context.terminal.say(`单位 ${unit} 还没有登记；登记之后，此密钥才能为它和它的下级提交。`)
}

function typesOf(written: string): string[] {
  const types = written.split(',').map(type => type.trim()).filter(type => type !== '')
  const upstream = EVENTS.filter(event => event.origin === 'upstream')
  const unknown = types.find(type => !upstream.some(event => coversType({ ...FULL_SCOPE, types: [type] }, event.type)))
  if (types.length === 0 || unknown !== undefined)
    throw new UsageError(`--types 应为事件类型，以逗号分隔，如 qinglian.pledge.signed 或 qinglian.pledge.*${unknown === undefined ? '' : `；没有 ${unknown}`}`)
  return types
}

async function isDeclared({ store }: CommandContext, unit: string): Promise<boolean> {
  return await store.reader.selectFrom('unit_span').select('code').where('code', '=', unit).limit(1).executeTakeFirst() !== undefined
}

async function list(context: CommandContext): Promise<void> {
  parseOptions(context.args, {}, 0)
  const keys = await keysOf(context).list()
  if (keys.length === 0)
    context.terminal.say('还没有来源密钥。用 qinglian keys create 建一个。')
  else
    columns([['编号', '状态', '来源前缀', '单位', '类型', '越权', '名称'], ...keys.map(row)]).forEach(context.terminal.print)
}

function row(key: ListedKey): string[] {
  const state = key.revokedMs === null ? '有效' : `已吊销 ${new Date(key.revokedMs).toISOString().slice(0, 10)}`
  return [key.id, state, key.sourcePrefix, key.unit ?? '全部', key.types?.join(',') ?? '全部', String(key.denied), key.label]
}

async function revoke(context: CommandContext): Promise<void> {
  const { positionals } = parseOptions(context.args, {}, 1)
  if (!await keysOf(context).revoke(positionals[0]!))
    throw new CommandFailed(`没有编号为 ${positionals[0]} 的有效密钥。用 qinglian keys list 查看。`)
  context.terminal.say(`已吊销 ${positionals[0]}，立即生效。`)
}

function keysOf({ store, clock }: CommandContext) {
  return createSourceKeys({ store, clock, random: randomBytes })
}
