/** `reference/topics.md`: each subject, its members with their audience, and what the server answers after the example story. */
import type { Subject } from '@qinglian/shared'
import type { Exhibit } from './exampleHouse.ts'
import { audienceOf, SUBJECTS, TOPICS } from '@qinglian/shared'
import { code, json, page, table } from './markdown.ts'
import { membersOf, typeText } from './schemaText.ts'

export function topicsPage(topics: Exhibit['topics']): string {
  return page(
    '主题',
    '主题是一个随时为最新的值，名为 `unit/<单位代码>/<主题>`，读作 `{ "name", "audience", "rev", "at", "value" }`。取法有两种，内容相同：`GET /api/v1/topics/{name}`（带 `ETag`），或实时连接上的 `topics:watch`。每个已登记的单位都有下列全部主题，没有事实时也有；未登记的单位答 404 `topic.unknown`。上级单位的值包含其下全部单位。',
    '**受众**标明谁可以看到这个成员：`public` < `internal` < `restricted`。服务器按标记删去之后才存、才发。承诺数字在 `public` 上还要过[披露控制](../decisions/0006-disclosure-control.md)：不足 3 人的组，以及能减出这种组的数字，`num`、`den`、`value` 为 null，`suppressed` 为 true。',
    '`rev` 为正整数，每个（主题、受众）各自递增，重启后继续；`epoch` 变了（恢复或重建之后）就忘掉旧的 `rev`。',
    table(['主题', '内容'], SUBJECTS.map(subject => [`[${code(subject)}](#${subject})`, TOPICS[subject].title])),
    ...SUBJECTS.map(subject => section(subject, topics)),
  )
}

function section(subject: Subject, topics: Exhibit['topics']): string {
  const example = topics.get(subject)
  if (example === undefined)
    throw new Error(`no example of ${subject}`)
  const rows = membersOf(TOPICS[subject].value).map(({ path, schema, required }) => [code(path), typeText(schema), required ? '' : '可缺', code(audienceOf(schema) ?? 'restricted')])
  return [
    `## ${code(subject)}`,
    `${TOPICS[subject].title}。`,
    table(['成员', '类型', '', '受众'], rows),
    `${code(example.name)} 的 ${code('value')}（${code('public')}，虚构数据）：`,
    json(example.value),
  ].join('\n\n')
}
