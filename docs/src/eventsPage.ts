/** `reference/events.md`: the event catalogue, domain by domain and type by type. */
import type { EventDefinition } from '@qinglian/shared'
import type { EventDomain } from './eventDomains.ts'
import type { Member } from './schemaText.ts'
import { EVENTS, MAX_BATCH_EVENTS, MAX_BODY_BYTES, MAX_CLOCK_LEAD_MS, MAX_DATA_BYTES } from '@qinglian/shared'
import { eventDomains } from './eventDomains.ts'
import { code, json, page, table } from './markdown.ts'
import { keyword, limitsText, membersOf, typeText } from './schemaText.ts'

const MERGES: Readonly<Record<EventDefinition['merge'], string>> = {
  replace: '`replace`：同一事实以最后一次陈述为准',
  set: '`set`：每个不同的键计一次',
  or: '`or`：按位累加',
}

export function eventsPage(): string {
  const upstream = eventDomains(EVENTS.filter(event => event.origin === 'upstream'))
  const engine = eventDomains(EVENTS.filter(event => event.origin === 'engine'))
  return page(
    '事件目录',
    `上游经 \`POST /api/v1/events\` 提交的事实。信封为 CloudEvents 1.0：\`specversion\`、\`id\`、\`source\`、\`type\`、\`subject\`（单位代码）、\`time\`（**陈述的时刻**）、\`data\`。一批至多 ${MAX_BATCH_EVENTS.toLocaleString('en-US')} 条、${MAX_BODY_BYTES / 2 ** 20} MiB；一条事件的 \`data\` 至多 ${MAX_DATA_BYTES / 1024} KiB；\`time\` 至多超前服务器时钟 ${MAX_CLOCK_LEAD_MS / 60_000} 分钟。`,
    '`data` 中多出的成员会被拒收；没写的可选成员表示“没有”，不表示“不变”。**键**是指明一件事实的成员；同一件事实的先后陈述按（`time` 到毫秒、`source`、`id`）排序，与到达顺序无关。怎样接入见[第一条事件](../guide/02-first-event.md)，被拒时见[错误码](errors.md)。',
    '**不收的**：谈话、家访、投诉的内容，举报人与被评人的身份，写人的文字，许可证号。这些没有成员可放，多写一个成员整条就被拒收。人员只写工号；只需要人数的地方只收人数。',
    '来源密钥可以只放开一个领域，如 `--types \'qinglian.study.*\'`。',
    domainsTable(upstream),
    '## 上游可以提交的',
    ...upstream.map(domain),
    '## 系统自己记录的',
    '预警引擎做过什么，记在同一本日志里，所以重建只是重放，不会重新触发。上游提交这些类型会得到 `scope.denied`。',
    ...engine.map(one => domain({ ...one, title: '预警引擎' })),
  )
}

function domainsTable(domains: readonly EventDomain[]): string {
  return table(['领域', '类型', '通常由谁提交'], domains.map(({ name, title, sender }) => [`[${title}](#${headingAnchor(title)})`, code(`qinglian.${name}.*`), sender]))
}

function domain({ title, events }: EventDomain): string {
  return [`### ${title}`, ...(events.length > 1 ? [contents(events)] : []), ...events.map(section)].join('\n\n')
}

/** GitHub keeps letters of any script in an anchor and drops punctuation. */
function headingAnchor(title: string): string {
  return title.replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** GitHub makes the same anchor of a heading that is one code span. */
function anchor(type: string): string {
  return type.replaceAll('.', '')
}

function contents(events: readonly EventDefinition[]): string {
  return table(['类型', '含义'], events.map(({ type, title }) => [`[${code(type)}](#${anchor(type)})`, title]))
}

function section({ type, title, factKey, merge, data, personal = [], example }: EventDefinition): string {
  const rows = membersOf(data).map(member => [code(member.path), typeText(member.schema), member.required ? '必填' : '', noteText(member, personal)])
  return [
    `#### ${code(type)}`,
    `${title}。`,
    `键：${factKey.map(code).join('、')}。合并：${MERGES[merge]}。`,
    table(['成员', '类型', '必填', '限制与说明'], rows),
    '`data` 的例子：',
    json(example),
  ].join('\n\n')
}

function noteText({ path, schema }: Member, personal: readonly string[]): string {
  const description = keyword(schema, 'description')
  return [
    typeof description === 'string' ? description : '',
    limitsText(schema),
    personal.includes(path) ? '人员姓名：落库即加密，从不公开' : '',
  ].filter(text => text !== '').join('；')
}
